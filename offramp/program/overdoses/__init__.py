"""Overdoses: who was there, who gave what, what came of it, and the sheet handed over."""
