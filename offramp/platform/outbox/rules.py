"""How often, and after how long, something is tried again. Pure Python."""

from datetime import timedelta

# Twelve attempts span about 50 minutes: a mail server's restart, not its funeral.
ATTEMPTS = 12
_FIRST = timedelta(seconds=5)
# Somebody stands on a kerb: what a page's carrier refuses is tried again at once.
_FIRST_OF_A_PAGE = timedelta(seconds=1)
_LONGEST = timedelta(minutes=10)


def pause_after(attempts: int, *, is_a_page: bool = False) -> timedelta:
    """How long to wait after so many attempts: twice as long each time, to a limit."""
    doubled: int = 2 ** max(attempts - 1, 0)
    return min((_FIRST_OF_A_PAGE if is_a_page else _FIRST) * doubled, _LONGEST)


def is_last(attempts: int) -> bool:
    """Whether no further attempt follows this one."""
    return attempts >= ATTEMPTS


# What a carrier says when a message or a call has not reached anybody.
FAILED_RECEIPTS = frozenset(
    {"failed", "undelivered", "canceled", "busy", "no-answer", "rejected"}
)
# Stands in a letter where the link goes that answers without a sign-in.
TAP = "[link]"
# Whoever is paged is told before anybody reads another letter.
AT_ONCE = 50
