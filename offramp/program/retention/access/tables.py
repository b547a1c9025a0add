"""Other packages' tables, by the registry. Nothing but finding and removing what is due."""

from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model, Q, QuerySet

from offramp.platform.policy.zones import Right, Zone, rights
from offramp.program.retention.models import Part
from offramp.program.retention.rules import (
    COUNSELLING,
    OF_A_CONTACT,
    OF_A_PERSON,
    Rows,
)

# The program's login may not remove these rows; see migration 0002.
_REMOVE = "SELECT retention_remove(%s, %s, %s)"


def model(table: str) -> type[Model]:
    """The model of a table such as `people.person`."""
    return apps.get_model(table)


def rows(table: str) -> QuerySet[Any]:
    """All rows of a table."""
    return model(table)._base_manager.all()


def lock(record: str, part: Part) -> list[Any]:
    """Nobody opens a case for them, or joins them, until the transaction ends."""
    contacts = record in {"contact", "legal_matter"}
    found = rows("diversions.contact" if contacts else "people.person")
    same = Q(pk=part.about_id) | (Q() if contacts else Q(merged_into=part.about_id))
    return list(found.select_for_update().filter(same).values_list("pk", flat=True))


def erase(record: str, part: Part, ids: list[Any]) -> int:
    """Remove every row of the record; how many they were."""
    match record:
        case "participant" | "inquiry":
            theirs = _contacts_of(ids)
            gone = _remove(OF_A_CONTACT, theirs, part) if theirs else 0
            return gone + _remove(OF_A_PERSON, ids, part)
        case "counselling":
            return _remove(COUNSELLING, ids, part)
        case "contact" | "legal_matter":
            return _remove(OF_A_CONTACT, ids, part)
    raise ValueError(record)


def _contacts_of(people: list[Any]) -> list[Any]:
    """What officers wrote of handovers that brought them here, or told of them."""
    charge = "diversion__charge__"
    theirs = (
        Q(diversion__arrival__case__person__in=people)
        | Q(**{f"{charge}cleared_release__consent__person__in": people})
        | Q(**{f"{charge}notice__release__consent__person__in": people})
    )
    found = rows("diversions.contact").filter(theirs)
    return list(found.values_list("pk", flat=True).distinct())


def _remove(plan: tuple[Rows, ...], ids: list[Any], part: Part) -> int:
    return sum(_remove_from(table, path, ids, part) for table, path in plan)


def _remove_from(table: str, path: str, ids: list[Any], part: Part) -> int:
    found = rows(table).filter(**{f"{path}__in": ids})
    if connection.vendor == "postgresql" and not _may_remove(table):
        keys = list(found.values_list("pk", flat=True))
        with connection.cursor() as cursor:
            cursor.execute(_REMOVE, [part.pk, model(table)._meta.db_table, keys])
            return int(cursor.fetchone()[0])
    # Past the models' own refusals, and in our order: what must not be left behind,
    # the database's foreign keys refuse when the transaction ends.
    return found._raw_delete(found.db)


def _may_remove(table: str) -> bool:
    segment = getattr(model(table), "segment", None)
    return Right.DELETE in rights(segment, Zone.PROGRAM)
