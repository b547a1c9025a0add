"""The database wrapper that Django looks for in an engine."""

from django.db.backends.postgresql import base

from offramp.platform.audit.waiting import WritesDown


class DatabaseWrapper(WritesDown, base.DatabaseWrapper):
    """PostgreSQL; the record of acts is written when an act is over."""
