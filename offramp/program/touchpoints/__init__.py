"""Every meeting of staff and person, and every attempt at one, with risk reduction."""
