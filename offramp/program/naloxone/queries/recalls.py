from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from offramp.platform.audit import log
from offramp.platform.kernel.ids import PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import may, require
from offramp.platform.policy.table import Permission
from offramp.program.naloxone import access
from offramp.program.naloxone.models import Giving, Movement, Recall
from offramp.program.naloxone.rules import (
    KIND_WORDS,
    RECIPIENT_WORDS,
    Held,
    HolderId,
    Kind,
    RecallId,
    Recipient,
)
from offramp.program.sites import queries as sites

MOST = 200


@dataclass(frozen=True)
class Called:
    """One lot that was called back, as the list shows it."""

    id: RecallId
    product: str
    number: str
    called_at: datetime
    words: str


@dataclass(frozen=True)
class Lies:
    """So many of it are still with somebody."""

    holder_id: HolderId
    holder: str
    quantity: int


@dataclass(frozen=True)
class Got:
    """A person has some of it. Only for those who look after them."""

    person_id: PersonId
    known_as: str
    quantity: int
    given_at: datetime


@dataclass(frozen=True)
class RecallPage:
    """Where a lot lies that was called back, and where it went."""

    called: Called
    lies: Sequence[Lies]
    went: Sequence[tuple[str, int]]
    people: Sequence[Got]
    sees_people: bool
    others: int  # given to people whom the reader does not look after


def recalls(by: Actor) -> list[Called]:
    """What was ever called back, the newest first."""
    require(by, Permission.SUPPLY_TRACE)
    rows = Recall.objects.order_by("-called_at", "pk")[:MOST]
    return [_called(row) for row in rows]


def _called(row: Recall) -> Called:
    product = sites.current().supplies.product(row.product)
    label = product.label if product else row.product
    return Called(row.id, label, row.number, row.called_at, row.words)


def recalled(recall_id: RecallId, by: Actor) -> RecallPage:
    """One of them: who holds it, where it went, and, for their care team, who has it."""
    row = access.recall(recall_id, by=by)
    box = {"lot__product": row.product, "lot__number": row.number}
    holders = access.reachable(by, Permission.SUPPLY_TRACE)
    held = access.held(holders, **box)
    named = dict(holders.values_list("pk", "name")) if held else {}
    gone = Movement.objects.filter(**box, to_holder=None).order_by()
    sums = gone.values_list("kind", "recipient").annotate(count=Sum("quantity"))
    went = {(kind, to): count for kind, to, count in sums}
    sees = may(by, Permission.KIT_READ)
    people = _people(row, by) if sees else []
    to_people = went.get((Kind.HANDED_OUT.value, Recipient.PARTICIPANT.value), 0)
    return RecallPage(
        called=_called(row),
        lies=_lies(held, named),
        went=sorted((_way(Kind(k), to), count) for (k, to), count in went.items()),
        people=people,
        sees_people=sees,
        others=to_people - sum(got.quantity for got in people),
    )


def _lies(held: Sequence[Held], named: Mapping[HolderId, str]) -> list[Lies]:
    found: dict[HolderId, int] = {}
    for one in held:
        found[one.holder_id] = found.get(one.holder_id, 0) + one.quantity
    rows = [Lies(id, named.get(id, ""), count) for id, count in found.items()]
    return sorted(rows, key=lambda row: row.holder)


def _way(kind: Kind, recipient: str) -> str:
    if kind != Kind.HANDED_OUT:
        return KIND_WORDS[kind]
    return f"{KIND_WORDS[kind]}: {RECIPIENT_WORDS[Recipient(recipient)].lower()}"


def _people(row: Recall, by: Actor) -> list[Got]:
    rows = access.given(by).filter(
        movement__lot__product=row.product, movement__lot__number=row.number
    )
    shown = list(rows.select_related("person").order_by("-given_at", "pk")[:MOST])
    log.listed(Permission.KIT_READ, Giving, [one.pk for one in shown], by=by)
    return [
        Got(PersonId(one.person_id), one.person.known_as, one.quantity, one.given_at)
        for one in shown
    ]
