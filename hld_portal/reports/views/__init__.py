"""Pages of drafting, compiling, checking and issuing; one module for each room."""
