"""What a person allows to be told, to whom and until when; and what was told."""
