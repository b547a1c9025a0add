"""Which page of a list an address asks for."""

from django.http import HttpRequest

_LONGEST = 5


def page_number(request: HttpRequest) -> int:
    """The page that is asked for, from 1; the first when it is no number of a page."""
    given = request.GET.get("page", "")
    is_number = given.isascii() and given.isdigit() and len(given) <= _LONGEST
    return max(1, int(given)) if is_number else 1
