"""An officer meets somebody, and hands them to the program instead of to the courts."""
