from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import now

from offramp.platform.audit import log
from offramp.platform.kernel.ids import ActorId
from offramp.platform.outbox import access, rules
from offramp.platform.outbox.delivery import deliver, hurry
from offramp.platform.outbox.lifecycle import LIFECYCLE, Event, State
from offramp.platform.outbox.models import Message
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission


class Words(Protocol):
    """A call in the words of each channel: fixed words, a code and a link."""

    @property
    def subject(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def short(self) -> str: ...
    @property
    def spoken(self) -> str: ...


@transaction.atomic
def post(
    to_user_id: ActorId,
    subject: str,
    body: str,
    *,
    key: str,
    due_at: datetime,
    by: Actor,
) -> Message:
    """Have a message sent once this transaction is through; the same key, only once.

    It leaves this house unsealed: fixed words, a short code and a link, never a name,
    a place or what happened.
    """
    require(by, Permission.MESSAGE_SEND)
    said = {"to_id": to_user_id, "subject": subject, "body": body, "due_at": due_at}
    message, is_new = _add(key, said)
    if is_new:
        log.record(Permission.MESSAGE_SEND, message, by=by, key=key)
    return message


@transaction.atomic
def call(
    to_user_id: ActorId,
    words: Words,
    *,
    key: str,
    about: UUID,
    due: Sequence[datetime],
    by: Actor,
) -> list[Message]:
    """Reach somebody by the ways that they chose: by the first when the first time has
    come, by the second at the second. Each is a row, and each is taken back as one."""
    require(by, Permission.MESSAGE_SEND)
    said = {
        "to_id": to_user_id,
        "subject": words.subject,
        "body": words.body,
        "short": words.short,
        "spoken": words.spoken,
        "about_id": about,
    }
    made = [
        _add(f"{key} {rank}", {**said, "due_at": at, "rank": rank})
        for rank, at in enumerate(due, start=1)
    ]
    if made and made[0][1]:
        first, ways = made[0][0], len(made)
        log.record(Permission.MESSAGE_SEND, first, by=by, key=key, ways=ways)
    return [message for message, _ in made]


def _add(key: str, said: dict[str, Any]) -> tuple[Message, bool]:
    message, is_new = Message.objects.get_or_create(key=key, defaults=said)
    if is_new:
        later = message.due_at if message.due_at > now() else None
        priority = 0 if message.rank is None else rules.AT_ONCE
        task = deliver.using(run_after=later, priority=priority)
        task.enqueue(str(message.id))
    return message, is_new


@transaction.atomic
def take_back(keys: Collection[str], *, by: Actor) -> int:
    """Do not send what nobody needs any more. What has left has left."""
    require(by, Permission.MESSAGE_SEND)
    taken = access.taken_back(Q(key__in=keys))
    for message in taken:
        log.record(Permission.MESSAGE_SEND, message, by=by, taken_back=True)
    return len(taken)


@transaction.atomic
def take_back_calls(about: Collection[UUID], *, by: Actor) -> int:
    """Call nobody about this any more."""
    require(by, Permission.MESSAGE_SEND)
    taken = access.taken_back(Q(about_id__in=about))
    rows = [str(message.id) for message in taken]
    for first in taken[:1]:
        log.record(Permission.MESSAGE_SEND, first, by=by, taken_back=rows)
    return len(taken)


@transaction.atomic
def receive(message_id: UUID, receipt: str, reference: str, *, by: Actor) -> bool:
    """The carrier says what became of a message; whether we know of such a one.

    It may say so twice, late, or before we have noted that it took the message: then
    whoever held that has died, and nobody needs to send it again.
    """
    require(by, Permission.MESSAGE_SEND)
    message = Message.objects.select_for_update().filter(pk=message_id).first()
    if message is None:
        return False
    failed = receipt in rules.FAILED_RECEIPTS
    if message.state == State.SENDING and not failed:
        message.state = LIFECYCLE.after(State.SENDING, Event.SEND)
        message.sent_at = now()
    message.receipt, message.receipt_at = receipt[:20], now()
    message.reference = message.reference or reference[:64]
    message.save(
        update_fields=["state", "sent_at", "receipt", "receipt_at", "reference"]
    )
    log.record(Permission.MESSAGE_SEND, message, by=by, receipt=message.receipt)
    if failed:
        hurry(message)
    return True
