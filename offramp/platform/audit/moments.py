"""How a moment is spelled where a hash is taken over it."""

from datetime import UTC, datetime

from offramp.platform.audit.verify import link


def spelled(at: datetime) -> str:
    """In UTC, to the microsecond."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def link_as_stored(prev: str, seq: int, at: str, body: str) -> str:
    """The link of an entry whose moment is spelled as Django stores it in SQLite."""
    return link(prev, seq, spelled(datetime.fromisoformat(at + "+00:00")), body)
