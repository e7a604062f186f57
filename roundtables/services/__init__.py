"""Everything that changes who has which task in a dialogue."""
