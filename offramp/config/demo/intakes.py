"""The first hour with a peer: who they are, what they need now, what comes next."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate, localtime

from offramp.config.demo.contacts import meet, officer_for
from offramp.config.demo.handoffs import take_over
from offramp.config.demo.people import Somebody
from offramp.config.demo.world import World
from offramp.platform.design.signatures import Signed
from offramp.platform.kernel.ids import (
    AppointmentId,
    CaseId,
    ConsentId,
    DiversionId,
    IntakeId,
    PersonId,
)
from offramp.platform.policy.actor import Actor
from offramp.program.appointments import actions as appointments
from offramp.program.cases import actions as cases
from offramp.program.cases.rules import Settled, Told
from offramp.program.consent import actions as consent
from offramp.program.people import actions as people
from offramp.program.touchpoints.rules import Said

WISHES = (
    "Sleep in a bed for a week",
    "See my kids without an argument",
    "Get my papers back",
    "Not be sick every morning",
    "Work with my hands again",
    "Find out what the medicine is like",
    "A place for me and the dog",
    "Somebody who picks up the phone",
)


@dataclass
class Way:
    """One stay of one person while it is being told. `at` moves forward."""

    world: World
    who: Somebody
    at: datetime
    diversion_id: DiversionId
    peer: Actor
    manager: Actor
    again: str
    held_on: date
    overdose: bool
    person_id: PersonId = field(init=False)
    case_id: CaseId = field(init=False)
    agreed: bool = True
    appointment_id: AppointmentId = field(init=False)
    appointment_at: datetime = field(init=False)

    def id(self, *parts: object) -> UUID:
        """An id of this stay."""
        return self.world.id(self.who.number, self.again, *parts)

    def later(self, days: int = 0, **more: int) -> datetime:
        """Move on; the story never runs ahead of the clock."""
        self.at = min(self.at + timedelta(days=days, **more), self.world.now)
        return self.at

    def until(self, moment: datetime) -> datetime:
        """Move on to a moment, if it has come."""
        self.at = min(max(self.at, moment), self.world.now)
        return self.at


def handed_over(
    world: World, who: Somebody, at: datetime, *, again: str = "", **changes: Any
) -> Way:
    """The officer meets them, the peer comes and takes over."""
    diversion_id = meet(world, who, at, again=again, **changes)
    paged_at = at + timedelta(minutes=3)
    peer, free_at = take_over(world, diversion_id, paged_at, officer_for(world, who))
    manager = world.case_manager_of(who.number)
    held_on = localdate(paged_at)
    overdose = bool(changes.get("overdose"))
    return Way(
        world, who, free_at, diversion_id, peer, manager, again, held_on, overdose
    )


USUALLY = ("assessment_completed", "engaged")
EITHER_WAY = ("assessment_completed", "assessment_not_completed")


def first_talk(
    way: Way,
    *,
    agrees: tuple[str, ...] = USUALLY,
    meets_at: datetime | None = None,
) -> Way:
    """Everything a peer records on the kerb, and the appointment that follows.

    `agrees` says what the prosecutor may be told; nothing when it is empty.
    """
    way.later(minutes=way.world.dice.randint(20, 50))
    way.person_id = PersonId(way.world.id("person", way.who.number))
    if not way.again:
        _write_down(way)
    case = cases.open_for(way.person_id, way.diversion_id, at=way.at, by=way.peer)
    way.case_id = case.id
    cases.record_intake(
        IntakeId(way.id("intake")),
        way.case_id,
        Told(_settled(way), _description(way), () if way.again else _ways(way)),
        safer(way, mode="in_person", naloxone_kits=1),
        at=way.at,
        by=way.peer,
    )
    way.agreed = bool(agrees)
    if agrees:
        agree(way, ConsentId(way.id("consent")), way.world.staff.prosecutor, agrees)
    _book(way, _by_day(meets_at) if meets_at else _some_day(way))
    return way


def _write_down(way: Way) -> None:
    who = way.who
    people.create(
        way.person_id,
        known_as=who.known_as,
        given_name=who.given_name,
        family_name=who.family_name,
        aliases=(f"{who.given_name[0]}.",) if who.number % 7 == 0 else (),
        birth_on=who.birth_on,
        at=way.at,
        by=way.peer,
    )


def _description(way: Way) -> dict[str, Any]:
    who = way.who
    silent = who.number % 11 == 0
    return {
        "race": ["rather_not_say"] if silent else [who.race],
        "ethnicity": "rather_not_say" if silent else who.ethnicity,
        "gender": who.gender,
        "language": who.language,
    }


def _ways(way: Way) -> tuple[dict[str, str], ...]:
    who = way.who
    phone = {
        "kind": "phone",
        "value": who.phone,
        "safe_text": "yes" if who.number % 3 else "no",
        "safe_voicemail": "no",
        "may_say_lead": "no" if who.number % 4 else "yes",
    }
    return phone, {"kind": "place", "value": "Mornings by the bus stop"}


def _settled(way: Way) -> Settled:
    world, dice = way.world, way.world.dice
    needs = [slug for slug, _ in world.site.choices("immediate_need")]
    chosen = dice.sample(needs, k=min(len(needs), dice.randint(2, 4)))
    notice = str(world.site.settings["privacy_notice"])
    return Settled(
        notice_version=notice,
        notice_how="read_aloud" if notice else "",
        needs={need: world.some("need_outcome") for need in chosen},
        overdosed=dice.choice(("yes", "no", "no")),
        uses_alone=dice.choice(("yes", "no", "not_said")),
        wants_medicine_talk=dice.choice(("yes", "later", "no")),
        wish=WISHES[way.who.number % len(WISHES)],
    )


def safer(way: Way, *, mode: str, naloxone_kits: int = 0) -> Said:
    """A meeting with its risk reduction: a kit, or at least a talk about safer use."""
    topics = [slug for slug, _ in way.world.site.choices("risk_topic")]
    taught = sorted(way.world.dice.sample(topics, k=min(3, len(topics))))
    return Said(
        at=way.at,
        mode=mode,
        reached=True,
        place_kind=way.world.some("place_kind"),
        minutes=way.world.dice.choice(("15", "30", "60")),
        naloxone_kits=naloxone_kits,
        strips=way.world.dice.choice((0, 0, 2)),
        taught=tuple(taught),
    )


def agree(
    way: Way, id: ConsentId, reader: Actor, categories: tuple[str, ...]
) -> ConsentId:
    """The person lets this reader's agency be told so much."""
    site = way.world.site
    usual = way.at + timedelta(days=site.clocks.consent_days)
    # Whoever acts in the story's past is asked by today's calendar whether it holds.
    lasts = max(usual, way.world.now + timedelta(days=30))
    consent.record(
        id,
        way.person_id,
        recipient_agency_id=reader.agency_id,
        categories=list(categories),
        expires_on=lasts.date(),
        language=site.default_language,
        signed_how="screen",
        signature=Signed(typed=way.who.full_name),
        at=way.at,
        by=way.peer,
    )
    how = ("printed", "photographed", "to_collect", "not_wanted")[way.who.number % 4]
    consent.give_copy(id, how, at=way.at, by=way.peer)
    return id


def _some_day(way: Way) -> datetime:
    days = way.world.dice.randint(2, way.world.site.clocks.assessment_due_days // 2)
    hour = way.world.dice.randint(15, 21)  # UTC: by day where the program is
    day = way.at + timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


def _by_day(at: datetime) -> datetime:
    """The next moment at which an office is open."""
    local = localtime(at)
    if 9 <= local.hour < 17:
        return at
    morning = local if local.hour < 9 else local + timedelta(days=1)
    return morning.replace(hour=9 + at.hour % 7, minute=0)


def _book(way: Way, when: datetime) -> None:
    way.appointment_at = when
    way.appointment_id = AppointmentId(way.id("assessment appointment"))
    appointments.make(
        way.appointment_id,
        way.person_id,
        kind="assessment",
        when=when,
        place="Program office, 1 Invented Plaza",
        with_id=way.manager.id,
        transport=way.world.some("transport"),
        reminder=way.world.some("reminder"),
        at=way.at,
        by=way.peer,
    )
