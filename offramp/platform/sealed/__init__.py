"""Closes what must not lie open at rest, and opens it for its owner."""
