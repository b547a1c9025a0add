"""How often a login did something within an hour, counted in memory.

Each process counts for itself, so the true limit is a number times the processes.
"""

from django.core.cache import cache

from offramp.platform.policy.actor import Actor

_AN_HOUR = 60 * 60


def count(what: str, *, by: Actor) -> int:
    """One more of these; how many that makes since the hour began."""
    key = _key(what, by)
    cache.add(key, 0, _AN_HOUR)
    try:
        return cache.incr(key)
    except ValueError:  # the hour ended between the two lines
        return 1


def so_far(what: str, *, by: Actor) -> int:
    """How many there were since the hour began."""
    found: int = cache.get(_key(what, by), 0)
    return found


def _key(what: str, by: Actor) -> str:
    return f"{what}.{by.id}"
