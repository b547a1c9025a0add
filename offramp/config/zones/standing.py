"""Whether this process stands in a zone as it should."""

from django.conf import settings
from django.db import connection

from offramp.config.zones import grants
from offramp.platform.policy.zones import Zone


def of_settings() -> list[str]:
    """What of the zone keeps a real program from being served. For `offramp serve`."""
    zone = settings.OFFRAMP_ZONE
    on_sqlite = connection.vendor == "sqlite"
    if on_sqlite and zone != Zone.ALL:
        return [
            f"OFFRAMP_ZONE is {zone}, but a SQLite file has no logins, so nothing would "
            "keep the zones apart. Name a PostgreSQL in OFFRAMP_DATABASE_URL."
        ]
    if zone == Zone.ALL and not on_sqlite and not settings.OFFRAMP_DEMO:
        return [
            "OFFRAMP_ZONE is all: police would be served by a process that reads "
            "treatment. Serve each zone by itself, with OFFRAMP_ZONE=justice and "
            "OFFRAMP_ZONE=program and the login of each. docs/operating.md says how."
        ]
    return []


def of_database() -> list[str]:
    """Where the database's grants differ from the table of rights, for `check`."""
    zone = settings.OFFRAMP_ZONE
    if connection.vendor == "sqlite" or (zone == Zone.ALL and settings.OFFRAMP_DEMO):
        return []
    found = grants.differences()
    if zone in grants.ZONES:
        with connection.cursor() as cursor:
            cursor.execute("SELECT session_user")
            [login] = cursor.fetchone()
        if login != grants.login_of(zone):
            found.append(
                f"This is the zone {zone}, but the database was opened by {login}. "
                f"OFFRAMP_DATABASE_URL must name the login {grants.login_of(zone)}."
            )
    return found
