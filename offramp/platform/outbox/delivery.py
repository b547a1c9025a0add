"""One message on its way. It may be tried twice and is claimed by one worker at a time.

A mail server that took the message while the worker was killed before noting so gets it
again under the same Message-ID, by which mail programs know it for the same message.
"""

from uuid import UUID

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.timezone import now
from django_tasks import TaskContext, task

from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.audit import log
from offramp.platform.outbox import rules
from offramp.platform.outbox.lifecycle import LIFECYCLE, Event, State
from offramp.platform.outbox.models import Lease, Message
from offramp.platform.policy.table import Permission


class NotSent(Exception):
    """Tried in vain. Says which kind of failure it was, and nothing else."""


@task(takes_context=True)
def deliver(context: TaskContext, message_id: str) -> None:
    """Send the message, unless it is sent, taken back, or in another worker's hands."""
    worker = context.task_result.worker_ids[-1]
    message = _claim(UUID(message_id), worker)
    if message is None:
        return
    try:
        _send(message)
    except Exception as error:
        # The reaper tries a failed task again; its words may name an address.
        _put_off(message, type(error).__name__, last=rules.is_last(context.attempt))
        raise NotSent(type(error).__name__) from None
    _note_sent(message)


def _claim(message_id: UUID, worker: str) -> Message | None:
    moment = now()
    alive = Lease.objects.filter(worker=OuterRef("claimed_by"), until_at__gt=moment)
    free = Q(state=State.WAITING) | (
        Q(state=State.SENDING) & (Q(claimed_by=worker) | ~Exists(alive))
    )
    claimed = Message.objects.filter(free, pk=message_id).update(
        state=LIFECYCLE.after(State.WAITING, Event.CLAIM),
        attempts=F("attempts") + 1,
        claimed_by=worker,
    )
    if not claimed:
        return None
    return Message.objects.select_related("to").get(pk=message_id)


def _send(message: Message) -> None:
    EmailMessage(
        message.subject,
        message.body,
        to=[message.to.email],
        headers={
            "Message-ID": f"<{message.id}@offramp>",
            "Auto-Submitted": "auto-generated",
        },
    ).send()


def _put_off(message: Message, problem: str, *, last: bool) -> None:
    event = Event.GIVE_UP if last else Event.PUT_OFF
    message.state = LIFECYCLE.after(State.SENDING, event)
    message.problem = problem[:80]
    message.save(update_fields=["state", "problem"])


@transaction.atomic
def _note_sent(message: Message) -> None:
    message.state = LIFECYCLE.after(State.SENDING, Event.SEND)
    message.sent_at = now()
    message.problem = ""
    message.save(update_fields=["state", "sent_at", "problem"])
    log.record(Permission.MESSAGE_SEND, message, by=SYSTEM, attempts=message.attempts)
