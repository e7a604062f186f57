"""Pure functions on text; nothing here knows Django."""
