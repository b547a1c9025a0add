"""How somebody says yes, as whom they sign, and when a yes lapses.

Source: 42 CFR 2.31(a)(8), 2.14, 2.15; mark R. Who signs for a minor is state law, so it
is the site's setting, mark E until counsel has confirmed it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class HowSigned(StrEnum):
    """How somebody said yes."""

    SCREEN = "screen"
    PAPER = "paper"
    SPOKEN = "spoken"


class Capacity(StrEnum):
    """As whom somebody signed."""

    PERSON = "person"
    GUARDIAN = "guardian"  # of a minor
    REPRESENTATIVE = "representative"  # of somebody who cannot decide
    COURT_APPOINTED = "court_appointed"
    ESTATE = "estate"  # of somebody who has died


class MinorsSign(StrEnum):
    """What the state's law asks for when a minor consents."""

    ALONE = "alone"
    WITH_GUARDIAN = "with_guardian"


@dataclass(frozen=True)
class Signer:
    """As whom somebody signs, who signs beside them, and what shows that they may."""

    capacity: str = Capacity.PERSON.value
    cosigned_name: str = ""
    authority: str = ""


FOR_ANOTHER = frozenset(
    {Capacity.REPRESENTATIVE, Capacity.COURT_APPOINTED, Capacity.ESTATE}
)


@dataclass(frozen=True)
class Signing:
    """Everything about the signature that must be there."""

    how: str
    name: str
    points: str
    witnessed: bool
    has_scan: bool = False
    capacity: str = Capacity.PERSON.value
    cosigned_name: str = ""
    authority: str = ""
    is_minor: bool = False
    minors_sign: str = MinorsSign.ALONE.value


def signature(given: Signing) -> Iterable[tuple[str, bool]]:
    """Each thing a signature needs, and whether it is there."""
    yield "Say how the person agreed.", given.how in set(HowSigned)
    match given.how:
        case HowSigned.PAPER:
            yield "Type the name that stands on the paper.", bool(given.name)
            yield from paper(given)
        case HowSigned.SPOKEN:
            yield "Type the name of the person who said yes.", bool(given.name)
            yield "Name the colleague who heard the yes.", given.witnessed
        case _:
            signed = bool(given.name or given.points)
            yield "Sign in the box, or type the full name.", signed
    yield "Say who signs.", given.capacity in set(Capacity)
    yield from _signer(given)


def paper(given: Signing) -> Iterable[tuple[str, bool]]:
    """What a signed paper needs, whenever it is signed."""
    yield "Add the photograph or the scan of the signed paper.", given.has_scan
    yield "Name the colleague who saw it signed.", given.witnessed


def _signer(given: Signing) -> Iterable[tuple[str, bool]]:
    if given.capacity in FOR_ANOTHER:
        yield "Type the name of the one who signs for the person.", bool(given.name)
        yield "Say which paper shows that they may sign.", bool(given.authority)
        return
    if not given.is_minor:
        of_age = given.capacity != Capacity.GUARDIAN
        yield "The person is of age and signs for themselves.", of_age
        return
    alone = given.minors_sign == MinorsSign.ALONE
    if alone:
        own = given.capacity == Capacity.PERSON
        yield "Under this state's law the minor signs alone.", own
    else:
        both = bool(given.cosigned_name)
        yield "The minor and a guardian both sign. Name the other one.", both
