"""What bodies outside the program read, put together from what other packages know."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.paginator import Page
from django.utils.timezone import now

from offramp.platform.accounts.actors import agency_names
from offramp.platform.kernel.ids import ContactId, ReleaseId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import may
from offramp.platform.policy.table import Permission
from offramp.program.consent import queries as consent
from offramp.program.consent.queries import Document
from offramp.program.diversions import queries as diversions
from offramp.program.diversions.queries import ContactPage
from offramp.program.diversions.rules import said_of

A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Told:
    """What a body was told and may read now. Mostly nothing, and then it says nothing.

    Every notice and every word on what may be done with it that the facts on this page
    carry; the scope of the consent stands with each fact.
    """

    body: str
    rows: Page[Any]
    notices: tuple[str, ...]
    onward: tuple[str, ...]
    rest: str  # how many others there may be, where that is said at all


def told(by: Actor, number: int) -> Told:
    """Everybody of the same body sees the same, whatever they do elsewhere."""
    rows = consent.we_were_told(by, number=number)
    releases = [document.release for document in rows]
    return Told(
        body=agency_names({by.agency_id}).get(by.agency_id, ""),
        rows=rows,
        notices=tuple(dict.fromkeys(release.notice for release in releases)),
        onward=tuple(dict.fromkeys(release.onward for release in releases)),
        rest=_rest(by),
    )


def _rest(by: Actor) -> str:
    """Not how many are in the program: what officers did, and no small number of it."""
    if not may(by, Permission.DIVERSION_COUNT):
        return ""
    return said_of(diversions.handed_over(by, now() - A_YEAR))


def release(release_id: ReleaseId, by: Actor) -> Document:
    """One thing that was told; 404 when it was told to others, or is over."""
    return consent.document(release_id, by, Permission.RELEASE_LIST)


def contacts(by: Actor, number: int) -> Page[Any]:
    """The contacts of the actor's agency."""
    return diversions.of_agency(by, number=number)


def contact(contact_id: ContactId, by: Actor) -> ContactPage:
    """One contact of the actor's agency; 404 for any other."""
    return diversions.contact_page(contact_id, by, Permission.CONTACT_OVERSEE)
