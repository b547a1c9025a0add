"""Who works in the benchmark: enough colleagues for the people there are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid5

from django.contrib.auth.hashers import make_password
from django.utils.timezone import now

from offramp.platform.accounts.models import Agency, Duty, Unit, User
from offramp.platform.policy.actor import Role
from offramp.program.dispatch.models import Shift
from offramp.program.sites import queries as sites

PASSWORD = "made-up-people-only"  # noqa: S105 - of made-up colleagues in a throwaway database
DOMAIN = "benchmark.example"  # reserved for examples: no mail ever goes there
NAMESPACE = UUID("6f66666c-696e-4765-8000-00000be9c4aa")
OFFICERS = 40
CASELOAD = 60
ON_CALL = 2  # peers who are paged first; as many again come second


@dataclass(frozen=True)
class Staff:
    """Everybody by role, each as user id and agency id."""

    officers: list[tuple[UUID, UUID, UUID | None]]
    peers: list[UUID]
    case_managers: list[UUID]
    supervisor: UUID


def user_id(first: str) -> UUID:
    """The id of the colleague of this name."""
    return uuid5(NAMESPACE, first)


def email(first: str) -> str:
    """The address that the colleague signs in with."""
    return f"{first}@{DOMAIN}"


def hire(living: int) -> Staff:
    """Everybody with a login and a duty, and the first peers on call for a week."""
    site = sites.current()
    office = Agency.objects.get(slug=site.prosecutor)
    program = Agency.objects.get(slug=site.program_agency)
    each = max(8, -(-living // CASELOAD))
    plan = [
        *_officers(),
        *((f"peer{n}", Role.PEER, program, None) for n in range(each)),
        *((f"manager{n}", Role.CASE_MANAGER, program, None) for n in range(each)),
        ("newcomer", Role.CASE_MANAGER, program, None),
        *((f"supervisor{n}", Role.SUPERVISOR, program, None) for n in range(8)),
        ("head", Role.MANAGER, program, None),
        ("prosecutor", Role.PROSECUTOR, office, None),
    ]
    _store(plan)
    peers = [user_id(f"peer{n}") for n in range(each)]
    _roster(peers[: 2 * ON_CALL])
    return Staff(
        officers=[
            (user_id(first), agency.pk, unit.pk if unit else None)
            for first, role, agency, unit in plan
            if role == Role.OFFICER
        ],
        peers=peers,
        case_managers=[user_id(f"manager{n}") for n in range(each)],
        supervisor=user_id("supervisor0"),
    )


def _officers() -> Iterator[tuple[str, Role, Agency, Unit | None]]:
    police = list(Agency.objects.filter(kind="police").order_by("slug"))
    for number in range(OFFICERS):
        agency = police[number % len(police)]
        unit = agency.units.order_by("slug").first()
        yield f"officer{number}", Role.OFFICER, agency, unit


def _store(plan: list[tuple[str, Role, Agency, Unit | None]]) -> None:
    secret = make_password(PASSWORD)
    User.objects.bulk_create(
        User(
            id=user_id(first),
            email=email(first),
            name=f"{first.capitalize()} Benchmarkson",
            password=secret,
        )
        for first, *_ in plan
    )
    Duty.objects.bulk_create(
        Duty(
            user_id=user_id(first),
            agency=agency,
            unit=unit,
            role=role,
            from_on=date(2020, 1, 1),
        )
        for first, role, agency, unit in plan
    )


def _roster(peers: list[UUID]) -> None:
    today = now()
    Shift.objects.bulk_create(
        Shift(
            staff_id=peer,
            place="primary" if number < ON_CALL else "backup",
            from_at=today - timedelta(days=1),
            until_at=today + timedelta(days=30),
            made_at=today,
            made_by_id=user_id("head"),
        )
        for number, peer in enumerate(peers)
    )


def carers(staff: Staff, turn: int) -> tuple[UUID, UUID]:
    """The peer and the case manager whose turn it is; the newcomer's comes once."""
    peer = staff.peers[turn % len(staff.peers)]
    if turn == 0:
        return peer, user_id("newcomer")
    return peer, staff.case_managers[turn % len(staff.case_managers)]
