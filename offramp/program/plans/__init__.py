"""The plan: what a participant wants, in their words, and who does what by when."""
