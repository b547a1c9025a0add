"""Settings, root URLs, WSGI and the `offramp` command."""
