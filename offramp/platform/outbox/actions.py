from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.timezone import now

from offramp.platform.audit import log
from offramp.platform.kernel.ids import ActorId
from offramp.platform.outbox.delivery import deliver
from offramp.platform.outbox.lifecycle import LIFECYCLE, Event, State
from offramp.platform.outbox.models import Message
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission


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
    message, is_new = Message.objects.get_or_create(
        key=key,
        defaults={
            "to_id": to_user_id,
            "subject": subject,
            "body": body,
            "due_at": due_at,
        },
    )
    if is_new:
        later = due_at if due_at > now() else None
        deliver.using(run_after=later).enqueue(str(message.id))
        log.record(Permission.MESSAGE_SEND, message, by=by, key=key)
    return message


@transaction.atomic
def take_back(keys: Collection[str], *, by: Actor) -> int:
    """Do not send what nobody needs any more. What has left has left."""
    require(by, Permission.MESSAGE_SEND)
    waiting = Message.objects.filter(key__in=keys, state=State.WAITING)
    taken = list(waiting.select_for_update())
    for message in taken:
        message.state = LIFECYCLE.after(State.WAITING, Event.TAKE_BACK)
        message.save(update_fields=["state"])
        log.record(Permission.MESSAGE_SEND, message, by=by, taken_back=True)
    return len(taken)
