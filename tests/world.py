"""One person's way with everything on it, told by the demo's own story-tellers.

`ids` holds a row for every kind of address; `insiders` are those who worked on it.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID, uuid4

from django.db.models import Model
from django.utils.timezone import localdate, now

from offramp.config.demo import assessments, roster, stays
from offramp.config.demo.people import everybody
from offramp.config.demo.staff import Staff, hire
from offramp.config.demo.story import DIRECTORY
from offramp.config.demo.world import SEED, World
from offramp.doors.field.tests import phones
from offramp.impact.oversight.models import Item
from offramp.impact.oversight.rules import Rule
from offramp.platform.accounts import actions as accounts
from offramp.platform.accounts.actors import SYSTEM, actor_for
from offramp.platform.accounts.models import Duty
from offramp.platform.kernel.ids import (
    ActorId,
    CounsellingNoteId,
    DisclosureId,
    HoldId,
    OpeningId,
    OrderId,
    PaperId,
    PersonId,
    RequestId,
    new_id,
)
from offramp.platform.policy.actor import Actor, Role
from offramp.program.appointments.models import Appointment
from offramp.program.assessments.models import Assessment, Flag
from offramp.program.assessments.rules import sections
from offramp.program.cases.models import Arrival, Case
from offramp.program.charges.models import Charge
from offramp.program.consent import access as consent_access
from offramp.program.consent.models import Consent, Release
from offramp.program.consent.rules import Recipient
from offramp.program.consent.tests import factories as consents
from offramp.program.directory import actions as directory
from offramp.program.directory import formats
from offramp.program.directory.models import Service
from offramp.program.dispatch.models import Dispatch, Shift
from offramp.program.exports.models import Export
from offramp.program.naloxone import actions as naloxone
from offramp.program.naloxone.rules import HolderId, LotData, MovementId, RecallId
from offramp.program.notes import actions as notes
from offramp.program.overdoses import actions as overdoses
from offramp.program.overdoses.rules import (
    GivenData,
    IncidentData,
    IncidentId,
    Said,
    VictimData,
    victim_id_of,
)
from offramp.program.people import actions as people
from offramp.program.people.models import ContactWay
from offramp.program.plans.models import Goal, Plan, Step
from offramp.program.process import actions as process
from offramp.program.process.tests import factories as papers
from offramp.program.referrals.models import Referral
from offramp.program.retention import actions as retention
from offramp.program.retention.models import Destruction
from offramp.program.rights import actions as rights
from offramp.program.sites import queries as sites

PROSECUTOR, WORK_GROUP = Recipient.PROSECUTOR, Recipient.WORK_GROUP


@dataclass(frozen=True)
class Told:
    """The rows of the way, and who worked on it."""

    ids: dict[str, object]
    officer: Actor
    peer: Actor
    case_manager: Actor
    supervisor: Actor
    prosecutor: Actor
    manager: Actor
    privacy_officer: Actor
    police_supervisor: Actor
    work_group: Actor
    treatment_partner: Actor


def tell() -> Told:
    """Somebody is met, talked with, assessed, referred; somebody else is in danger."""
    at = now()
    site = sites.current()
    staff = hire(site, at.date() - timedelta(days=400), at.date())
    world = World(site, staff, at, Random(SEED))  # noqa: S311 # a story, not a secret
    roster.fill(world)
    services = formats.read(DIRECTORY, lambda sentence: None)
    directory.import_rows(services, at=at, by=SYSTEM)
    named = everybody(world)
    next(named)  # the first one agrees to nothing
    stays.referred(world, next(named), 0)
    case = Case.objects.get()
    arrival = Arrival.objects.get(case=case)
    other = _endangered(world, named, case.person_id)
    ids = _ids(case, arrival, world) | other | _logins(staff, at) | _rights(case, world)
    ids |= _overdose(_of(staff.officers, arrival.diversion.made_by_id))
    ids |= _supplies(staff, _of(staff.officers, arrival.diversion.made_by_id))
    officer = _of(staff.officers, arrival.diversion.made_by_id)
    leads, peer = staff.police_supervisors, _of(staff.peers, arrival.met_by_id)
    return Told(
        ids=ids | phones.ids(peer),
        officer=officer,
        peer=peer,
        case_manager=_of(staff.case_managers, case.case_manager_id),
        supervisor=staff.supervisor,
        prosecutor=staff.prosecutor,
        manager=staff.manager,
        privacy_officer=staff.privacy_officer,
        police_supervisor=next(x for x in leads if x.agency_id == officer.agency_id),
        work_group=staff.work_group[0],
        treatment_partner=staff.treatment_partner,
    )


def _endangered(world: World, named, person_id: UUID) -> dict[str, object]:
    who = next(named)
    way = stays.arrived(world, who, 9)
    assessments.begin(way, assessments.IN_DANGER)
    third = people.create(
        PersonId(world.id("twin")), known_as="Twin", at=world.now, by=way.peer
    )
    merge = people.merge(
        way.person_id, third.id, "Same person", at=world.now, by=world.staff.supervisor
    )
    flag = Flag.objects.order_by("raised_at", "pk")[0]
    item = Item.objects.create(
        week_on=world.now.date(),
        rule=Rule.VOLUME,
        staff_id=way.peer.id,
        count=0,
    )
    return {
        "item_id": item.pk,
        "flag_id": flag.pk,
        "merge_id": merge.pk,
        "other_id": way.person_id,
        "hold_id": _held(way.person_id, world.staff.supervisor),
        "record": "contact",
        "destruction_id": _proposed(world.staff.manager),
    }


def _held(person_id: PersonId, by: Actor) -> UUID:
    id = HoldId(new_id())
    return retention.hold_person(id, person_id, "LH 2026-1", at=now(), by=by).pk


def _proposed(by: Actor) -> UUID:
    line = asdict(sites.current().kept_on(localdate())["contact"])
    rule = {**line, "from_on": "2020-01-01", "until_on": None, "site": "", "number": 1}
    return Destruction.objects.create(
        record="contact", rule=rule, count=0, proposed_at=now(), proposed_by_id=by.id
    ).pk


def _ids(case: Case, arrival: Arrival, world: World) -> dict[str, object]:
    assessment = Assessment.objects.get(case=case)
    plan = Plan.objects.get(case=case)
    goal = Goal.objects.filter(plan=plan)[0]
    return {
        "contact_id": arrival.diversion.contact_id,
        "diversion_id": arrival.diversion_id,
        "charge_id": _one(Charge, diversion=arrival.diversion_id),
        "dispatch_id": _one(Dispatch, diversion=arrival.diversion_id),
        "shift_id": Shift.objects.order_by("-from_at")[0].pk,
        "person_id": case.person_id,
        "way_id": _one(ContactWay, person=case.person_id),
        "consent_id": _on_paper(case),
        "release_id": _told(case, PROSECUTOR),
        "told_id": _told(case, WORK_GROUP),
        "export_id": _export(world.staff.work_group[-1]),
        "appointment_id": _one(Appointment, person=case.person_id),
        "note_id": _noted(case),
        "case_id": case.pk,
        "assessment_id": assessment.pk,
        "slug": sections.SECTIONS[0].slug,  # one that peers ask too
        "plan_id": plan.pk,
        "goal_id": goal.pk,
        "step_id": Step.objects.filter(goal=goal)[0].pk,
        "service_id": Service.objects.order_by("pk")[0].pk,
        "referral_id": _one(Referral, case=case),
        "swap_id": uuid4(),
        "message_id": uuid4(),
        "token": "made-up",
        "language": "en",
        "year": localdate().year,
    }


def _told(case: Case, recipient_kind: Recipient) -> UUID:
    return _one(Release, consent__person=case.person_id, recipient_kind=recipient_kind)


def _export(by: Actor) -> UUID:
    """A file about many, for which somebody of the work group waits."""
    return Export.objects.create(
        agency_id=by.agency_id, role=Role.WORK_GROUP_MEMBER.value, people=51, lines=51,
        state="asked", asked_at=now(), asked_by_id=by.id,
    ).pk  # fmt: skip


def _on_paper(case: Case) -> UUID:
    """A consent of theirs, with the paper on which it was signed."""
    theirs = Consent.objects.filter(person_id=case.person_id)
    consent = theirs.filter(recipient_kind=PROSECUTOR).order_by("pk")[0]
    by = actor_for(ActorId(consent.given_by_id))
    assert by
    paper = consents.paper(witness_id=by.id)
    consent_access.sealed(consent, paper, at=now(), by=by).save()
    return consent.pk


def _noted(case: Case) -> UUID:
    assert case.case_manager_id
    by = actor_for(ActorId(case.case_manager_id))
    assert by
    id, person_id = CounsellingNoteId(new_id()), PersonId(case.person_id)
    return notes.write(id, person_id, "Made up.", at=now(), by=by).pk


def _logins(staff: Staff, at: datetime) -> dict[str, object]:
    """A colleague whom nobody here is, and what a manager asked for somebody new."""
    colleague = staff.case_managers[-1]
    grant = accounts.ask_grant(
        "new@example.test",
        Role.PEER,
        name="New Castly",
        agency_id=colleague.agency_id,
        from_on=at.date(),
        until_on=at.date() + timedelta(days=30),
        why="A second peer at night",
        at=at,
        by=staff.manager,
    )
    reset = accounts.ask_reset(colleague.id, "Met in person", at=at, by=staff.manager)
    return {
        "user_id": colleague.id,
        "duty_id": _one(Duty, user=colleague.id),
        "grant_id": grant.id,
        "reset_id": reset.id,
        "factor_id": uuid4(),
        "handle": uuid4(),
        "provider": "no-provider",
    }


def _overdose(officer: Actor) -> dict[str, object]:
    """What an officer reported: of one person nobody knows whether they live."""
    id = IncidentId(new_id())
    victim = VictimData(Said.UNKNOWN, Said.YES, (GivenData("officer", 2),))
    data = IncidentData("By the mill", Said.YES, (victim,))
    overdoses.report(id, data, at=now(), by=officer)
    return {"incident_id": id, "victim_id": victim_id_of(id, 1)}


def _supplies(staff: Staff, officer: Actor) -> dict[str, object]:
    """What an officer carries, of a lot that was called back."""
    by, at = staff.supervisor, now()
    holder = naloxone.open_for(HolderId(new_id()), officer.id, at=at, by=by)
    lot = LotData("meadow_spray", "A1", at.date() + timedelta(days=300), "", "Order 9")
    came = naloxone.receive(MovementId(new_id()), lot, holder.id, 9, at=at, by=by)
    called = naloxone.recall(
        RecallId(new_id()), lot.product, lot.number, "By the maker", at=at, by=by
    )
    return {"holder_id": holder.pk, "lot_id": came.lot_id, "recall_id": called.pk}


def _rights(case: Case, world: World) -> dict[str, object]:
    """A stranger opened the record in an emergency; a request; something was told."""
    met = Arrival.objects.get(case=case).met_by_id
    stranger = next(peer for peer in world.staff.peers[::-1] if peer.id != met)
    opening = people.open_record(
        OpeningId(world.id("opening")),
        PersonId(case.person_id),
        reason="life",
        words="A call from the roadside",
        at=world.now,
        by=stranger,
    )
    person_id, id = PersonId(case.person_id), world.id("request")
    asked = rights.ask(
        RequestId(id), person_id, kind="correction", words="I was born in May",
        at=world.now, by=world.staff.supervisor,
    )  # fmt: skip
    told = rights.tell_in_emergency(
        DisclosureId(world.id("disclosure")), person_id, recipient_name="Dr. Madeup",
        facility="Made-up Hospital", what="Takes medicine", nature="Not waking up",
        ground="unable", at=world.now, by=world.staff.supervisor,
    )  # fmt: skip
    return _papers(person_id, world) | {
        "opening_id": opening.pk,
        "request_id": asked.pk,
        "disclosure_id": told.pk,
    }


def _papers(person_id: PersonId, world: World) -> dict[str, object]:
    """A subpoena about the person, with an order beside it."""
    by, at = world.staff.privacy_officer, world.now
    paper = process.receive(
        PaperId(world.id("paper")), kind="subpoena", brought_by="Lena Lawyerly",
        about="Robin Madeup", asks="Everything", kept_where="The safe", at=at, by=by,
    )  # fmt: skip
    process.match(paper.id, person_id, at=at, by=world.staff.supervisor)
    order = process.enter_order(
        OrderId(world.id("order")), paper.id, papers.terms(), at=at, by=by,
        **papers.order(),
    )  # fmt: skip
    return {"paper_id": paper.pk, "order_id": order.pk}


def _one(model: type[Model], **where: object) -> UUID:
    found: UUID = model._default_manager.filter(**where).order_by("pk")[0].pk
    return found


def _of(actors: tuple[Actor, ...], id: UUID | None) -> Actor:
    return next(actor for actor in actors if actor.id == id)
