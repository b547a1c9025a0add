"""How much may leave as a file, and who must say yes. Knows no tables.

The limits are our own, mark I, for counsel (docs/sign-off.md).
"""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ExportId, short_code

A_DAY = 10  # files that one person may save
MOST_ALONE = 50  # people in a file that nobody else has to allow
LASTS = timedelta(days=1)  # an asking, and what was allowed

NOTHING = "There is nothing to save now."
_ENOUGH = (
    f"You have saved {A_DAY} files today, and more are not allowed on one day. "
    "From tomorrow on you can save again."
)
_TOO_MANY = (
    f"More than {MOST_ALONE} people are in it, so somebody else of your body must allow "
    "it. Ask for that first."
)
_ALONE = "Nobody has to allow this file. Save it yourself."
_ASKED = "You have asked already. It stands below until a colleague decides."
_GREW = "More people are in it now than when it was allowed. Ask again."
_OVER = "This was asked for more than a day ago. Ask again."
_NOT_YOURSELF = "Somebody else has to decide this: it takes two people."
IN_ITS_CASE = (
    "What was told as a condition of a case stays in that case (42 CFR 2.35(d)). It is "
    "not saved as a file."
)


def number_of(export_id: ExportId) -> str:
    """What is written on the file."""
    return f"{short_code(export_id)}-{export_id.hex[:8].upper()}"


def people_in(abouts: Iterable[UUID]) -> int:
    """How many people at the most: each handover or stay counts as somebody's own, for
    nobody outside knows who is behind two of them."""
    return len(set(abouts))


def must_be_something(lines: int) -> None:
    """Refuse an empty file."""
    if not lines:
        raise Refused(NOTHING)


def must_be_left(taken_today: int) -> None:
    """Refuse when the day's files are used up."""
    if taken_today >= A_DAY:
        raise Refused(_ENOUGH)


def must_be_few(people: int) -> None:
    """Refuse what one person may not save alone."""
    if people > MOST_ALONE:
        raise Refused(_TOO_MANY)


def must_be_many(people: int) -> None:
    """Refuse to ask a colleague for what needs nobody."""
    if people <= MOST_ALONE:
        raise Refused(_ALONE)


def must_not_wait_already(waits: bool) -> None:
    """Refuse a second asking beside one that nobody has decided."""
    if waits:
        raise Refused(_ASKED)


def must_not_have_grown(people: int, allowed: int) -> None:
    """Refuse more people than somebody said yes to."""
    if people > allowed:
        raise Refused(_GREW)


def must_not_be_over(is_over: bool) -> None:
    """Refuse what was asked for too long ago."""
    if is_over:
        raise Refused(_OVER)


def must_be_another(decides: UUID, asked: UUID) -> None:
    """Refuse to decide one's own asking."""
    if decides == asked:
        raise Refused(_NOT_YOURSELF)
