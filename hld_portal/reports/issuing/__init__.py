"""Issuing: symbols, what is frozen, the manifest, files that are written once."""
