"""Records opened in an emergency: for the one who reads, and for those who review."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from offramp.platform.accounts.actors import names
from offramp.platform.audit import log
from offramp.platform.kernel.ids import OpeningId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.people import access, rules
from offramp.program.people.models import Opening
from offramp.program.people.queries.card import Header


@dataclass(frozen=True)
class OpeningView:
    """One emergency opening, in words."""

    id: OpeningId
    person_id: PersonId
    known_as: str
    reason: str
    words: str
    opened_at: datetime
    opened_by: str
    holds_until: datetime
    closed_at: datetime | None
    review_due_on: date
    is_overdue: bool
    reviewed_at: datetime | None
    reviewed_by: str
    finding: str
    finding_words: str


def to_open(person_id: PersonId, by: Actor) -> Header:
    """Whose record is about to be opened; looking at this page opens nothing."""
    person = access.get(person_id, Permission.RECORD_OPEN, by=by)
    return Header(person.id, person.known_as)


def opening(opening_id: OpeningId, by: Actor) -> OpeningView:
    """One opening, for whoever reviews it."""
    row = access.opening(opening_id, Permission.RECORD_REVIEW, by=by)
    log.read(Permission.RECORD_REVIEW, row, by=by)
    return _views([row])[0]


def to_review(by: Actor) -> list[OpeningView]:
    """What waits for this reviewer, the oldest first."""
    rows = list(access.unreviewed(by)[:100])
    log.listed(Permission.RECORD_REVIEW, Opening, [row.id for row in rows], by=by)
    return _views(rows)


def overdue(by: Actor) -> int:
    """How many openings this reviewer should have looked at by now."""
    return access.unreviewed(by).filter(review_due_on__lt=localdate()).count()


def to_escalate(at: datetime) -> list[OpeningId]:
    """Openings that nobody has looked at for three days. For jobs."""
    rows = Opening.objects.filter(
        reviewed_at=None, opened_at__lte=at - rules.ESCALATES_AFTER
    )
    return [OpeningId(id) for id in rows.values_list("pk", flat=True)]


def _views(rows: list[Opening]) -> list[OpeningView]:
    ids = {row.opened_by_id for row in rows}
    named = names(ids | {row.reviewed_by_id for row in rows if row.reviewed_by_id})
    today = localdate()
    return [
        OpeningView(
            id=row.id,
            person_id=PersonId(row.person_id),
            known_as=row.person.known_as,
            reason=rules.REASONS[rules.OpeningReason(row.reason)],
            words=row.words,
            opened_at=row.opened_at,
            opened_by=named.get(row.opened_by_id, ""),
            holds_until=row.holds_until,
            closed_at=row.closed_at,
            review_due_on=row.review_due_on,
            is_overdue=rules.is_overdue(row.review_due_on, today),
            reviewed_at=row.reviewed_at,
            reviewed_by=named.get(row.reviewed_by_id, "") if row.reviewed_by_id else "",
            finding=rules.FINDINGS[rules.Finding(row.finding)] if row.finding else "",
            finding_words=row.finding_words,
        )
        for row in rows
    ]
