"""The forms that work without signal, and how what was written there comes in."""
