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
