"""Holds and old records for tests, made by the real actions."""

from datetime import datetime, timedelta

from django.utils.timezone import now

from offramp.platform.kernel.ids import HoldId, PersonId, new_id
from offramp.platform.policy.actor import Actor
from offramp.program.retention import actions
from offramp.program.retention.models import Hold
from tests import cast


def ago(years: float) -> datetime:
    """So many years before now, and a day."""
    return now() - timedelta(days=365.25 * years + 1)


def on_person(person_id: PersonId, *, by: Actor | None = None) -> Hold:
    """Somebody's record is held."""
    id = HoldId(new_id())
    by = by or cast.sam()
    return actions.hold_person(id, person_id, "LH 2026-014", at=now(), by=by)


def on_class(record: str, *, by: Actor | None = None) -> Hold:
    """A whole class is held."""
    id = HoldId(new_id())
    by = by or cast.mona()
    return actions.hold_class(id, record, "LH 2026-015", at=now(), by=by)
