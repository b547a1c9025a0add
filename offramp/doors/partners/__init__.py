"""Bodies outside the program: what they were told, and what they wrote themselves."""
