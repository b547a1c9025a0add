"""Stays on a person's timeline."""

from offramp.platform.kernel.moments import Moments, moments
from offramp.platform.policy.table import Permission
from offramp.program.cases import access
from offramp.program.cases.models import Arrival, Intake
from offramp.program.people import access as people_access
from offramp.program.people.access import Reached


def happened(found: Reached) -> list[Moments]:
    """What happened in the stays of this person, for their timeline."""
    mine = access.about(found, Permission.CASE_READ)
    of_theirs = people_access.rows_of(found, Permission.CASE_READ, via="case__")
    arrived = Arrival.objects.filter(of_theirs)
    taken_in = Intake.objects.filter(of_theirs)
    return [
        moments(mine, "case.opened", at="opened_at", by="opened_by_id"),
        moments(mine, "case.taken", at="taken_at", by="taken_by_id"),
        moments(
            mine, "case.paused", at="paused_at", by="paused_by_id", word="pause_reason"
        ),
        moments(
            mine,
            "case.closed",
            at="closed_at",
            by="closed_by_id",
            word="closing_reason",
        ),
        moments(arrived, "person.met", at="met_at", by="met_by_id", ref="case_id"),
        moments(
            taken_in,
            "intake.done",
            at="recorded_at",
            by="recorded_by_id",
            ref="case_id",
        ),
    ]
