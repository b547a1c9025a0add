from typing import Any

from django.utils.timezone import now

from offramp.platform.kernel.ids import new_id
from offramp.platform.policy.actor import Actor
from offramp.program.overdoses import actions
from offramp.program.overdoses.models import Incident
from offramp.program.overdoses.rules import (
    GivenData,
    IncidentData,
    IncidentId,
    Said,
    VictimData,
)


def victim(**more: Any) -> VictimData:
    """Alive, after two doses from a neighbor."""
    usual: dict[str, Any] = {
        "survived": Said.YES,
        "naloxone": Said.YES,
        "given": (GivenData("neighbor", 2),),
    }
    return VictimData(**{**usual, **more})


def data(**more: Any) -> IncidentData:
    """An overdose by the mill, of which 911 was told."""
    usual: dict[str, Any] = {
        "place": "By the mill",
        "called_911": Said.YES,
        "victims": (victim(),),
    }
    return IncidentData(**{**usual, **more})


def incident(by: Actor, **more: Any) -> Incident:
    """The same as it was reported."""
    id = IncidentId(new_id())
    return actions.report(id, data(**more), at=now(), by=by)


def sent(**more: str) -> dict[str, str]:
    """What somebody types into the form."""
    usual = {
        "place": "By the mill", "called_911": "yes", "survived": "yes",
        "naloxone": "yes", "giver": "neighbor", "doses": "2",
        "submission_id": str(new_id()),
    }  # fmt: skip
    return {**usual, **more}
