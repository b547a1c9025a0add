"""The services of the area: who helps with what, where, when, and what we checked."""
