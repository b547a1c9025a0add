"""Meetings that were agreed on, and what came of them."""
