"""Counselling notes: what a case manager writes of a conversation, for themselves."""
