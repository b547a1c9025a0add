"""An entry arrives: opened, looked at as on the web, and its act done, once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import now

from offramp.doors.field.phone.kinds import KINDS, Done, Kind, Sent
from offramp.platform.accounts import hourly
from offramp.platform.design.forms import Form
from offramp.platform.kernel.errors import Refused
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import Forbidden, require
from offramp.platform.policy.table import Permission
from offramp.platform.sealed import phone
from offramp.platform.sealed.seal import Sealed
from offramp.platform.submissions import access, actions, rules
from offramp.platform.submissions.rules import Answer, EntryId, Opened, Unreadable

TOO_LONG = "This entry is too long to be taken."
TOO_MANY = (
    "Too many entries came within the hour. The phone keeps it and sends it later."
)
NOT_READ = (
    "The server could not read this entry. Tell it by phone, and write it anew when "
    "there is signal."
)
NOT_YOURS = "This entry was written by somebody else, who signs in to send it."


@dataclass(frozen=True)
class Answered:
    """What the phone is told. It lets go of an entry on 200 and 201 alone."""

    status: int
    body: Mapping[str, Any]


def take_in(entry_id: EntryId, body: bytes, clock: str, by: Actor) -> Answered:
    """Take what a phone sent. Sent again it changes nothing; nothing is dropped."""
    require(by, Permission.ENTRY_SEND)
    if hourly.so_far("entries", by=by) >= settings.ENTRIES_AN_HOUR:
        return Answered(429, {"error": TOO_MANY})
    answered = _take_in(entry_id, body, clock, by)
    # After it: what fails here is tried again and again, and is not the phone's doing.
    hourly.count("entries", by=by)
    return answered


def _take_in(entry_id: EntryId, body: bytes, clock: str, by: Actor) -> Answered:
    if len(body) > rules.MOST_BYTES:
        return Answered(413, {"error": TOO_LONG})
    try:
        envelope = phone.read(body)
        opened = rules.opened(phone.open_entry(envelope, entry_id))
    except (Sealed, Unreadable):
        return Answered(400, {"error": NOT_READ})
    if opened.writer not in {None, by.id}:
        return Answered(403, {"error": NOT_YOURS})
    if opened.kind not in KINDS:
        return Answered(400, {"error": NOT_READ})
    return _look_at(entry_id, opened, envelope.as_bytes(), clock, by)


def _look_at(
    entry_id: EntryId, opened: Opened, closed: bytes, clock: str, by: Actor
) -> Answered:
    kind, at = KINDS[opened.kind], now()
    if not kind.roles & by.roles:
        raise Forbidden(f"{by.roles} write no {kind.slug}")
    happened_at = rules.happened_at(opened.claimed_at, _clock(clock), at)
    form = form_of(kind, opened, happened_at)
    is_known = access.first(entry_id, by=by) is not None
    if not is_known and not form.is_valid():
        return _to_correct(form, opened)
    try:
        return _take(kind, opened, closed, Sent(entry_id, form, happened_at, at, by))
    except Refused as no:
        form.add_error(None, str(no))
        return _to_correct(form, opened)


@transaction.atomic
def _take(kind: Kind, opened: Opened, closed: bytes, sent: Sent) -> Answered:
    answer = actions.take(
        EntryId(sent.id),
        opened,
        closed,
        waits=kind.about_person,
        happened_at=sent.happened_at,
        at=sent.at,
        by=sent.by,
    )
    match answer:
        case Answer.NEW:
            done = _say_whom() if kind.about_person else kind.act(sent)
            return Answered(201, _told(sent, done))
        case Answer.SAME:
            return Answered(200, _told(sent, Done("It is there.", kind.there(sent.id))))
        case Answer.DIFFERENT:
            return Answered(409, {"id": str(sent.id), "url": _to_look_at()})


def form_of(kind: Kind, opened: Opened, happened_at: datetime) -> Form:
    """The web page's own form with the answers from the phone."""
    said = {name: list(answers) for name, answers in opened.said.items()}
    return kind.form(MultiValueDict(said), happened_at)


def _say_whom() -> Done:
    return Done("It is there. Say now whom it is about.", _to_look_at())


def _to_look_at() -> str:
    return reverse("phone:waiting")


def _told(sent: Sent, done: Done) -> dict[str, str]:
    return {"id": str(sent.id), "says": done.says, "url": done.url}


def _to_correct(form: Form, opened: Opened) -> Answered:
    """The answers go back too: the phone that closed them cannot open them."""
    said = {name: list(answers) for name, answers in opened.said.items()}
    errors = {name: [str(one) for one in each] for name, each in form.errors.items()}
    body = {"errors": errors, "said": said, "whom": opened.whom}
    return Answered(422, body)


def _clock(text: str) -> datetime | None:
    try:
        return rules.moment(text)
    except ValueError:
        return None
