"""Decisions about assessments: which sections, what is dangerous, who is told. Pure."""
