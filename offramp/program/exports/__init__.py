"""Released facts as a file: with their notice, numbered, few of them a day."""
