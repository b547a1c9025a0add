from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import now

from offramp.platform.audit import log
from offramp.platform.kernel.ids import ActorId
from offramp.platform.outbox import access, rules
from offramp.platform.outbox.delivery import hurry, set_out
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
    message, is_new = Message.objects.get_or_create(key=key, defaults=said)
    if is_new:
        set_out([message])
        log.record(Permission.MESSAGE_SEND, message, by=by, key=key)
    return message


@dataclass(frozen=True)
class Call:
    """Somebody to be reached about something, and when each way is tried."""

    to: ActorId
    key: str
    about: UUID
    due: Sequence[datetime]


@transaction.atomic
def call(calls: Sequence[Call], words: Words, *, by: Actor) -> list[Message]:
    """Reach each of these by the ways that they chose: by the first when the first time
    has come, by the second at the second. Each is a row, and each is taken back as one.

    The same key, only once, as long as its caller holds what the call is about.
    """
    require(by, Permission.MESSAGE_SEND)
    planned = [message for one in calls for message in _ways(one, words)]
    there = Message.objects.filter(key__in=[message.key for message in planned])
    known = set(there.values_list("key", flat=True))
    made = [message for message in planned if message.key not in known]
    Message.objects.bulk_create(made)
    set_out(made)
    for first in made[:1]:
        about = list(dict.fromkeys(str(message.about_id) for message in made))
        log.record(Permission.MESSAGE_SEND, first, by=by, about=about, ways=len(made))
    return made


def _ways(one: Call, words: Words) -> list[Message]:
    return [
        Message(
            key=f"{one.key} {rank}",
            to_id=one.to,
            subject=words.subject,
            body=words.body,
            short=words.short,
            spoken=words.spoken,
            about_id=one.about,
            due_at=at,
            rank=rank,
        )
        for rank, at in enumerate(one.due, start=1)
    ]


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
