"""Dialogues from set-up files: read with line numbers, check as a whole, apply at once."""
