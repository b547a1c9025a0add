"""What was proposed, signed and destroyed. Done, it is the certificate."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.paginator import Page, Paginator

from offramp.platform.accounts.actors import names
from offramp.platform.audit import log
from offramp.platform.kernel.ids import DestructionId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import may
from offramp.platform.policy.table import Permission
from offramp.program.retention import access
from offramp.program.retention.lifecycle import LIFECYCLE, Event, State
from offramp.program.retention.models import Destruction
from offramp.program.retention.rules import SAYS

SHOWN = 50
_STATES = {
    State.PROPOSED: ("Waits for a signature", "warning"),
    State.SIGNED: ("Being carried out", "info"),
    State.WITHDRAWN: ("Withdrawn", "plain"),
    State.DONE: ("Done", "success"),
}


@dataclass(frozen=True)
class Row:
    """One destruction in the list."""

    id: DestructionId
    what: str
    count: int
    at: datetime
    number: int | None
    says: str
    tone: str


@dataclass(frozen=True)
class Sheet:
    """One destruction: what, by which rule, who, and what came of it."""

    row: Row
    is_done: bool
    facts: tuple[tuple[str, str], ...]
    proof: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str, datetime], ...]
    may_sign: bool
    is_own: bool
    may_withdraw: bool


def destructions(number: int, *, by: Actor) -> Page[Row]:
    """The newest first."""
    page: Page[Destruction] = Paginator(access.destructions(by), SHOWN).get_page(number)
    return Page([_row(row) for row in page], page.number, page.paginator)  # type: ignore[arg-type] # the same pages


def sheet(destruction_id: DestructionId, *, by: Actor) -> Sheet:
    """One destruction. That it was looked at is an entry."""
    found = access.get(destruction_id, Permission.RETENTION_READ, by=by)
    log.read(Permission.RETENTION_READ, found, by=by)
    events = LIFECYCLE.open_to(State(found.state))
    is_own = found.proposed_by_id == by.id
    can_sign = Event.SIGN in events and may(by, Permission.DESTRUCTION_SIGN)
    return Sheet(
        row=_row(found),
        is_done=found.state == State.DONE,
        facts=tuple(_facts(found)),
        proof=tuple(_proof(found)),
        people=tuple(_people(found)),
        may_sign=can_sign and not is_own,
        is_own=can_sign and is_own,
        may_withdraw=Event.WITHDRAW in events
        and may(by, Permission.DESTRUCTION_PROPOSE),
    )


def _row(row: Destruction) -> Row:
    says, tone = _STATES[State(row.state)]
    what = str(row.rule["label"])
    return Row(row.id, what, row.count, row.proposed_at, row.number, says, tone)


def _facts(row: Destruction) -> Iterable[tuple[str, str]]:
    rule: Mapping[str, object] = row.rule
    years = "1 year" if rule["years"] == 1 else f"{rule['years']} years"
    since = date.fromisoformat(str(rule["from_on"]))
    yield "Class of records", str(rule["label"])
    yield "Rule", f"{years} after {SAYS[str(rule['after'])]}"
    yield "In force since", f"{since:%b} {since.day}, {since.year}"
    yield "The program's data", f"{rule['site']}, loaded as number {rule['number']}"
    yield "Source", f"{rule['source']} (mark {rule['mark']})"
    yield "Records proposed", str(row.count)
    if row.state in {State.SIGNED, State.DONE}:
        yield "Records destroyed", str(row.destroyed)
        yield "Rows destroyed", str(row.rows)
        yield "Records kept, held or in use again", str(row.spared)


def _proof(row: Destruction) -> Iterable[tuple[str, str]]:
    if row.number is not None:
        yield "Certificate", f"No. {row.number}"
        yield "Entry of the record of acts", str(row.position)
        yield "Its hash", row.hash


def _people(row: Destruction) -> Iterable[tuple[str, str, datetime]]:
    acts: tuple[tuple[str, UUID | None, datetime | None], ...] = (
        ("Proposed", row.proposed_by_id, row.proposed_at),
        ("Signed", row.signed_by_id, row.signed_at),
        ("Withdrawn", row.withdrawn_by_id, row.withdrawn_at),
        ("Carried out", row.finished_by_id, row.finished_at),
    )
    called = names({id for _, id, _ in acts if id})
    return [(what, called.get(id, ""), at) for what, id, at in acts if id and at]
