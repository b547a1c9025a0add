from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ActorId, ShiftId
from offramp.platform.outbox import actions as outbox
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.platform.policy.zones import Zone
from offramp.program.dispatch import access
from offramp.program.dispatch.actions.standing import Standing
from offramp.program.dispatch.lifecycle import SWAPS, SwapEvent, SwapState
from offramp.program.dispatch.models import Shift, Swap
from offramp.program.dispatch.rules import Place, Span

_ASKED = "Offramp: a colleague asks you to take a shift"
_WORDS = "A colleague asks you to take a shift. Say yes or no on the roster:\n{}\n"


@transaction.atomic
def ask_swap(
    swap_id: UUID,
    shift_id: ShiftId,
    to_id: ActorId,
    for_shift_id: ShiftId | None = None,
    *,
    at: datetime,
    by: Actor,
) -> Swap:
    """Ask a colleague to take a shift of one's own, for one of theirs or for nothing.
    Until they say yes, nothing changes."""
    require(by, Permission.SHIFT_SWAP)
    known = Swap.objects.filter(pk=swap_id).first()
    if known is not None:
        return known
    shift = _one_of(by.id, shift_id, at)
    given = _one_of(to_id, for_shift_id, at) if for_shift_id else None
    if to_id == by.id:
        raise Refused("That shift is yours already. Choose a colleague.")
    _must_fit(shift, given, ActorId(by.id), to_id)
    try:
        with transaction.atomic():
            swap = Swap.objects.create(
                id=swap_id, shift=shift, for_shift=given, to_id=to_id,
                asked_at=at, asked_by_id=by.id,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(
            "You have asked somebody to take this shift. Take that back first."
        ) from None
    path = reverse("dispatch:roster", urlconf=settings.OFFRAMP_URLS[Zone.PROGRAM])
    words = _WORDS.format(settings.OFFRAMP_ORIGINS[Zone.PROGRAM] + path)
    outbox.post(to_id, _ASKED, words, key=f"swap {swap.id}", due_at=at, by=SYSTEM)
    log.record(Permission.SHIFT_SWAP, swap, by=by, shift=str(shift.id))
    return swap


@transaction.atomic
def settle_swap(swap_id: UUID, event: SwapEvent, *, at: datetime, by: Actor) -> Swap:
    """Say yes or no to a colleague, or take back what one asked. Yes changes the
    roster, if both can still stand there."""
    swap = access.get_swap(swap_id, event, Permission.SHIFT_SWAP, by=by)
    after = SWAPS.moves.get((SwapState(swap.state), event))
    if after is None:
        if swap.state == SWAPS.moves[SwapState.ASKED, event]:
            return swap
        raise Refused("This has been settled. Look at the roster.")
    if event is SwapEvent.ACCEPT:
        _exchange(swap, at)
    swap.state, swap.settled_at, swap.settled_by_id = after.value, at, by.id
    swap.save(update_fields=["state", "settled_at", "settled_by_id"])
    log.record(Permission.SHIFT_SWAP, swap, by=by, to=after.value)
    return swap


def _exchange(swap: Swap, at: datetime) -> None:
    asked, to = ActorId(swap.asked_by_id), ActorId(swap.to_id)
    shift = _one_of(asked, ShiftId(swap.shift_id), at)
    given = _one_of(to, ShiftId(swap.for_shift_id), at) if swap.for_shift_id else None
    _must_fit(shift, given, asked, to)
    shift.staff_id = to
    shift.save(update_fields=["staff"])
    if given is not None:
        given.staff_id = asked
        given.save(update_fields=["staff"])


def _one_of(staff_id: UUID, shift_id: ShiftId, at: datetime) -> Shift:
    shift = access.shift_of(ActorId(staff_id), shift_id)
    if shift.cancelled_at is not None or shift.from_at <= at:
        raise Refused("This shift has begun or was cancelled, so it is not swapped.")
    return shift


def _must_fit(shift: Shift, given: Shift | None, asked: ActorId, to: ActorId) -> None:
    besides = {row.id for row in (shift, given) if row is not None}
    for row, who in ((shift, to), (given, asked)):
        if row is not None:
            span = Span(row.from_at, row.until_at)
            Standing(who, Place(row.place)).must_be_able([span], besides)
