"""From a login, a job or a command to the Actor that policy asks about."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import OuterRef, Q, Subquery, UUIDField
from django.http import HttpRequest
from django.utils.timezone import localdate

from offramp.platform.accounts import reading
from offramp.platform.accounts.models import (
    Agency,
    AgreementKind,
    ClearanceKind,
    Duty,
    Unit,
    User,
)
from offramp.platform.kernel.ids import ActorId, AgencyId, UnitId
from offramp.platform.policy import zones
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.zones import Zone
from offramp.platform.rows.together import together

_NOBODY = UUID(int=0)
# Where a session keeps what was opened: id of the opening to person and last moment.
OPENED = "opened"

# Jobs and commands act under their own name, so that the record can tell them apart.
SYSTEM = Actor(
    id=ActorId(UUID("00000000-0000-4000-8000-00000000000a")),
    agency_id=AgencyId(_NOBODY),
    roles=frozenset({Role.SYSTEM}),
)


def acting(request: HttpRequest) -> Actor:
    """Who is acting in this request. Only for views that need a sign-in."""
    actor = getattr(request, "actor", None)
    if not isinstance(actor, Actor):
        raise TypeError("This view needs a signed-in user; the middleware gave none.")
    return actor


def opened_in(request: HttpRequest) -> frozenset[UUID]:
    """The records that were opened in an emergency in this very session."""
    return frozenset(UUID(id) for id in request.session.get(OPENED, {}))


def remember_opened(
    request: HttpRequest, person_id: UUID, opening_id: UUID, holds_until: datetime
) -> None:
    """From now on this session reads the record, and says so on every page."""
    held = [str(person_id), holds_until.isoformat()]
    request.session[OPENED] = {
        **request.session.get(OPENED, {}),
        str(opening_id): held,
    }


def forget_opened(request: HttpRequest, opening_id: UUID) -> None:
    """This session no longer reads the record."""
    held = request.session.get(OPENED, {})
    request.session[OPENED] = {k: v for k, v in held.items() if k != str(opening_id)}


def actor_for(user_id: ActorId, on: date | None = None) -> Actor | None:
    """The actor behind a login on a day, in one query; None when no duty is in force."""
    return actor_from(duties_of(user_id, on), on)


def actors_for(user_ids: Collection[UUID], on: date | None = None) -> dict[UUID, Actor]:
    """The same for several logins, in one query; without those who have no duty."""
    held: dict[UUID, list[Duty]] = {}
    for duty in _duties(user_ids, on):
        held.setdefault(duty.user_id, []).append(duty)
    actors = {id: actor_from(duties, on) for id, duties in held.items()}
    return {id: actor for id, actor in actors.items() if actor}


def duties_of(user_id: ActorId, on: date | None = None) -> list[Duty]:
    """What somebody was ever given, with whether its papers and dates are in order."""
    return _duties([user_id], on)


def _duties(user_ids: Collection[UUID], on: date | None) -> list[Duty]:
    if not user_ids:
        return []
    day = connection.ops.adapt_datefield_value(on or localdate())
    ids = [UUIDField().get_db_prep_value(id, connection) for id in user_ids]
    with connection.cursor() as cursor:
        query = _held(connection.vendor, len(ids))
        cursor.execute(query, [day, day, day, day, *ids])
        return [_duty(iter(row)) for row in cursor.fetchall()]


def _duty(values: Iterator[Any]) -> Duty:
    lacks = {name: bool(next(values)) for name in ("lacks_paper", "lacks_date")}
    duty = reading.row(Duty, values)
    duty.user, duty.agency = reading.row(User, values), reading.row(Agency, values)
    vars(duty).update(lacks)
    return duty


# Whether the site needs something here of which none is in force on the day.
_LACKS = """EXISTS (SELECT 1 FROM accounts_need need WHERE need."of" = {of}
AND need.what IN ({kinds}) AND NOT EXISTS (SELECT 1 FROM {kept} kept
WHERE kept.{owner} = duty.{owner} AND kept.kind = need.what
AND kept.{begins} <= %s AND kept.until_on >= %s))"""
_LACKS_PAPER = _LACKS.format(
    of="agency.kind",
    kinds=", ".join(f"'{kind}'" for kind in AgreementKind),
    kept="accounts_agreement",
    owner="agency_id",
    begins="from_on",
)
_LACKS_DATE = _LACKS.format(
    of="duty.role",
    kinds=", ".join(f"'{kind}'" for kind in ClearanceKind),
    kept="accounts_clearance",
    owner="user_id",
    begins="done_on",
)
_HELD = """SELECT {lacks}, {columns} FROM accounts_duty duty
JOIN accounts_user who ON who.id = duty.user_id
JOIN accounts_agency agency ON agency.id = duty.agency_id
WHERE duty.user_id IN ({whose})"""


@cache
def _held(vendor: str, people: int) -> str:
    """The query, as text: every request asks it."""
    tables = (("duty", Duty), ("who", User), ("agency", Agency))
    return _HELD.format(
        lacks=f"{_LACKS_PAPER}, {_LACKS_DATE}",
        columns=", ".join(reading.columns(*table) for table in tables),
        whose=", ".join(["%s"] * people),
    )


def actor_from(held: Sequence[Duty], on: date | None = None) -> Actor | None:
    """The same from duties that are at hand, with their users and agencies."""
    day = on or localdate()
    duties = sorted(
        (duty for duty in held if _counts(duty, day)),
        key=lambda duty: (-duty.from_on.toordinal(), duty.id),
    )
    if not duties:
        return None
    return Actor(
        id=ActorId(duties[0].user_id),
        agency_id=AgencyId(duties[0].agency_id),
        roles=frozenset(Role(duty.role) for duty in duties),
        unit_id=next((UnitId(d.unit_id) for d in duties if d.unit_id), None),
    )


def _counts(duty: Duty, day: date) -> bool:
    return is_in_force(duty, day) and not (lacks_paper(duty) or lacks_date(duty))


def lacks_paper(duty: Duty) -> bool:
    """Whether the agency needs an agreement that is not in force. Managers come in all
    the same: it is they who record the agreements."""
    return duty.role != Role.MANAGER and bool(getattr(duty, "lacks_paper", False))


def lacks_date(duty: Duty) -> bool:
    """Whether the role needs training, vetting or a credential that is not on file."""
    return bool(getattr(duty, "lacks_date", False))


def is_in_force(duty: Duty, day: date) -> bool:
    """Whether a duty runs on a day, its papers and dates left aside."""
    runs = duty.from_on <= day and (duty.until_on is None or day <= duty.until_on)
    return runs and duty.user.is_active and duty.agency.is_active


def here(actor: Actor | None) -> Actor | None:
    """The actor with the duties that belong to the zone of this process."""
    return zones.within(actor, settings.OFFRAMP_ZONE) if actor else None


def not_here(actor: Actor | None) -> str:
    """Why somebody cannot sign in at this address, in a sentence for themselves."""
    if actor is None:
        return "You have no duty here today. Ask your program manager."
    there = {Zone.JUSTICE: Zone.PROGRAM, Zone.PROGRAM: Zone.JUSTICE}
    origin = settings.OFFRAMP_ORIGINS[there[settings.OFFRAMP_ZONE]]
    return f"Your work is at another address. Sign in at {origin}"


def names(ids: set[UUID]) -> dict[UUID, str]:
    """The names of staff by id, for pages that say who did something."""
    found: dict[UUID, str] = {SYSTEM.id: "Offramp"}
    found.update(User.objects.filter(pk__in=ids).values_list("pk", "name"))
    return found


def called(
    staff: set[UUID], agencies: set[UUID]
) -> tuple[dict[UUID, str], dict[UUID, str]]:
    """The names of staff and of agencies by id, in one query for both."""
    users, bodies = together(
        User.objects.filter(pk__in=staff).only("name"),
        Agency.objects.filter(pk__in=agencies).only("name"),
    )
    return (
        {SYSTEM.id: "Offramp"} | {row.pk: row.name for row in users},
        {row.pk: row.name for row in bodies},
    )


def name_of(field: str) -> Subquery:
    """The name of the colleague whose id a row holds, as a column of that row's query."""
    return Subquery(User.objects.filter(pk=OuterRef(field)).values("name"))


