"""Everything that changes who takes part."""
