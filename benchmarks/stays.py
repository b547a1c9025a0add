"""What happened to a made-up person: the handover, the stay, the meetings."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from benchmarks import handovers
from benchmarks.world import World, words
from offramp.platform.audit import body
from offramp.platform.audit.models import Entry
from offramp.platform.policy.actor import Actor, Role
from offramp.program.appointments.models import Appointment
from offramp.program.assessments.models import Assessment
from offramp.program.cases.models import Arrival, Case, Intake
from offramp.program.touchpoints.models import Touchpoint

ORDER = (
    *handovers.ORDER, Case, Arrival, Intake, Assessment, Appointment, Touchpoint, Entry,
)  # fmt: skip


@dataclass(frozen=True)
class Stay:
    """When somebody came, when they left, and who looked after them."""

    person_id: UUID
    from_at: datetime
    until_at: datetime | None
    peer: UUID
    manager: UUID


def tell(
    world: World, person_id: UUID, carers: tuple[UUID, UUID], *, is_living: bool
) -> None:
    """One stay with all that belongs to it."""
    luck = world.luck
    ago = luck.randrange(5, 400) if is_living else luck.randrange(600, 4000)
    from_at = world.now - timedelta(days=ago, minutes=luck.randrange(1440))
    until_at = None if is_living else from_at + timedelta(days=luck.randrange(30, 500))
    stay = Stay(person_id, from_at, until_at, *carers)
    case_id = _case(world, stay)
    if luck.random() < 0.9:
        came_by = handovers.make(world, stay.from_at, stay.peer, over_at=until_at)
        met = {"met_at": from_at, "met_by_id": stay.peer}
        world.add(Arrival, case_id=case_id, diversion_id=came_by, **met)
    if luck.random() < 0.9:
        _intake(world, case_id, stay)
    if luck.random() < 0.75:
        _assessment(world, case_id, stay)
    _appointments(world, stay)
    _meetings(world, stay)


def _case(world: World, stay: Stay) -> UUID:
    return world.add(
        Case,
        person_id=stay.person_id,
        state="closed" if stay.until_at else "open",
        opened_at=stay.from_at,
        opened_by_id=stay.peer,
        case_manager_id=stay.manager,
        taken_at=stay.from_at,
        taken_by_id=stay.manager,
        closed_at=stay.until_at,
        closed_by_id=stay.until_at and stay.manager,
        closing_reason=words("closing_reason")[0] if stay.until_at else "",
    )


def _intake(world: World, case_id: UUID, stay: Stay) -> None:
    outcome = words("need_outcome")[0]
    world.add(
        Intake,
        case_id=case_id,
        recorded_at=stay.from_at + timedelta(hours=1),
        recorded_by_id=stay.peer,
        needs=dict.fromkeys(world.luck.sample(words("immediate_need"), 2), outcome),
        overdosed="yes",
        wish="A made-up wish.",
    )


def _assessment(world: World, case_id: UUID, stay: Stay) -> None:
    done_at = stay.from_at + timedelta(days=20) if world.luck.random() < 0.8 else None
    world.add(
        Assessment,
        case_id=case_id,
        person_id=stay.person_id,
        state="completed" if done_at else "in_progress",
        started_at=stay.from_at + timedelta(days=10),
        started_by_id=stay.manager,
        completed_at=done_at,
        completed_by_id=done_at and stay.manager,
    )


def _appointments(world: World, stay: Stay) -> None:
    """One that was kept; for somebody in the program one that comes."""
    kept_at = stay.from_at + timedelta(days=9)
    plan: list[tuple[datetime, datetime | None]] = [(kept_at, kept_at)]
    if stay.until_at is None:
        plan.append((world.now + timedelta(hours=world.luck.randrange(400)), None))
    for at, settled_at in plan:
        world.add(
            Appointment,
            person_id=stay.person_id,
            kind="assessment",
            at=at,
            place="A made-up place",
            with_id=stay.manager,
            transport=words("transport")[0],
            reminder=words("reminder")[0],
            state="kept" if settled_at else "booked",
            made_at=stay.from_at,
            made_by_id=stay.manager,
            settled_at=settled_at,
            settled_by_id=settled_at and stay.manager,
        )


def _meetings(world: World, stay: Stay) -> None:
    """Few with most and very many with some, each with its line in the record of acts."""
    luck, until = world.luck, stay.until_at or world.now
    for _ in range(1 + int(luck.gammavariate(0.7, world.touchpoints / 0.7))):
        reached = luck.random() < 0.65
        kits = int(reached and luck.random() < 0.2)
        staff_id = stay.peer if luck.random() < 0.5 else stay.manager
        id = world.add(
            Touchpoint,
            person_id=stay.person_id,
            at=stay.from_at + (until - stay.from_at) * luck.random(),
            staff_id=staff_id,
            mode=luck.choice(words("touchpoint_mode")),
            reached=reached,
            result="" if reached else words("attempt_result")[0],
            naloxone_kits=kits,
            taught=[words("risk_topic")[0]] if reached and not kits else [],
            next_step="Bring the made-up form" if luck.random() < 0.3 else "",
        )
        by = Actor(staff_id, staff_id, frozenset({Role.PEER}))
        told = {"person": str(stay.person_id), "reached": reached}
        text = body.written(
            "touchpoint.record", "touchpoints.touchpoint", id, told, by=by
        )
        world.put(Entry, stored_at=world.now, body=text)
