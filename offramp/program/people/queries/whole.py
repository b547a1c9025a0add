"""Who a person is, with every way there ever was to reach them: for their own copy."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from offramp.program.people.access import Reached
from offramp.program.people.models import Alias, Care, ContactWay, SelfDescription
from offramp.program.people.queries.card import Card, described, glance, glance_rows
from offramp.program.sites import queries as sites


def whole_rows(
    found: Reached,
) -> tuple[
    QuerySet[Alias], QuerySet[ContactWay], QuerySet[Care], QuerySet[SelfDescription]
]:
    """What `whole` reads, for a page that fetches it together with other rows."""
    aliases, _, care = glance_rows(found)
    ways = ContactWay.objects.filter(person_id__in=found.ids)
    said = SelfDescription.objects.filter(person_id__in=found.ids)
    return aliases, ways, care, said


def whole(
    found: Reached, rows: Sequence[Iterable[Any]], named: Mapping[UUID, str]
) -> Card:
    """The person, with ways that are no longer in use too. `named`: names of staff."""
    aliases, ways, care, said = rows
    newest = max(said, key=lambda row: (row.recorded_at, row.stored_at), default=None)
    at_a_glance = glance(found, aliases, ways, care, named)
    return Card(**vars(at_a_glance), **described(newest, sites.current()))
