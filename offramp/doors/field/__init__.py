"""Officers in the field: a contact in under a minute, and what comes of it."""
