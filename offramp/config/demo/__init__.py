"""The demo: made-up people, brought in by the same actions that real ones would be."""
