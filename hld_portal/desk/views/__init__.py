"""Pages of the desk. Each view: fetch, check, call, render."""
