"""Dates and times as each language writes them; the hour always runs to 24."""
