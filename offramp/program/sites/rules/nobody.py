"""What helps when no peer comes, and the days on which one may not."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class FallbackWay:
    """One thing that helps when no peer comes, in the order in which to try them."""

    kind: str
    title: str
    text: str
    phone: str
    mark: str
    source: str


@dataclass(frozen=True)
class Holiday:
    """A day on which shifts must be looked at one by one."""

    on: date
    name: str


@dataclass(frozen=True)
class Fallback:
    """What an officer is told when no peer answers."""

    title: str
    text: str
    phone: str
    ways: tuple[FallbackWay, ...]
