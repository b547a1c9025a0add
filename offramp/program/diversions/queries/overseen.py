"""What those read who look at an agency's contacts, or at how many there are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator

from offramp.platform.accounts import actors
from offramp.platform.audit import log
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.diversions import access
from offramp.program.diversions.lifecycle import State
from offramp.program.diversions.models import Contact
from offramp.program.diversions.queries.contacts import PAGE, Row, row


@dataclass(frozen=True)
class Overseen:
    """One contact as the list of an agency shows it, and whose it was."""

    contact: Row
    officer: str


def of_agency(by: Actor, *, number: int = 1) -> Page[Any]:
    """A page of what the actor's agency recorded, by the day it happened."""
    may = Permission.CONTACT_OVERSEE
    rows = access.reachable_contacts(by, may).select_related("diversion")
    named = rows.annotate(officer_name=actors.name_of("made_by_id"))
    page = Paginator(named.order_by("-happened_at", "id"), PAGE).get_page(number)
    shown = [Overseen(row(one), one.officer_name or "") for one in page.object_list]
    log.listed(may, Contact, [one.contact.id for one in shown], by=by)
    return Page(shown, page.number, page.paginator)


def handed_over(by: Actor, since: datetime) -> int:
    """How many handovers officers made since then and did not take back."""
    made = access.reachable(by, Permission.DIVERSION_COUNT)
    stand = made.exclude(state=State.WITHDRAWN.value)
    return stand.filter(made_at__gte=since).count()
