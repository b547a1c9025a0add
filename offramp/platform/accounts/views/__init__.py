"""The pages of signing in, of one's own login, and of those who lead."""
