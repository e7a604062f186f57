"""Take many statements from a file: read, check as a whole, store with suggestions."""
