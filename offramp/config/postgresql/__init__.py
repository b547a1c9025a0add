"""Django's PostgreSQL backend, with the record of acts written at the end."""
