"""Who is reached by what. Pure Python."""

import re
from collections.abc import Collection, Sequence

from offramp.platform.channels.shape import Kind

_SEPARATORS = re.compile(r"[\s().\-/]+")
_NUMBER = re.compile(r"\+[1-9][0-9]{7,14}")


def usable(order: Sequence[str], there: Collection[Kind]) -> list[Kind]:
    """What is left of somebody's order; e-mail when nothing is, for everybody has it."""
    known = [Kind(word) for word in order if word in set(Kind)]
    return [kind for kind in dict.fromkeys(known) if kind in there] or [Kind.EMAIL]


def number(typed: str) -> str:
    """A phone number as carriers write it; nothing when it is none.

    Ten digits without a country are read as a number of North America.
    """
    tight = _SEPARATORS.sub("", typed)
    if re.fullmatch(r"1?[2-9][0-9]{9}", tight):
        tight = f"+1{tight[-10:]}"
    return tight if _NUMBER.fullmatch(tight) else ""
