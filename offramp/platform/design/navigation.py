"""What a page shows of where one is and where one can go."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from django.http import HttpRequest


@dataclass(frozen=True)
class NavItem:
    """One place that the signed-in person can go to."""

    title: str
    url: str
    current: bool = False


Navigation: TypeAlias = Callable[[HttpRequest], list[NavItem]]


@dataclass(frozen=True)
class Alarm:
    """Something that stays in sight on every page, with a way to end it."""

    title: str
    text: str
    url: str
    url_text: str
    end_url: str
    end_text: str


Alarms: TypeAlias = Callable[[HttpRequest], list[Alarm]]


@dataclass(frozen=True)
class Phone:
    """What sends what this device may have kept without signal, and where that stands."""

    scope: str
    session: str
    script: str


Phones: TypeAlias = Callable[[HttpRequest], Phone | None]
