"""A whole stay that is over, with a row in every table that can be about somebody."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.utils.timezone import now

from offramp.config.demo import roster, stays
from offramp.config.demo.intakes import Way
from offramp.config.demo.people import everybody
from offramp.config.demo.staff import hire
from offramp.config.demo.story import DIRECTORY
from offramp.config.demo.world import SEED, World
from offramp.platform.accounts.actors import SYSTEM, actor_for
from offramp.platform.kernel.ids import (
    ActorId,
    CounsellingNoteId,
    DisclosureId,
    PersonId,
    RequestId,
    new_id,
)
from offramp.program.assessments.models import Assessment, Flag
from offramp.program.charges.models import (
    Charge,
    Condition,
    Extension,
    ExtensionGround,
    Notice,
)
from offramp.program.charges.tests import factories as charges
from offramp.program.consent.models import Release
from offramp.program.consent.tests import factories as consents
from offramp.program.directory import actions as directory
from offramp.program.directory import formats
from offramp.program.diversions.models import Contact
from offramp.program.notes import actions as notes
from offramp.program.overdoses import actions as overdose_actions
from offramp.program.overdoses.rules import NoticeId
from offramp.program.overdoses.tests import factories as overdoses
from offramp.program.people import actions as people
from offramp.program.people.models import Alias, Keeping, Opening, Person
from offramp.program.process.tests import factories as papers
from offramp.program.referrals.models import UnmetNeed
from offramp.program.rights import actions as rights
from offramp.program.rights.models import Request
from offramp.program.sites import queries as sites
from offramp.program.touchpoints.models import Note, Touchpoint

LATER = timedelta(days=366 * 30)


@dataclass(frozen=True)
class Told:
    """Two stays: one that is over, and one that is like it and goes on."""

    over: Way
    open: Way
    at: datetime

    @property
    def later(self) -> datetime:
        """So late that everything is due that can be."""
        return self.at + LATER


def tell() -> Told:
    """Two people with everything on them; the stay of one has been closed."""
    at, site = now(), sites.current()
    staff = hire(site, at.date() - timedelta(days=400), at.date())
    world = World(site, staff, at, Random(SEED))  # noqa: S311 # a story, not a secret
    roster.fill(world)
    services = formats.read(DIRECTORY, lambda sentence: None)
    directory.import_rows(services, at=at, by=SYSTEM)
    named = everybody(world)
    next(named)  # the first one agrees to nothing
    over = stays.closed(world, next(named), 0)
    going_on = stays.with_a_plan(stays.arrived(world, next(named), 40), 0)
    for way in (over, going_on):
        _fill(way)
        _fill_overdose(way)
    return Told(over, going_on, at)


def _fill(way: Way) -> None:
    """What the story does not happen to write."""
    at, by, person_id = way.world.now, way.manager, way.person_id
    notes.write(CounsellingNoteId(new_id()), person_id, "Made up.", at=at, by=by)
    twin = people.create(PersonId(way.id("twin")), known_as="Twin", at=at, by=way.peer)
    supervisor = way.world.staff.supervisor
    people.merge(person_id, twin.id, "Same person", at=at, by=supervisor)
    Alias.objects.create(person_id=person_id, text="Made Up", place=9)
    _fill_rights(way)
    assessment = Assessment.objects.get(person_id=person_id)
    Flag.objects.create(
        assessment=assessment,
        case_id=way.case_id,
        person_id=person_id,
        rule="made_up",
        urgency="now",
        raised_at=at,
        raised_by_id=by.id,
    )
    UnmetNeed.objects.create(
        case_id=way.case_id,
        person_id=person_id,
        need="housing",
        why="none",
        noted_at=at,
        noted_by_id=by.id,
    )
    touchpoint = Touchpoint.objects.filter(person_id=person_id)[0]
    Note.objects.get_or_create(touchpoint=touchpoint, defaults={"text": "Made up."})
    consents.on_paper(Person.objects.get(pk=person_id), by=supervisor)
    _fill_charge(way)


def _fill_overdose(way: Way) -> None:
    """An overdose that they asked to have in their record, and the officer's sheet."""
    incident = overdoses.incident(way.peer)
    victim_id = incident.victims.get().id
    overdose_actions.link(victim_id, way.person_id, at=way.at, by=way.peer)
    contact = Contact.objects.get(diversion=way.diversion_id)
    officer = actor_for(ActorId(contact.made_by_id))
    assert officer
    overdose_actions.give_sheet(
        NoticeId(new_id()), None, contact.id, "en", at=way.at, by=officer
    )


def _fill_rights(way: Way) -> None:
    """They asked for something and were answered; a stranger opened the record."""
    at, by, person_id = (
        way.world.now,
        way.world.staff.supervisor,
        PersonId(way.person_id),
    )
    request = rights.ask(
        RequestId(new_id()), person_id, kind="correction", words="Born in May",
        at=at, by=by,
    )  # fmt: skip
    Request.objects.filter(pk=request.pk).update(
        state="declined", answer="Made up.", answered_at=at, answered_by_id=by.id
    )
    rights.tell_in_emergency(
        DisclosureId(new_id()), person_id, recipient_name="Dr. Madeup",
        facility="Made-up Hospital", what="Takes medicine", nature="Not waking up",
        ground="unable", at=at, by=by,
    )  # fmt: skip
    Opening.objects.create(
        person_id=person_id,
        reason="life",
        words="Made up.",
        opened_at=at,
        opened_by_id=by.id,
        holds_until=at,
        review_due_on=at.date(),
        reviewed_at=at,
        reviewed_by_id=by.id,
    )
    Keeping.objects.create(
        person_id=person_id, staff_id=new_id(), from_at=at, from_by_id=by.id
    )
    papers.answered(Person.objects.get(pk=person_id), way.world.staff)


def _fill_charge(way: Way) -> None:
    at, by = way.world.now, way.world.staff.supervisor
    charge = Charge.objects.get(diversion_id=way.diversion_id)
    extension = Extension.objects.create(
        charge=charge,
        from_on=at.date(),
        to_on=at.date() + timedelta(days=1),
        asked_by="program",
        approved_at=at,
        approved_by_id=by.id,
    )
    ExtensionGround.objects.create(extension=extension, reason="made_up")
    terms = charges.condition_terms()
    Condition.objects.create(charge=charge, set_at=at, set_by_id=by.id, **terms)
    Notice.objects.create(
        charge=charge,
        kind="assessment_not_completed",
        attempts=3,
        signature_name="Made Up",
        release=Release.objects.filter(consent__person_id=way.person_id)[0],
        signed_at=at,
        signed_by_id=by.id,
    )
