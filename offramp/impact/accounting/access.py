"""Every record that a person has here, whichever package keeps it."""

from collections.abc import Iterable
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model, Q, QuerySet, UUIDField

from offramp.platform.accounts.actors import name_of
from offramp.platform.kernel.segments import Segment
from offramp.program.people.access import Reached
from offramp.program.people.models import Opening, Person

_ABOUT_PEOPLE = {
    Segment.PROGRAM,
    Segment.TREATMENT,
    Segment.COUNSELLING,
    Segment.CONSENT,
    Segment.RELEASE,
}


def records_of(found: Reached) -> list[UUID]:
    """The id of every record of this person, in one query.

    Found by the registry of tables and not by a list of ours, so that no new table is
    forgotten. Who reads the answer learns nothing but ids.
    """
    parts = [_ids(table, ways, found) for table, ways in tables().items()]
    return list(parts[0].union(*parts[1:]))


def _ids(
    table: type[Model], ways: Iterable[str], found: Reached
) -> QuerySet[Any, UUID]:
    theirs = Q()
    for way in ways:
        theirs |= Q(**{f"{way}__in": found.ids})
    rows = table._default_manager.filter(theirs).order_by()
    return rows.values_list("pk", flat=True)


@cache
def tables() -> dict[type[Model], tuple[str, ...]]:
    """Each table about people, and how its rows lead to the person."""
    ways: dict[type[Model], tuple[str, ...]] = {Person: ("pk",)}
    beyond: list[type[Model]] = [Person]
    for known in beyond:
        for table in set(_about_people()) - set(ways):
            leading = [f.name for f in table._meta.fields if f.related_model is known]
            if leading:
                ways[table] = tuple(
                    f"{f}__{way}" for f in leading for way in ways[known]
                )
                beyond.append(table)
    return ways


def _about_people() -> list[type[Model]]:
    return [
        table
        for table in apps.get_models()
        if getattr(table, "segment", None) in _ABOUT_PEOPLE
        and isinstance(table._meta.pk, UUIDField)
    ]


def openings(found: Reached) -> QuerySet[Any]:
    """When the record was opened in an emergency, and who did."""
    rows = Opening.objects.filter(person_id__in=found.ids)
    return rows.annotate(who=name_of("opened_by_id"))
