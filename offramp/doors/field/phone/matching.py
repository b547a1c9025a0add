"""Whom an entry is about: its writer says so once there is signal, and it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404
from rapidfuzz.fuzz import partial_ratio

from offramp.doors.field.phone.arriving import form_of
from offramp.doors.field.phone.kinds import KINDS, Done, Kind, Sent
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import CaseId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import Forbidden
from offramp.platform.policy.table import Permission
from offramp.platform.submissions import actions, queries
from offramp.platform.submissions.queries import Kept
from offramp.platform.submissions.rules import Opened
from offramp.program.cases import queries as cases
from offramp.program.cases.queries import Listed
from offramp.program.people.rules.names import key

MOST = 50


@dataclass(frozen=True)
class Line:
    """One entry as the list shows it."""

    id: UUID
    title: str
    happened_at: datetime
    stored_at: datetime
    waits: bool


@dataclass(frozen=True)
class EntryPage:
    """An entry, what it says, and the people whom it may be about."""

    line: Line
    whom: str
    said: tuple[tuple[str, str], ...]
    is_open: bool
    people: Sequence[Listed]
    differs: bool


def lines(by: Actor) -> list[Line]:
    """The actor's entries that wait for them, in order of writing."""
    return [_line(kept) for kept in queries.to_look_at(by)]


def _line(kept: Kept) -> Line:
    return Line(
        kept.id,
        KINDS[kept.kind].title if kept.kind in KINDS else kept.kind,
        kept.happened_at,
        kept.stored_at,
        kept.waits,
    )


def page(id: UUID, by: Actor) -> EntryPage:
    """One entry of the actor's own; 404 for anybody else's."""
    kept, opened = queries.one(id, by=by)
    kind = KINDS.get(kept.kind)
    waits = kept.waits and opened is not None and kind is not None
    return EntryPage(
        line=_line(kept),
        whom=opened.whom if opened else "",
        said=_in_words(kind, opened, kept.happened_at) if kind and opened else (),
        is_open=opened is not None,
        people=_people(kind, opened.whom, by) if waits and kind and opened else (),
        differs=not kept.waits,
    )


def _in_words(
    kind: Kind, opened: Opened, happened_at: datetime
) -> tuple[tuple[str, str], ...]:
    form = form_of(kind, opened, happened_at)
    told = []
    for name, answers in opened.said.items():
        field = form.fields.get(name)
        if field is None or field.widget.is_hidden:
            continue
        words = {str(k): str(v) for k, v in getattr(field, "choices", ())}
        said = "; ".join(words.get(a, "Yes" if a == "on" else a) for a in answers if a)
        if said:
            told.append((str(field.label), said))
    return tuple(told)


def _people(kind: Kind, whom: str, by: Actor) -> Sequence[Listed]:
    """Those who are called like what was typed first, then the rest as on lists."""
    found = cases.living(by)
    if kind.wants_intake:
        found = found.filter(intake=None)
    shown = cases.shown(found[:MOST], by=by)
    return sorted(shown, key=lambda row: -partial_ratio(key(whom), key(row.known_as)))


@transaction.atomic
def say_whom(id: UUID, case_id: CaseId, *, at: datetime, by: Actor) -> Done:
    """It is about this stay: the act is done as of when it was written."""
    kept, opened = queries.one(id, by=by)
    kind = KINDS.get(kept.kind)
    if kind is None or opened is None or not kept.waits:
        raise Http404
    if not kind.roles & by.roles:
        raise Forbidden(Permission.ENTRY_SETTLE)
    form: Any = form_of(kind, opened, kept.happened_at)
    if not form.is_valid():
        raise Refused("This entry cannot be saved as it is. Write it anew.")
    case = cases.one(case_id, by=by)
    actions.done(id, at=at, by=by)
    return kind.act(Sent(kept.entry_id, form, kept.happened_at, at, by, case))