def staff(roles: Iterable[Role], on: date | None = None) -> list[tuple[UUID, str]]:
    """Everybody who serves in one of these roles on a day, by name, ready for a form."""
    day = on or localdate()
    serving = Duty.objects.filter(
        Q(until_on=None) | Q(until_on__gte=day),
        role__in=list(roles),
        from_on__lte=day,
        agency__is_active=True,
    )
    users = User.objects.filter(is_active=True, pk__in=serving.values("user_id"))
    return list(users.order_by("name", "pk").values_list("pk", "name"))


def agencies(kinds: Iterable[str]) -> list[tuple[UUID, str]]:
    """The agencies of these kinds that take part, by name, ready for a form."""
    wanted = [str(kind) for kind in kinds]
    found = Agency.objects.filter(kind__in=wanted, is_active=True).order_by("name")
    return list(found.values_list("pk", "name"))


def agency_names(ids: set[UUID]) -> dict[UUID, str]:
    """The names of agencies by id."""
    return dict(Agency.objects.filter(pk__in=ids).values_list("pk", "name"))


def agency_kinds(ids: set[UUID]) -> dict[UUID, str]:
    """What agencies are, by id: police, prosecutor, court, and so on."""
    return dict(Agency.objects.filter(pk__in=ids).values_list("pk", "kind"))


def agencies_of(kinds: Iterable[str]) -> list[tuple[UUID, str, str]]:
    """The agencies of some kinds that take part today: id, name and kind, by name."""
    found = Agency.objects.filter(kind__in=list(kinds), is_active=True)
    return list(found.order_by("name", "pk").values_list("pk", "name", "kind"))


def agencies_by_slug() -> dict[str, tuple[str, AgencyId]]:
    """The kind and id of every agency that takes part."""
    rows = Agency.objects.filter(is_active=True).values_list("slug", "kind", "pk")
    return {slug: (kind, AgencyId(id)) for slug, kind, id in rows}


def agency_id(slug: str) -> AgencyId:
    """The id of an agency that the site's data names."""
    return AgencyId(Agency.objects.values_list("pk", flat=True).get(slug=slug))


def unit_id(agency: AgencyId, slug: str) -> UnitId | None:
    """The id of a unit that the site's data names; None when it names none."""
    found = Unit.objects.filter(agency_id=agency, slug=slug).values_list(
        "pk", flat=True
    )
    return UnitId(found[0]) if slug and found else None


def email_of(user_id: ActorId) -> str:
    """The address that somebody signs in with."""
    return User.objects.values_list("email", flat=True).get(pk=user_id)
