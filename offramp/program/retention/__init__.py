"""How long records are kept: what is due, what is held, what is destroyed and proved."""
