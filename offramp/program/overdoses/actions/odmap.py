from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate, localtime, now

from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import new_id, short_code
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.overdoses import access, formats
from offramp.program.overdoses.lifecycle import Event, State
from offramp.program.overdoses.models import Extract, Sending
from offramp.program.overdoses.rules import LATELY, ExtractId, SendingId, odmap

LONGEST = timedelta(days=366)
NOT_AGREED = (
    "No agreement with ODMAP is on file for this site, so nothing leaves. The site says "
    "so in program.toml, odmap_agreement."
)


@dataclass(frozen=True)
class File:
    """A file as it goes to whoever asked for it."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Claimed:
    """What one task sends now; `before`: whether somebody tried already."""

    id: SendingId
    told: odmap.Told
    before: bool


@transaction.atomic
def export(from_on: date, until_on: date, *, at: datetime, by: Actor) -> File:
    """The overdoses of these days as a file for ODMAP. It names nobody."""
    require(by, Permission.OVERDOSE_EXPORT)
    if not access.is_agreed():
        raise Refused(NOT_AGREED)
    if not from_on <= until_on <= from_on + LONGEST:
        raise Refused("Choose a first and a last day, a year apart at the most.")
    rows = [
        told for told in access.told_between(from_on, until_on, by) if told.is_known
    ]
    if not rows:
        raise Refused("Of these days there is nothing that can be told.")
    extract = Extract.objects.create(
        id=ExtractId(new_id()), from_on=from_on, until_on=until_on, lines=len(rows),
        made_at=at, made_by_id=by.id,
    )  # fmt: skip
    log.record(Permission.OVERDOSE_EXPORT, extract, by=by, lines=len(rows))
    lines = [odmap.line(told, localtime(told.happened_at)) for told in rows]
    number = short_code(extract.pk)
    return File(f"odmap-{number}-{localdate(at):%Y%m%d}.csv", formats.table(lines))


@transaction.atomic
def send_all(*, at: datetime, by: Actor) -> int:
    """Have sent what of the last 90 days has not been, and what was given up; each once."""
    require(by, Permission.OVERDOSE_EXPORT)
    if not access.is_agreed():
        raise Refused(NOT_AGREED)
    missing = list(access.untold(at - LATELY, by))
    made = [Sending(id=SendingId(new_id()), victim=victim) for victim in missing]
    Sending.objects.bulk_create(made, ignore_conflicts=True)
    stopped = Sending.objects.select_for_update().filter(
        state__in=[State.REFUSED.value, State.GIVEN_UP.value]
    )
    again = list(stopped)
    for sending in again:
        sending.happen(Event.AGAIN)
        sending.problem, sending.task = "", ""
        sending.save(update_fields=["state", "problem", "task"])
    for sending in [*made, *again]:
        log.record(Permission.OVERDOSE_EXPORT, sending, by=by, at=at.isoformat())
    return len(made) + len(again)


@transaction.atomic
def queue(*, by: Actor) -> list[SendingId]:
    """What waits goes to a worker: whoever calls this makes a task of each, in the same
    transaction."""
    require(by, Permission.OVERDOSE_SEND)
    rows = Sending.objects.select_for_update(skip_locked=True)
    waiting = list(rows.filter(state=State.WAITING.value).order_by("stored_at")[:50])
    for sending in waiting:
        sending.happen(Event.QUEUE)
        sending.save(update_fields=["state"])
        log.record(Permission.OVERDOSE_SEND, sending, by=by, queued=True)
    return [sending.id for sending in waiting]


@transaction.atomic
def claim(sending_id: SendingId, task: str, *, by: Actor) -> Claimed | None:
    """This task sends it now; None when it is sent, or in another task's hands."""
    require(by, Permission.OVERDOSE_SEND)
    rows = Sending.objects.select_for_update(of=("self",))
    sending = rows.filter(pk=sending_id).first()
    if sending is None or not access.is_agreed():
        return None
    state = State(sending.state)
    if state != State.QUEUED and not (state == State.SENDING and sending.task == task):
        return None
    before = sending.attempts > 0
    sending.happen(Event.CLAIM)
    sending.task, sending.attempts = task, sending.attempts + 1
    sending.save(update_fields=["state", "task", "attempts"])
    log.record(Permission.OVERDOSE_SEND, sending, by=by, attempt=sending.attempts)
    return Claimed(sending.id, access.told_of(sending), before)


@transaction.atomic
def sent(sending_id: SendingId, *, by: Actor) -> Sending:
    """ODMAP has it."""
    sending = _carried(sending_id, Event.SEND, "", by)
    log.record(Permission.OVERDOSE_SEND, sending, by=by, sent=True)
    return sending


@transaction.atomic
def put_off(sending_id: SendingId, event: Event, problem: str, *, by: Actor) -> Sending:
    """It did not go: later again, or not at all, with which kind of trouble it was."""
    sending = _carried(sending_id, event, problem, by)
    log.record(Permission.OVERDOSE_SEND, sending, by=by, event=event.value)
    return sending


def _carried(sending_id: SendingId, event: Event, problem: str, by: Actor) -> Sending:
    require(by, Permission.OVERDOSE_SEND)
    rows = Sending.objects.select_for_update(of=("self",))
    sending = rows.get(pk=sending_id)
    sending.happen(event)
    sending.problem = problem[:80]
    sending.sent_at = now() if event == Event.SEND else None
    sending.save(update_fields=["state", "problem", "sent_at"])
    return sending
