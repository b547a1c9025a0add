from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, localtime

from offramp.platform.accounts.actors import names
from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ExportId, ReleaseId, new_id
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.consent.queries import Document
from offramp.program.consent.rules import SHORT_NOTICE
from offramp.program.exports import access, formats, rules
from offramp.program.exports.lifecycle import LIFECYCLE, Event, State
from offramp.program.exports.models import Export


@dataclass(frozen=True)
class File:
    """A file as it goes to whoever asked for it."""

    name: str
    content: bytes


@transaction.atomic
def save(*, at: datetime, by: Actor) -> File:
    """All that the actor's body may read at this moment, when it is about few people."""
    told = access.of_body(by)
    export = _new(told, State.TAKEN, at, by)
    rules.must_be_few(export.people)
    _take(export, told, at, by)
    log.record(Permission.RELEASE_EXPORT, export, by=by, **_counted(export, told))
    return _file(export, told, at, by)


@transaction.atomic
def save_one(release_id: ReleaseId, *, at: datetime, by: Actor) -> File:
    """One thing that was told: for its recipient, or for who hands it to them."""
    told = [access.one(release_id, by)]
    export = _new(told, State.TAKEN, at, by)
    _take(export, told, at, by)
    log.record(Permission.RELEASE_EXPORT, export, by=by, **_counted(export, told))
    return _file(export, told, at, by)


@transaction.atomic
def ask(*, at: datetime, by: Actor) -> Export:
    """Ask that somebody else of the same body and role allows a file about many people.

    Nobody is written to: whoever may allow it finds it on the page.
    """
    export = _new(access.of_body(by), State.ASKED, at, by)
    rules.must_be_many(export.people)
    rules.must_not_wait_already(access.waits(by, at))
    export.save(force_insert=True)
    log.record(Permission.EXPORT_ASK, export, by=by, people=export.people)
    return export


@transaction.atomic
def allow(export_id: ExportId, *, at: datetime, by: Actor) -> Export:
    """Let a colleague take a file about so many people, once, within the day."""
    export = _decided(export_id, Event.ALLOW, at, by)
    log.record(Permission.EXPORT_DECIDE, export, by=by, decided=Event.ALLOW)
    return export


@transaction.atomic
def refuse(export_id: ExportId, *, at: datetime, by: Actor) -> Export:
    """Say no to a colleague's file."""
    export = _decided(export_id, Event.REFUSE, at, by)
    log.record(Permission.EXPORT_DECIDE, export, by=by, decided=Event.REFUSE)
    return export


@transaction.atomic
def take(export_id: ExportId, *, at: datetime, by: Actor) -> File:
    """Take what was allowed, once: with what may be read now, and nothing more."""
    export = access.get(export_id, Permission.RELEASE_EXPORT, by=by)
    if export.asked_by_id != by.id:
        raise Refused("Only the colleague who asked for this file can take it.")
    export.state = LIFECYCLE.after(State(export.state), Event.TAKE).value
    rules.must_not_be_over(at > export.asked_at + rules.LASTS)
    told = access.of_body(by)
    now = _new(told, State.TAKEN, at, by)
    rules.must_not_have_grown(now.people, export.people)
    export.people, export.lines = now.people, now.lines
    _take(export, told, at, by)
    log.record(Permission.RELEASE_EXPORT, export, by=by, **_counted(export, told))
    return _file(export, told, at, by)


def _decided(export_id: ExportId, event: Event, at: datetime, by: Actor) -> Export:
    export = access.get(export_id, Permission.EXPORT_DECIDE, by=by)
    rules.must_be_another(by.id, export.asked_by_id)
    export.state = LIFECYCLE.after(State(export.state), event).value
    rules.must_not_be_over(at > export.asked_at + rules.LASTS)
    export.decided_at, export.decided_by_id = at, by.id
    export.save(update_fields=["state", "decided_at", "decided_by_id"])
    return export


def _new(told: Sequence[Document], state: State, at: datetime, by: Actor) -> Export:
    lines = sum(len(document.release.facts) for document in told)
    rules.must_be_something(lines)
    return Export(
        id=ExportId(new_id()),
        agency_id=by.agency_id,
        role=access.role_of(by),
        people=rules.people_in(document.release.about_id for document in told),
        lines=lines,
        state=state.value,
        asked_at=at,
        asked_by_id=by.id,
    )


def _take(export: Export, told: Sequence[Document], at: datetime, by: Actor) -> None:
    day = localdate(at)
    before = access.taken_on(day, by)
    rules.must_be_left(before)
    export.taken_at, export.taken_by_id = at, by.id
    export.taken_on, export.turn = day, before + 1
    try:
        with transaction.atomic():
            export.save()
    except IntegrityError:  # the same turn was taken at this very moment
        raise Refused("You are saving another file just now. Try again.") from None


def _counted(export: Export, told: Sequence[Document]) -> dict[str, object]:
    return {
        "number": rules.number_of(export.id),
        "people": export.people,
        "lines": export.lines,
        "listed": [str(document.release.id) for document in told],
    }


def _file(export: Export, told: Sequence[Document], at: datetime, by: Actor) -> File:
    number, local = rules.number_of(export.id), localtime(at)
    head = formats.Head(
        number=number,
        recipient=told[0].release.recipient,
        saved_by=names({by.id}).get(by.id, ""),
        saved=f"{local:%B} {local.day}, {local.year}, {local:%H:%M}",
        short_notice=SHORT_NOTICE,
    )
    lines = [line for document in told for line in _lines(document)]
    return File(f"offramp-{number}.zip", formats.zipped(head, lines))


def _lines(document: Document) -> list[formats.Line]:
    release = document.release
    made = localtime(release.made_at)
    return [
        formats.Line(
            code=document.code,
            label=fact.label,
            value=fact.value,
            told=f"{made:%Y-%m-%d %H:%M}",
            until=f"{release.until}, or until the person ends it",
            scope=release.scope,
            onward=release.onward,
            notice=release.notice,
            number=document.number,
        )
        for fact in release.facts
    ]
