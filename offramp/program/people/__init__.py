"""People the program was asked to help: names, ways to reach them, who looks after them."""
