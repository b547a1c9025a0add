"""The made-up town in which the journeys happen: who works there, and what there is."""

from datetime import timedelta
from uuid import uuid4

from django.utils.timezone import now

from offramp.config.demo.staff import Staff, hire
from offramp.config.demo.story import DIRECTORY
from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.kernel.ids import ActorId, ShiftId
from offramp.program.directory import actions as directory
from offramp.program.directory import formats
from offramp.program.dispatch import actions as dispatch
from offramp.program.dispatch.rules import Place, Span
from offramp.program.sites import queries as sites


def open_town() -> Staff:
    """Everybody has a login and a duty, and Percy is on call."""
    at = now()
    staff = hire(sites.current(), at.date() - timedelta(days=2), at.date())
    dispatch.add_shift(
        ShiftId(uuid4()),
        ActorId(staff.peers[0].id),
        Place.PRIMARY,
        Span(at - timedelta(hours=1), at + timedelta(hours=8)),
        at=at,
        by=staff.supervisor,
    )
    return staff


def fill_directory() -> None:
    """The services of the made-up directory."""
    services = formats.read(DIRECTORY, lambda sentence: None)
    directory.import_rows(services, at=now(), by=SYSTEM)
