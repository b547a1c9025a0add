from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.naloxone import access
from offramp.program.naloxone.models import Holder
from offramp.program.naloxone.rules import (
    Held,
    HolderId,
    HolderKind,
    last_good_day,
    low,
)
from offramp.program.sites import queries as sites
from offramp.program.sites.rules import Supplies


@dataclass(frozen=True)
class Warned:
    """One thing to see to: what, with whom, and how pressing it is."""

    holder_id: HolderId
    holder: str
    says: str
    tone: str


def warnings(by: Actor, at: datetime) -> list[Warned]:
    """Called back, past its date, soon past it, too few: the most pressing first."""
    holders = list(access.reachable(by, Permission.SUPPLY_READ).filter(closed_at=None))
    held = held_by(holders) if holders else []
    return warned_of(holders, held, localdate(at))


def held_by(holders: Iterable[Holder]) -> list[Held]:
    """What each of these has."""
    ids = [holder.pk for holder in holders]
    return access.held(Holder.objects.filter(pk__in=ids))


def kind_of(supplies: Supplies, product: str) -> str:
    """The kind of a product; none when the site no longer names it."""
    found = supplies.product(product)
    return found.kind if found else ""


def warned_of(
    holders: Sequence[Holder], held: Sequence[Held], today: date
) -> list[Warned]:
    """What is to be seen to with these holders, the most pressing first."""
    supplies = sites.current().supplies
    named = {row.id: row.name for row in holders}
    found = [
        (order, Warned(one.holder_id, named[one.holder_id], says, tone))
        for one in held
        for order, says, tone in [trouble(supplies, one, today)]
        if says
    ]
    good: dict[tuple[HolderId, str], int] = defaultdict(int)
    for one in held:
        if one.may_be_handed_out(today):
            good[one.holder_id, kind_of(supplies, one.product)] += one.quantity
    kept = [(row.id, HolderKind(row.kind)) for row in holders]
    least = {kind.slug: kind.minimum for kind in supplies.kinds if kind.on}
    for short in low(good, kept, least):
        kind = supplies.kind(short.kind)
        there = kind.count(short.there) if short.there else f"no {kind.many}"
        says = f"{kind.label}: {there} that can be given, at least {short.least} wanted"
        found.append(
            (3, Warned(short.holder_id, named[short.holder_id], says, "warning"))
        )
    return [warned for _, warned in sorted(found, key=lambda f: (f[0], f[1].holder))]


def trouble(supplies: Supplies, one: Held, today: date) -> tuple[int, str, str]:
    """How pressing, in words, and its tone; no words when all is well."""
    count = counted(supplies, one)
    what = f"Lot {one.number}, {count}"
    until = f"{one.expires_on:%B} {one.expires_on.day}, {one.expires_on.year}"
    if one.is_recalled:
        return 0, f"{what}: called back. Keep it apart.", "urgent"
    if one.is_expired(today):
        return 1, f"{what}: past its date since {until}.", "urgent"
    if one.expires_on <= last_good_day(supplies.expires_urgent_days, today):
        return 2, f"{what}: good until {until} only.", "warning"
    if one.expires_on <= last_good_day(supplies.expires_soon_days, today):
        return 4, f"{what}: good until {until}.", "info"
    return 9, "", ""


def counted(supplies: Supplies, one: Held) -> str:
    """So many of it, in the words of its kind."""
    kind = kind_of(supplies, one.product)
    return supplies.kind(kind).count(one.quantity) if kind else str(one.quantity)
