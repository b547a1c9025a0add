"""People the program was asked to help: names, ways to reach them, care."""
