"""Django's sessions in the database, each with its owner and device beside it.

The two zones' logins read nothing of each other's sessions, for who knows a session's
key can act as whoever it belongs to. So each zone has a table of its own.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as InDatabase
from django.db import connection
from django.utils.timezone import now

from offramp.platform.accounts.models import JusticeSession, Session
from offramp.platform.kernel.ids import SessionId, derived_id
from offramp.platform.policy.zones import Zone

_KEYS = UUID("6f66666c-696e-4765-8000-00000005e551")

# As text, because every request asks it.
_LOAD = "SELECT session_data FROM {table} WHERE session_key = %s AND expire_date > %s"

Table = type[Session] | type[JusticeSession]


def table() -> Table:
    """Where the sessions of this process stand."""
    return JusticeSession if settings.OFFRAMP_ZONE == Zone.JUSTICE else Session


class SessionStore(InDatabase):
    """What settings.SESSION_ENGINE asks for."""

    @classmethod
    def get_model_class(cls) -> Table:
        """Our own table."""
        return table()

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing, and no session, when there is none."""
        asked = [self.session_key, connection.ops.adapt_datetimefield_value(now())]
        with connection.cursor() as cursor:
            cursor.execute(_LOAD.format(table=self.model._meta.db_table), asked)
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        held: dict[str, Any] = self.decode(found[0])
        return held

    def create_model_instance(self, data: dict[str, Any]) -> Session | JusticeSession:
        """The row for this session, with what it is found by."""
        row: Any = super().create_model_instance(data)
        row.handle = handle_of(row.session_key)
        row.user_id = data.get("_auth_user_id")
        row.device = data.get("device", "")
        row.began, row.seen = _moment(data, "began_at"), _moment(data, "seen_at")
        return row  # type: ignore[no-any-return] # the stubs know Django's table only


def handle_of(key: str) -> SessionId:
    """What a session is called on a page. Its key would let anybody in who reads it."""
    return SessionId(derived_id(_KEYS, key))


def _moment(data: dict[str, Any], name: str) -> datetime | None:
    said = data.get(name)
    return datetime.fromisoformat(said) if said else None


def device_of(agent: str) -> str:
    """What a browser says of itself, as its owner would say it."""
    systems = (
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"),
        ("Windows", "Windows"), ("Mac OS", "Mac"), ("CrOS", "Chromebook"),
        ("Linux", "Linux"),
    )  # fmt: skip
    browsers = (
        ("Edg", "Edge"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
        ("SamsungBrowser", "Samsung Internet"), ("CriOS", "Chrome"),
        ("Chrome", "Chrome"), ("Safari", "Safari"),
    )  # fmt: skip
    system = next((name for sign, name in systems if sign in agent), "another device")
    browser = next((name for sign, name in browsers if sign in agent), "A browser")
    return f"{browser} on {system}"
