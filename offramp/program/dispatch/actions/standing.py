"""Whether somebody can be on call then, or why they cannot."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from offramp.platform.accounts.actors import actor_for
from offramp.platform.accounts.papers import clearances
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ActorId
from offramp.platform.policy.actor import Role
from offramp.program.dispatch import access
from offramp.program.dispatch.rules import ROLES, Place, Span

_AS = {Role.PEER: "a peer", Role.SUPERVISOR: "a supervisor"}


@dataclass(frozen=True)
class Standing:
    """Somebody at a place of the roster."""

    staff_id: ActorId
    place: Place

    def must_be_able(
        self, spans: Iterable[Span], besides: Collection[UUID] = ()
    ) -> None:
        """Refuse with the reason: no such duty that day, a paper out of date, taken."""
        zone = access.site_zone()
        for span in spans:
            first = span.from_at.astimezone(zone).date()
            self._must_serve(first)
            last = span.until_at.astimezone(zone).date()
            if last != first:
                self._must_serve(last)
            taken = access.taken(self.staff_id, span, besides)
            if taken:
                raise Refused(
                    f"They are on call already on {_said(first)}. Cancel that shift "
                    "first, or choose other hours."
                )

    def _must_serve(self, day: date) -> None:
        role = ROLES[self.place]
        actor = actor_for(self.staff_id, on=day)
        if actor is not None and actor.has(role):
            return
        lacking = clearances({self.staff_id}).lacking(self.staff_id, role, day)
        if lacking:
            raise Refused(
                f"They cannot be on call on {_said(day)}: {'; '.join(lacking)}. "
                "Record the new date under Staff first."
            )
        raise Refused(f"That person does not serve as {_AS[role]} on {_said(day)}.")


def _said(day: date) -> str:
    return f"{day:%B} {day.day}"
