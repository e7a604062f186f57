"""Compiling in steps: lease, render, merge, store."""
