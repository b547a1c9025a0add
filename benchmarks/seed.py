"""Made-up people, bulk-inserted by the models' columns, always the same from the same seed.

This goes past the actions: a million meetings would take hours through them. So nothing
here is proof that a rule holds; the demo's story, which uses the actions, is. What is
kept is the shape: how many rows of each kind hang on a person, and how uneven that is.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

from django.db import connection
from django.utils.timezone import now

from benchmarks import stays
from benchmarks.invented import Names, mistyped
from benchmarks.staff import carers, hire
from benchmarks.world import World
from offramp.program.people import rules
from offramp.program.people.models import Alias, Care, ContactWay, NameKey, Person

SEED = 20260101
CHUNK = 1000
LIVING = 10  # every tenth person is in the program now; the others were
MERGED = 50  # every fiftieth record was joined with the one before
ORDER = (Person, Alias, NameKey, ContactWay, Care, *stays.ORDER)


@dataclass(frozen=True)
class Said:
    """What somebody says of themselves."""

    known: str
    given: str
    family: str
    birth_on: date | None
    id: UUID = UUID(int=0)


def sow(people: int, touchpoints: int, tell: Callable[[str], None]) -> None:
    """Fill an empty database, and let it look at what it holds."""
    luck = Random(SEED)  # noqa: S311 - made-up data, the same every time
    staff = hire(people // LIVING)
    world = World(luck, Names(SEED, luck), now(), staff, touchpoints)
    before = None
    for number in range(people):
        before = _somebody(world, number, before)
        if (number + 1) % CHUNK == 0 or number + 1 == people:
            world.store(ORDER)
        if (number + 1) % 10_000 == 0:
            tell(f"{number + 1:,} of {people:,} people")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def counts() -> dict[str, int]:
    """How many rows each table holds."""
    return {model._meta.label_lower: model._default_manager.count() for model in ORDER}


def _somebody(world: World, number: int, before: Said | None) -> Said:
    """One person and all that hangs on them; now and then the last one once more."""
    if before is not None and number % MERGED == 1:
        twin = replace(before, family=mistyped(before.family or "Nobody", world.luck))
        _write_down(world, twin, merged_into=before.id)
        return before
    luck, names = world.luck, world.names
    given, family = names.first(), names.surname()
    said = Said(
        known=given if luck.random() < 0.7 else names.first(),
        given=given,
        family=family if luck.random() < 0.97 else "",
        birth_on=names.birth_on(world.now.date()),
    )
    said = replace(said, id=_write_down(world, said))
    if number % LIVING == 0 or luck.random() < 0.92:
        both, is_living = carers(world.staff, number // LIVING), number % LIVING == 0
        _look_after(world, said.id, both, is_living=is_living)
        stays.tell(world, said.id, both, is_living=is_living)
    return said


def _write_down(world: World, said: Said, merged_into: UUID | None = None) -> UUID:
    """The rows that `people.actions.create` makes, and mostly a phone."""
    luck = world.luck
    aliases = [world.names.first()] if luck.random() < 0.2 else []
    id = world.add(
        Person,
        known_as=said.known,
        given_name=said.given,
        family_name=said.family,
        birth_on=said.birth_on,
        birth_year_about=None if said.birth_on else 1950 + luck.randrange(55),
        merged_into_id=merged_into,
        recorded_at=world.now,
        recorded_by_id=world.staff.peers[0],
    )
    for place, text in enumerate(aliases):
        world.add(Alias, person_id=id, text=text, place=place)
    full = rules.main_name(said.known, said.given, said.family)
    keys = rules.keys_of([said.known, full, f"{said.known} {said.family}", *aliases])
    # Sorted, because a set's order changes from run to run.
    for key in sorted(keys, key=lambda key: (key.name_key, key.first_sound)):
        world.add(NameKey, person_id=id, birth_on=said.birth_on, **asdict(key))
    if luck.random() < 0.75:
        _phone(world, id)
    return id


def _phone(world: World, person_id: UUID) -> None:
    number = world.names.phone()
    world.add(
        ContactWay,
        person_id=person_id,
        kind="phone",
        value=number,
        value_key=rules.way_key("phone", number),
        safe_text="yes",
        from_at=world.now,
        from_by_id=world.staff.peers[0],
    )


def _look_after(
    world: World, person_id: UUID, both: tuple[UUID, UUID], *, is_living: bool
) -> None:
    over = None if is_living else world.now - timedelta(days=30)
    for staff_id, duty in zip(both, ("peer", "case_manager"), strict=True):
        world.add(
            Care,
            person_id=person_id,
            staff_id=staff_id,
            duty=duty,
            from_at=world.now - timedelta(days=60),
            from_by_id=staff_id,
            until_at=over,
            until_by_id=over and staff_id,
        )
