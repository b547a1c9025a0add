"""Where browsers reach this process."""

from django.conf import settings


def origin() -> str:
    """The address of this zone, without a path; the one address when there are none."""
    named = settings.OFFRAMP_ORIGINS.get(settings.OFFRAMP_ZONE)
    return str(named or settings.OFFRAMP_ORIGIN).rstrip("/")
