"""Sessions of the justice zone, in a table of their own: see `SESSION_ENGINE`.

The two zones' logins read nothing of each other's sessions, for who knows a session's
key can act as whoever it belongs to.
"""

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from offramp.platform.accounts.models import JusticeSession


class SessionStore(DatabaseStore):
    """Django's own store, over the other table."""

    @classmethod
    def get_model_class(cls) -> type[JusticeSession]:
        """The table that sessions stand in."""
        return JusticeSession
