"""Who else is told, because the person agreed to it: police, work group, clinic."""

from offramp.config.demo.contacts import officer_for
from offramp.config.demo.intakes import Way, agree
from offramp.platform.kernel.ids import ConsentId
from offramp.platform.policy.actor import Actor
from offramp.program.journey import access
from offramp.program.journey import actions as journey

TO_POLICE = ("handoff_met", "engaged")
TO_WORK_GROUP = ("name", "engaged", "assessment_completed", "referral_made")
TO_CLINIC = ("name", "engaged", "referral_made")


def everybody(way: Way) -> None:
    """Each of them is asked for and signed by itself."""
    staff = way.world.staff
    _tell(way, officer_for(way.world, way.who), TO_POLICE)
    _tell(way, staff.work_group[0], TO_WORK_GROUP)
    _tell(way, staff.treatment_partner, TO_CLINIC)


def work_group(way: Way) -> None:
    """Only those who sit at that table."""
    _tell(way, way.world.staff.work_group[0], TO_WORK_GROUP)


def _tell(way: Way, reader: Actor, categories: tuple[str, ...]) -> None:
    id = ConsentId(way.id("consent", reader.agency_id))
    agree(way, id, reader, categories)
    way.later(minutes=5)
    seen = access.offer(id, by=way.manager)
    if seen.pieces:
        journey.tell(id, seen.mark, at=way.at, by=way.manager)
