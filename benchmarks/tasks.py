"""What is measured: who asks for what, as often as wanted, and what must come back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from uuid import UUID, uuid4

from django.db.models import Count

from benchmarks.invented import mistyped
from benchmarks.staff import user_id
from benchmarks.visitor import Ask
from offramp.program.people.models import Care, ContactWay, Person
from offramp.program.sites import queries as sites
from offramp.program.touchpoints.models import Touchpoint

SEED = 7
SOUGHT = 60  # people whom each colleague searches for
SEEN = 20  # people of each colleague whose pages are opened


@dataclass(frozen=True)
class Task:
    """One act of one role. `asks` gives each visitor's requests by their number."""

    title: str
    role: str
    status: int
    asks: Callable[[int], Callable[[int], Ask]]
    # A session that records something keeps a line to show next; several sessions
    # take turns, because a real page would have shown it at once.
    sessions: int = 1


def handover(which: int) -> Callable[[int], Ask]:
    """The officer's form, filled in as in the common case: eligible, offered, yes."""
    site = sites.current()
    fields = {
        "route": next(route.slug for route in site.routes if route.charge_held),
        "offences": site.offered_offences[0].slug,
        "said_name": "Zebulon Benchmarkson",
        "age_band": site.choices("age_band")[2][0],
        "perceived_race": site.choices("race_perceived")[0][0],
        "perceived_sex": site.choices("sex_perceived")[0][0],
        "place": "Beside the made-up fountain",
        "incident_number": "BENCH-1",
        "all_fit": "on",
        "offer": "accepted",
    }
    return lambda _: _form("/contacts/new/", fields)


def _form(path: str, fields: Mapping[str, str]) -> Ask:
    return Ask(path, (*fields.items(), ("submission_id", str(uuid4()))))


def touchpoint(which: int) -> Callable[[int], Ask]:
    """A peer met one of their people and handed over a kit."""
    site = sites.current()
    fields = {
        "reached": "yes",
        "mode": site.choices("touchpoint_mode")[0][0],
        "naloxone_kits": "1",
        "strips": "0",
        "taught": site.choices("risk_topic")[0][0],
        "minutes": "15",
        "next_step": "Bring the made-up form",
        "note": "A made-up note of the usual length, about how it went and what next.",
    }
    mine = _in_care(f"peer{which}")
    return lambda number: _form(
        f"/people/{mine[number % len(mine)]}/touchpoints/new/", fields
    )


def _in_care(first: str) -> list[UUID]:
    """The people of a colleague, those who were met most often first."""
    care = Care.objects.filter(staff_id=user_id(first), until_at=None)
    met = Touchpoint.objects.filter(person_id__in=care.values("person_id"))
    often = met.values_list("person_id").annotate(times=Count("pk"))
    return [person_id for person_id, _ in often.order_by("-times", "person_id")][:SEEN]


def person(which: int) -> Callable[[int], Ask]:
    """The whole way of somebody who was met often."""
    mine = _in_care(f"manager{which}")
    return lambda number: Ask(f"/people/{mine[number % len(mine)]}/")


def worklist(which: int) -> Callable[[int], Ask]:
    """Fifty people of a page."""
    return lambda _: Ask("/cases/")


def search(which: int) -> Callable[[int], Ask]:
    """What people know: mostly a name, often not quite right, now and then more."""
    luck = Random(SEED + which)  # noqa: S311 - the same searches every time
    people = Person.objects.filter(merged_into=None)
    # By a random id, because to number a hundred thousand takes long.
    starts = (UUID(int=luck.getrandbits(128)) for _ in range(SOUGHT))
    found = (people.filter(pk__gt=start).order_by("pk").first() for start in starts)
    asks = [_sought(row, luck) for row in found if row]
    return lambda number: asks[number % len(asks)]


def _sought(row: Person, luck: Random) -> Ask:
    family = row.family_name or row.known_as
    text, born, phone = f"{row.given_name} {family}", "", ""
    match luck.randrange(10):
        case 0 | 1 | 2:
            text = mistyped(text, luck)
        case 3 | 4:
            text = family[:4]
        case 5:
            text = f"{family} {row.known_as}"
        case 6 | 7:
            text, born = mistyped(family, luck), str(row.birth_on or "")
        case 8:
            way = ContactWay.objects.filter(person=row).first()
            phone = way.value if way else ""
    fields = (("text", text), ("birth_on", born), ("phone", phone))
    return Ask("/people/search/", fields)


TASKS: Mapping[str, Task] = {
    "handover": Task("Handover, written", "officer", 302, handover),
    "touchpoint": Task("Touchpoint, written", "peer", 302, touchpoint, sessions=4),
    "worklist": Task("Work list of 50, own people", "manager", 200, worklist),
    "worklist_all": Task("Work list of 50, whole program", "supervisor", 200, worklist),
    "search": Task("Search for a person", "peer", 200, search),
    "person": Task("Person page", "manager", 200, person),
}
