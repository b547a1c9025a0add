"""What can be written without signal: one row for each kind of form.

A new kind is a row here; `field/phone/plain.html` draws any form. Its form class is the
one of the web page, and so is the act; a form that is about a person asks for words by
which its writer knows them again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import localdate

from offramp.doors.field.phone.obvious import (
    CONTACT,
    INTAKE,
    KIT,
    OVERDOSE,
    TOUCHPOINT,
    Rule,
)
from offramp.platform.design.forms import Form
from offramp.platform.kernel.ids import CaseId, ContactId, IntakeId, TouchpointId
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.zones import Zone, zone_of
from offramp.program.cases import actions as cases
from offramp.program.cases.forms import IntakeForm
from offramp.program.cases.queries import Row
from offramp.program.cases.rules import Told
from offramp.program.diversions.forms import ContactForm
from offramp.program.journey import actions as journey
from offramp.program.naloxone import actions as naloxone
from offramp.program.naloxone.forms import HandOutForm
from offramp.program.naloxone.rules import Recipient
from offramp.program.overdoses import actions as overdoses
from offramp.program.overdoses.forms import OverdoseForm
from offramp.program.overdoses.rules import IncidentId
from offramp.program.touchpoints import actions as touchpoints
from offramp.program.touchpoints.forms import TouchpointForm
from offramp.program.touchpoints.rules import Said

Answers: TypeAlias = MultiValueDict[str, str]


@dataclass(frozen=True)
class Sent:
    """An entry that is here, and its form's answers in order."""

    id: UUID
    form: Any
    happened_at: datetime
    at: datetime
    by: Actor
    case: Row | None = None


@dataclass(frozen=True)
class Done:
    """What its writer is told, and where to look."""

    says: str
    url: str


@dataclass(frozen=True)
class Kind:
    """A form that works without signal."""

    slug: str
    title: str
    roles: frozenset[Role]
    template: str
    form: Callable[[Answers | None, datetime], Form]
    act: Callable[[Sent], Done]
    unsent: str
    there: Callable[[UUID], str]
    about_person: bool = False
    wants_intake: bool = False
    keeps_draft: bool = False
    # An entry counts as of when it was saved: a phone's clock may be wrong, and whoever
    # types a time reads it there.
    left_out: tuple[str, ...] = ("at", "happened_at")
    # What the page asks for before it saves. The server asks for all of it again.
    obvious: tuple[Rule, ...] = ()


def _hand_over(sent: Sent) -> Done:
    contact_id = ContactId(sent.id)
    said = replace(sent.form.contact(), happened_at=sent.happened_at)
    journey.hand_over(
        contact_id, said, at=sent.happened_at, by=sent.by, reached_us_at=sent.at
    )
    says = "A peer is being paged." if said.accepted else "It is recorded."
    return Done(says, _contact(contact_id))


def _contact(id: UUID) -> str:
    return reverse("field:contact", args=[id])


def _to_look_at(id: UUID) -> str:
    return reverse("phone:waiting")


def _meet(sent: Sent) -> Done:
    case = _case(sent)
    said = sent.form.said(sent.happened_at)
    note = sent.form.cleaned_data["note"]
    touchpoints.record(
        TouchpointId(sent.id), case.person_id, said, note=note, by=sent.by
    )
    return Done("Recorded.", reverse("journey:person", args=[case.person_id]))


def _take_in(sent: Sent) -> Done:
    case, form = _case(sent), sent.form
    told = Told(form.settled(), form.description(), form.ways())
    said = Said(
        at=sent.happened_at, mode="in_person", reached=True, **form.risk_reduction()
    )
    cases.record_intake(
        IntakeId(sent.id), CaseId(case.id), told, said, at=sent.happened_at, by=sent.by
    )
    return Done("The intake is saved.", reverse("consent:new", args=[case.person_id]))


def _report(sent: Sent) -> Done:
    incident_id = IncidentId(sent.id)
    said = replace(sent.form.incident(), happened_at=sent.happened_at)
    overdoses.report(incident_id, said, at=sent.at, by=sent.by)
    return Done("Reported. Nobody is named in it.", _incident(incident_id))


def _hand_out(sent: Sent) -> Done:
    given = sent.form.cleaned_data
    to, amounts = Recipient(given["recipient"]), sent.form.amounts()
    how = {"reason": given["reason"], "at": sent.happened_at, "by": sent.by}
    naloxone.hand_out(sent.id, amounts, to, **how)
    return Done("Written down. Nobody is named.", _supplies(sent.id))


def _supplies(id: UUID) -> str:
    return reverse("naloxone:index")


def _incident(id: UUID) -> str:
    return reverse("overdoses:detail", args=[id])


def _case(sent: Sent) -> Row:
    if sent.case is None:
        raise TypeError("This kind is about a person, and nobody said which.")
    return sent.case


_KINDS = (
    Kind(
        slug="contact",
        title="Contact and handover",
        roles=frozenset({Role.OFFICER}),
        template="field/phone/contact.html",
        form=lambda said, at: ContactForm(said, on=localdate(at)),
        act=_hand_over,
        unsent="Not sent yet – nobody has been paged.",
        there=_contact,
        obvious=CONTACT,
    ),
    Kind(
        slug="overdose",
        title="Overdose report",
        roles=frozenset({Role.OFFICER, Role.PEER}),
        template="field/phone/overdose.html",
        form=lambda said, at: OverdoseForm(said),
        act=_report,
        unsent="Not sent yet. It goes by itself when there is signal.",
        there=_incident,
        obvious=OVERDOSE,
    ),
    Kind(
        slug="kit",
        title="Kit handed out",
        roles=frozenset({Role.OFFICER, Role.PEER}),
        template="field/phone/plain.html",
        form=lambda said, at: HandOutForm(said),
        act=_hand_out,
        unsent="Not sent yet. It goes by itself when there is signal.",
        there=_supplies,
        obvious=KIT,
    ),
    Kind(
        slug="touchpoint",
        title="Touchpoint",
        roles=frozenset({Role.PEER}),
        template="field/phone/plain.html",
        form=lambda said, at: TouchpointForm(said),
        act=_meet,
        unsent="Not sent yet. It goes by itself when there is signal.",
        there=_to_look_at,
        about_person=True,
        obvious=TOUCHPOINT,
    ),
    Kind(
        slug="intake",
        title="Intake",
        roles=frozenset({Role.PEER}),
        template="field/phone/intake.html",
        form=lambda said, at: IntakeForm(said),
        act=_take_in,
        unsent="Not sent yet. It goes by itself when there is signal.",
        there=_to_look_at,
        about_person=True,
        wants_intake=True,
        keeps_draft=True,
        obvious=INTAKE,
    ),
)
KINDS: Mapping[str, Kind] = {kind.slug: kind for kind in _KINDS}


def of(zone: Zone) -> list[Kind]:
    """The kinds that somebody writes who works in this zone."""
    return [
        kind
        for kind in KINDS.values()
        if zone == Zone.ALL or zone in {zone_of(role) for role in kind.roles}
    ]
