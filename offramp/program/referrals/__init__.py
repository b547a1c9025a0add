"""Sending a participant to a service, and learning what came of it."""
