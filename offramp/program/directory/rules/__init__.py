"""Decisions about a directory, in plain Python: what can be used, and how it reads."""
