"""A command here goes before Django's of the same name."""
