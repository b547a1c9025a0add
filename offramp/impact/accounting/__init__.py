"""What became of a person's record, for that person: who was told, and who opened it."""
