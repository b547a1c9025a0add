from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from offramp.platform.accounts.actors import SYSTEM, staff
from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ActorId, OpeningId, PersonId
from offramp.platform.outbox import actions as outbox
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.people import access, rules
from offramp.program.people.models import Keeping, Opening

_REVIEWERS = (Role.SUPERVISOR, Role.PRIVACY_OFFICER)


@transaction.atomic
def open_record(
    id: OpeningId,
    person_id: PersonId,
    *,
    reason: str,
    words: str,
    at: datetime,
    by: Actor,
) -> Opening:
    """Read one person's record for an hour, outside one's care; others are told now."""
    person = access.get(person_id, Permission.RECORD_OPEN, by=by, lock=True)
    if access.reachable(by, Permission.PERSON_CHANGE).filter(pk=person_id).exists():
        raise Refused("You look after this person. Open their page as always.")
    if not rules.says_enough(words):
        raise Refused(f"Say why in at least {rules.LEAST_WORDS} letters.")
    opening, is_new = Opening.objects.get_or_create(
        pk=id,
        defaults={
            "person": person,
            "reason": rules.OpeningReason(reason).value,
            "words": words,
            "opened_at": at,
            "opened_by_id": by.id,
            "holds_until": at + rules.HOLDS_FOR,
            "review_due_on": rules.review_due(localdate(at)),
        },
    )
    if opening.opened_by_id != by.id or opening.person_id != person.id:
        raise Refused("This was already sent. Open the page anew.")
    if is_new:
        log.record(Permission.RECORD_OPEN, person, by=by, opening=str(id), why=reason)
        _write(opening, _REVIEWERS, rules.notice, at)
    return opening


def _write(
    opening: Opening,
    roles: Iterable[Role],
    letter: Callable[[str], tuple[str, str]],
    at: datetime,
) -> None:
    link = settings.OFFRAMP_ORIGIN + reverse("people:opening", args=[opening.id])
    subject, body = letter(link)
    for staff_id, _ in staff(roles):
        key = f"opening:{opening.id}:{letter.__name__}:{staff_id}"
        outbox.post(ActorId(staff_id), subject, body, key=key, due_at=at, by=SYSTEM)


@transaction.atomic
def close_record(opening_id: OpeningId, *, at: datetime, by: Actor) -> Opening:
    """Read enough: the record is closed before the hour is over."""
    opening = access.opening(opening_id, Permission.RECORD_CLOSE, by=by, lock=True)
    if opening.closed_at is None:
        opening.closed_at, opening.closed_by_id = at, by.id
        opening.save(update_fields=["closed_at", "closed_by_id"])
        log.record(Permission.RECORD_CLOSE, opening.person, by=by)
    return opening


@transaction.atomic
def review(
    opening_id: OpeningId, finding: str, words: str = "", *, at: datetime, by: Actor
) -> Opening:
    """Somebody else looked at why the record was opened, and says what they found."""
    opening = access.opening(opening_id, Permission.RECORD_REVIEW, by=by, lock=True)
    if opening.reviewed_at is not None:
        return opening
    if finding == rules.Finding.WRONG and not words:
        raise Refused("Say what was wrong, and what follows from it.")
    opening.finding, opening.finding_words = rules.Finding(finding).value, words
    opening.reviewed_at, opening.reviewed_by_id = at, by.id
    opening.save(
        update_fields=["finding", "finding_words", "reviewed_at", "reviewed_by_id"]
    )
    log.record(Permission.RECORD_REVIEW, opening, by=by, finding=finding)
    return opening


@transaction.atomic
def escalate_review(opening_id: OpeningId, *, at: datetime, by: Actor) -> None:
    """Three days, and nobody has looked: the manager is told, and the officer again."""
    require(by, Permission.RECORD_ESCALATE)
    opening = Opening.objects.select_for_update().get(pk=opening_id)
    if opening.reviewed_at is None:
        roles = (*_REVIEWERS, Role.MANAGER)
        _write(opening, roles, rules.reminder, at)
        log.record(Permission.RECORD_ESCALATE, opening, by=by)


@transaction.atomic
def keep_from(person_id: PersonId, staff_id: UUID, *, at: datetime, by: Actor) -> None:
    """From now on this colleague does not open the person's record, in any role."""
    person = access.get(person_id, Permission.RECORD_KEEP, by=by, lock=True)
    kept = Keeping.objects.filter(person=person, staff_id=staff_id, until_at=None)
    if not kept.exists():
        row = Keeping(person=person, staff_id=staff_id, from_at=at, from_by_id=by.id)
        row.save(force_insert=True)
        log.record(Permission.RECORD_KEEP, person, by=by, staff=str(staff_id))


@transaction.atomic
def keep_no_more(
    person_id: PersonId, staff_id: UUID, *, at: datetime, by: Actor
) -> None:
    """The person takes it back: the colleague may open the record again."""
    person = access.get(person_id, Permission.REQUEST_MAKE, by=by, lock=True)
    kept = Keeping.objects.filter(person=person, staff_id=staff_id, until_at=None)
    if kept.update(until_at=at, until_by_id=by.id):
        log.record(Permission.REQUEST_MAKE, person, by=by, ended=str(staff_id))
