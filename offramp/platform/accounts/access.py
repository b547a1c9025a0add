"""Rows that more than one action needs, and the rules they are under."""

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.db.models import Model, Q
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate, now

from offramp.platform.accounts.models import Agency, AgencyKind, Duty, User
from offramp.platform.accounts.sessions import table
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ActorId, SessionId
from offramp.platform.policy.actor import ALONE, CONFIDENTIAL, JUSTICE, Role

Row = TypeVar("Row", bound=Model)

_TWO_HATS = (
    "One person cannot hold a police or prosecution role and a role that sees what "
    "participants say. Use two people."
)
_ALONE = (
    "An auditor has no other duty, now or before, because nobody looks after their own "
    "acts. Use two people."
)
_A_SEAT = (
    "Whoever reads what a work group or a clinic was told has no other duty, now or "
    "before, so that it stays there. Give them a login of its own for that."
)
_ELSEWHERE = (
    "A police supervisor reads the contacts of one agency, so this login cannot have a "
    "duty at another one."
)
_NOT_THERE = (
    "Somebody whom the police or a prosecutor employs cannot have a role that sees "
    "what participants say."
)


def locked(user_id: ActorId) -> User:
    """The login, held until the transaction ends."""
    return held(User, user_id)


def held(model: type[Row], id: UUID) -> Row:
    """The row, held until the transaction ends; 404 when there is none."""
    rows = model._default_manager.select_for_update(of=("self",))
    return get_object_or_404(rows, pk=id)


def end_everywhere(user_id: ActorId, keep: SessionId | None = None) -> int:
    """Sign somebody out on every device but one. How many that were in this zone.

    The other zone's sessions cannot be read here, so what began before now counts as
    over there. To keep one here, it does not count so in this zone."""
    but = settings.OFFRAMP_ZONE if keep else ""
    User.objects.filter(pk=user_id).update(signed_out=now(), signed_out_but=but)
    rows = table()._default_manager.filter(user_id=user_id)
    ended, _ = (rows.exclude(handle=keep) if keep else rows).delete()
    return ended


def refuse_two_hats(user_id: ActorId, role: Role, agency: Agency) -> None:
    """No justice and treatment duty for one login, no treatment duty at the police,
    nothing besides an auditor's or a recipient's, and a police supervisor at one agency.

    The database refuses it as well, by triggers (migration 0002)."""
    held = _roles(Duty.objects.filter(user_id=user_id).values_list("role", flat=True))
    hats = held | {role}
    if hats & JUSTICE and hats & CONFIDENTIAL:
        raise Refused(_TWO_HATS)
    if hats & ALONE and len(hats) > 1:
        raise Refused(_ALONE if Role.AUDITOR in hats else _A_SEAT)
    if Role.POLICE_SUPERVISOR in hats and _has_duties_elsewhere(user_id, agency):
        raise Refused(_ELSEWHERE)
    if role in CONFIDENTIAL and agency.kind != AgencyKind.PROGRAM:
        raise Refused(_NOT_THERE)


def _has_duties_elsewhere(user_id: ActorId, agency: Agency) -> bool:
    held = Duty.objects.filter(Q(until_on=None) | Q(until_on__gte=localdate()))
    return held.filter(user_id=user_id).exclude(agency_id=agency.id).exists()


def _roles(words: Iterable[str]) -> set[Role]:
    return {Role(word) for word in words}
