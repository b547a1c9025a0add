"""Naloxone and other supplies: who has what of which lot, and where it went."""
