"""Which pages of a long list are offered."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict


@dataclass(frozen=True)
class Link:
    """One page that can be gone to; a gap has no number."""

    number: int | None
    query: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class Links:
    """The pages near by, and the ways back and on."""

    pages: tuple[Link, ...]
    previous: str = ""
    next: str = ""


def links(page: Page[Any], query: QueryDict | None) -> Links:
    """The ways from this page, with everything else in the address kept."""
    number, last = page.number, page.paginator.num_pages
    return Links(
        pages=tuple(_pages(number, last, query)),
        previous=_query(query, number - 1) if number > 1 else "",
        next=_query(query, number + 1) if number < last else "",
    )


def _pages(number: int, last: int, query: QueryDict | None) -> Iterator[Link]:
    shown = sorted({1, number - 1, number, number + 1, last} & set(range(1, last + 1)))
    before = 0
    for each in shown:
        if each - before > 1:
            yield Link(None)
        yield Link(each, _query(query, each), is_current=each == number)
        before = each


def _query(query: QueryDict | None, number: int) -> str:
    kept = query.copy() if query is not None else QueryDict(mutable=True)
    kept["page"] = str(number)
    return "?" + kept.urlencode()
