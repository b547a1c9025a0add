from datetime import datetime
from typing import Any

from django.utils.timezone import now

from offramp.platform.kernel.ids import PersonId, new_id
from offramp.platform.policy.actor import Actor
from offramp.program.people import actions as people
from offramp.program.people.models import Person
from offramp.program.touchpoints.rules import Said


def person(*, of: Actor, known_as: str = "Juniper Testerson") -> Person:
    """Somebody whom this peer looks after."""
    made = people.create(PersonId(new_id()), known_as=known_as, at=now(), by=of)
    people.take_into_care(made.id, "peer", of.id, at=now(), by=of)
    return made


def met(at: datetime | None = None, **more: Any) -> Said:
    """A meeting on the street, with one kit."""
    said: dict[str, Any] = {"mode": "in_person", "reached": True, "naloxone_kits": 1}
    return Said(at=at or now(), **{**said, **more})
