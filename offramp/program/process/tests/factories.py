"""Legal papers and orders for tests, made by the real actions."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.timezone import localdate, now

from offramp.config.demo.staff import Staff
from offramp.platform.kernel.ids import OrderId, PaperId, PersonId, new_id
from offramp.platform.policy.actor import Actor
from offramp.program.people.models import Person
from offramp.program.process import actions, rules
from offramp.program.process.models import Order, Paper
from tests import cast

CLERK = "Clerk of the Made-up Circuit Court"


def terms(**changes: Any) -> rules.Terms:
    """An order that lets two things out to the clerk."""
    usual = rules.Terms(
        section=rules.Section.NONCRIMINAL,
        fields=frozenset({"status", "attendance"}),
        recipients=(CLERK,),
        finding=rules.Finding.NONE,
        mandate=rules.Mandate.SUBPOENA,
        until_on=None,
    )
    return replace(usual, **changes)


def order(**changes: Any) -> dict[str, Any]:
    """The rest of what an order says."""
    return {
        "court": "Made-up Circuit Court",
        "case_number": "26-MADE-UP",
        "issued_on": localdate(),
        "limits": "To be kept under seal.",
        "kept_where": "The safe",
        **changes,
    }


def paper(*, by: Actor, kind: str = "subpoena", due_on: date | None = None) -> Paper:
    """A paper that somebody handed in, about nobody yet."""
    return actions.receive(
        PaperId(new_id()),
        kind=kind,
        brought_by="Lena Lawyerly, Law & Madeup",
        about="Robin Madeup",
        asks="The whole record",
        kept_where="The safe",
        due_on=due_on,
        at=now(),
        by=by,
    )


def matched(of: Person, *, kind: str = "subpoena") -> Paper:
    """A paper that a supervisor said is about this person."""
    made = paper(by=cast.percy(), kind=kind)
    return actions.match(made.id, PersonId(of.pk), at=now(), by=cast.sam())


def answered(of: Person, staff: Staff) -> Paper:
    """A paper about this person with an order on it, to which nothing was told."""
    made = paper(by=staff.supervisor)
    actions.match(made.id, PersonId(of.pk), at=now(), by=staff.supervisor)
    by = staff.privacy_officer
    id = OrderId(new_id())
    actions.enter_order(id, made.id, terms(), at=now(), by=by, **order())
    return actions.refuse(made.id, "We answer no such paper.", at=now(), by=by)


def entered(on: Paper, **changes: Any) -> Order:
    """An order with a paper."""
    return actions.enter_order(
        OrderId(new_id()), on.id, terms(**changes), at=now(), by=cast.quinn(), **order()
    )
