"""What the record and the program say about one week, as the rules want it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce, TruncWeek
from django.utils.timezone import get_current_timezone, localtime

from offramp.impact.oversight.rules import BREAK_GLASS, Access, Facts
from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.accounts.models import User
from offramp.platform.audit.body import REFUSED
from offramp.platform.audit.models import Entry
from offramp.platform.policy.actor import Role
from offramp.program.people.models import Care, Person

_WEEK = timedelta(weeks=1)
_HISTORY = 8 * _WEEK
_PERSON = "people.person"
_AT_NIGHT = {Role.PEER.value, Role.OFFICER.value}


def entries(begins: datetime, ends: datetime) -> QuerySet[Entry]:
    """What people did in this time; jobs and commands are nobody's look-ups."""
    return Entry.objects.filter(stored_at__gte=begins, stored_at__lt=ends).exclude(
        actor_id=SYSTEM.id
    )


def of_week(week_on: date) -> tuple[list[Access], Facts]:
    """The accesses of the week that begins on this Monday, and what one must know."""
    begins = datetime.combine(week_on, time(), get_current_timezone())
    ends = datetime.combine(week_on + _WEEK, time(), get_current_timezone())
    told = entries(begins, ends).filter(
        Q(subject_kind=_PERSON) | Q(outcome=REFUSED) | Q(action=BREAK_GLASS)
    )
    accesses = [_access(entry) for entry in told.iterator()]
    people = {a.person_id for a in accesses if a.person_id}
    staff = {a.staff_id for a in accesses}
    in_care = _in_care(people, begins, ends)
    return accesses, _facts(people, staff, in_care, _earlier(staff, begins))


def _access(entry: Entry) -> Access:
    about_person = entry.subject_kind == _PERSON
    return Access(
        position=entry.position,
        at=localtime(entry.stored_at),
        staff_id=entry.actor_id,
        action=entry.action,
        refused=entry.outcome == REFUSED,
        person_id=entry.subject_id if about_person else None,
        works_at_night=bool(_AT_NIGHT & set(entry.roles.split())),
    )


def _in_care(
    people: Collection[UUID], begins: datetime, ends: datetime
) -> set[tuple[UUID, UUID]]:
    """Who looked after whom at some time of the week, under each record they had."""
    used = dict(
        Person.objects.filter(pk__in=people).values_list(
            "pk", Coalesce("merged_into_id", "pk")
        )
    )
    care = Care.objects.filter(
        Q(until_at=None) | Q(until_at__gte=begins), from_at__lt=ends
    ).annotate(used=Coalesce("person__merged_into_id", F("person_id")))
    looked_after: dict[UUID, set[UUID]] = defaultdict(set)
    found = care.filter(used__in=set(used.values())).values_list("used", "staff_id")
    for person, staff in found:
        looked_after[person].add(staff)
    return {
        (staff, record) for record, now in used.items() for staff in looked_after[now]
    }


def _facts(
    people: Collection[UUID],
    staff: Collection[UUID],
    in_care: Collection[tuple[UUID, UUID]],
    earlier: Mapping[UUID, list[int]],
) -> Facts:
    named = Person.objects.filter(pk__in=people).exclude(family_name="")
    rows = list(named.values_list("pk", "given_name", "family_name"))
    names = dict(User.objects.values_list("pk", "name"))
    surnames: dict[UUID, str] = {
        id: name.split()[-1] for id, name in names.items() if name.split()
    }
    return Facts(
        in_care=in_care,
        surnames={
            **{id: surnames[id] for id in staff if id in surnames},
            **{id: family for id, _, family in rows},
        },
        full_names={id: f"{given} {family}".strip() for id, given, family in rows},
        staff_names=set(names.values()),
        earlier=earlier,
    )


def _earlier(staff: Iterable[UUID], begins: datetime) -> dict[UUID, list[int]]:
    """How many records of people each opened in the weeks before."""
    rows = (
        entries(begins - _HISTORY, begins)
        .filter(subject_kind=_PERSON, actor_id__in=list(staff))
        .exclude(outcome=REFUSED)
        .annotate(week=TruncWeek("stored_at"))
        .values("actor_id", "week")
        .annotate(many=Count("position"))
    )
    weeks: dict[UUID, list[int]] = defaultdict(list)
    for row in rows:
        weeks[row["actor_id"]].append(row["many"])
    return weeks
