"""One message on its way. It may be tried twice and is claimed by one worker at a time.

A worker that is killed after the other side took a message, and before it noted so, has
it tried again. How each channel keeps that from being seen twice stands in
docs/adr/0018-every-step-of-a-page-is-a-row.md.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypedDict
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.timezone import now
from django_tasks import TaskContext, task
from django_tasks_db.models import DBTaskResult

from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.audit import log
from offramp.platform.channels import access as channels
from offramp.platform.channels.sending import send
from offramp.platform.channels.shape import Kind, Notice, Unreachable
from offramp.platform.kernel.ids import ActorId
from offramp.platform.outbox import rules, tokens
from offramp.platform.outbox.lifecycle import LIFECYCLE, Event, State
from offramp.platform.outbox.models import Lease, Message
from offramp.platform.policy.table import Permission

_A_DAY = timedelta(days=1)


class _Tried(TypedDict, total=False):
    tried_since: datetime
    known: frozenset[str] | None


class NotSent(Exception):
    """Tried in vain. Says which kind of failure it was, and nothing else."""


@task(takes_context=True)
def deliver(context: TaskContext, message_id: str) -> None:
    """Send the message, unless it is sent, taken back, or in another worker's hands."""
    worker = context.task_result.worker_ids[-1]
    message = _claim(UUID(message_id), worker)
    if message is None:
        return
    kind = _kind(message)
    if kind is None:
        _pass_over(message)
        return
    try:
        message.channel = kind
        message.reference = send(kind, ActorId(message.to_id), _notice(message))
    except Unreachable as no:
        _put_off(message, str(no), last=True)
        hurry(message)
        return
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


def _kind(message: Message) -> Kind | None:
    """By what it goes: as its reader chose, or nothing when they chose fewer ways."""
    if message.rank is None:
        return Kind.EMAIL
    chosen = channels.kinds_of(ActorId(message.to_id))
    return chosen[message.rank - 1] if message.rank <= len(chosen) else None


def _notice(message: Message) -> Notice:
    link = tokens.link(message.about_id) if message.about_id else ""
    return Notice(
        id=message.id,
        subject=message.subject,
        body=message.body.replace(rules.TAP, link),
        short=message.short,
        spoken=message.spoken,
        link=link,
        **(_tried(message) if message.attempts > 1 else {}),
    )


def _tried(message: Message) -> _Tried:
    """Since when it may have got through, and what is known of others to them that went
    the same way."""
    same_way = Message.objects.filter(to=message.to, rank=message.rank)
    others = same_way.exclude(pk=message.pk)
    lately = others.filter(due_at__gte=message.due_at - _A_DAY)
    told = list(lately.values_list("state", "reference"))
    is_unsure = any(state == State.SENDING for state, _ in told)
    known = None if is_unsure else frozenset(name for _, name in told if name)
    return {"tried_since": message.due_at, "known": known}


def _pass_over(message: Message) -> None:
    message.state = LIFECYCLE.after(State.SENDING, Event.SKIP)
    message.save(update_fields=["state"])


def _put_off(message: Message, problem: str, *, last: bool) -> None:
    event = Event.GIVE_UP if last else Event.PUT_OFF
    message.state = LIFECYCLE.after(State.SENDING, event)
    message.problem = problem[:80]
    message.save(update_fields=["state", "problem", "channel"])


@transaction.atomic
def _note_sent(message: Message) -> None:
    message.state = LIFECYCLE.after(State.SENDING, Event.SEND)
    message.sent_at = now()
    message.problem = ""
    message.save(update_fields=["state", "sent_at", "problem", "channel", "reference"])
    log.record(Permission.MESSAGE_SEND, message, by=SYSTEM, attempts=message.attempts)


def hurry(message: Message) -> None:
    """This way did not reach them: the other ways of the same call are tried now."""
    if message.about_id is None:
        return
    moment = now()
    waiting = Message.objects.filter(
        state=State.WAITING,
        about_id=message.about_id,
        to=message.to,
        due_at__gt=moment,
    )
    others = list(waiting)
    for other in others:
        other.due_at = moment
    # Their own task comes later, finds them sent, and lets it be.
    Message.objects.bulk_update(others, ["due_at"])
    set_out(others)


def set_out(messages: Sequence[Message]) -> None:
    """A task for each of them, at its time, all in one question to the database."""
    DBTaskResult.objects.bulk_create(
        DBTaskResult(
            task_path=deliver.module_path,
            args_kwargs={"args": [str(message.id)], "kwargs": {}},
            priority=0 if message.rank is None else rules.AT_ONCE,
            queue_name=deliver.queue_name,
            backend_name=deliver.backend,
            run_after=message.due_at,
        )
        for message in messages
    )
