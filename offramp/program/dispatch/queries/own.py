"""How one is reached and matched, for one's own page."""

from dataclasses import dataclass

from offramp.platform.channels import queries as channels
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.dispatch.models import Match


@dataclass(frozen=True)
class Own:
    """What one has chosen."""

    reach: channels.Own
    areas: tuple[str, ...]
    languages: tuple[str, ...]
    gender: str


def own(by: Actor) -> Own:
    """How one is reached, and what one says of oneself."""
    require(by, Permission.MATCH_CHOOSE)
    row = Match.objects.filter(pk=by.id).first()
    return Own(
        reach=channels.own(by),
        areas=tuple(row.areas) if row else (),
        languages=tuple(row.languages) if row else (),
        gender=row.gender if row else "",
    )
