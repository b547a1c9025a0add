"""Reads supplies.toml: what is kept and handed out, and how much each should have."""

from collections.abc import Mapping
from dataclasses import dataclass

from offramp.program.sites.rules.table import Table

# The words of the program itself: touchpoints count the first, and the second.
NALOXONE, STRIPS = "naloxone", "strips"
HOLDERS = ("store", "car", "officer", "peer")
_MARKS = ("V", "V2", "I", "R", "E", "U")


@dataclass(frozen=True)
class Saying:
    """A sentence that stands on a page because a law asks for it."""

    text: str
    mark: str
    source: str


@dataclass(frozen=True)
class SupplyKind:
    """A kind of supply; `minimum` says by kind of holder how many should be there."""

    slug: str
    label: str
    one: str
    many: str
    standing_order: bool
    on: bool
    minimum: Mapping[str, int]
    mark: str
    source: str

    def count(self, number: int) -> str:
        """So many of it, in words: `3 kits`."""
        return f"{number} {self.one if number == 1 else self.many}"


@dataclass(frozen=True)
class Product:
    """What is on the box. `gtins` are the numbers that its barcode may carry."""

    slug: str
    kind: str
    label: str
    doses: int
    gtins: tuple[str, ...]
    mark: str
    source: str


@dataclass(frozen=True)
class Supplies:
    """Everything that the site keeps and hands out."""

    kinds: tuple[SupplyKind, ...]
    products: tuple[Product, ...]
    expires_soon_days: int
    expires_urgent_days: int
    fee: Saying
    call_911: Saying

    def kind(self, slug: str) -> SupplyKind:
        """A kind by its slug, also one that is switched off."""
        return next(kind for kind in self.kinds if kind.slug == slug)

    def product(self, slug: str) -> Product | None:
        """A product by its slug; None when the site no longer names it."""
        return next((p for p in self.products if p.slug == slug), None)

    def by_gtin(self, gtin: str) -> Product | None:
        """The product whose boxes carry this number."""
        return next((p for p in self.products if gtin in p.gtins), None)

    @property
    def offered(self) -> tuple[Product, ...]:
        """What may be taken into stock and handed out today."""
        on = {kind.slug for kind in self.kinds if kind.on}
        return tuple(p for p in self.products if p.kind in on)

    @property
    def reversing(self) -> tuple[Product, ...]:
        """What is given in an overdose."""
        return tuple(p for p in self.products if p.kind == NALOXONE)


def read(top: Table) -> Supplies:
    """The whole file, with every mistake noted."""
    kinds = _kinds(top)
    found = Supplies(
        kinds=kinds,
        products=_products(top, tuple(kind.slug for kind in kinds)),
        expires_soon_days=top.number("expires_soon_days", most=730),
        expires_urgent_days=top.number("expires_urgent_days", most=365),
        fee=_saying(top.table("fee")),
        call_911=_saying(top.table("call_911")),
    )
    for slug in (NALOXONE, STRIPS):
        if found.kinds and slug not in {kind.slug for kind in found.kinds}:
            top.note("kinds", f"no {slug}", "one with this slug")
    given = {"expires_soon_days", "expires_urgent_days"} <= top.values.keys()
    if given and found.expires_urgent_days > found.expires_soon_days:
        expected = f"no more than expires_soon_days ({found.expires_soon_days})"
        top.wrong("expires_urgent_days", found.expires_urgent_days, expected)
    top.done()
    return found


def _saying(row: Table) -> Saying:
    saying = Saying(
        row.text("text", limit=400), row.choice("mark", _MARKS), row.text("source")
    )
    row.done()
    return saying


def _kinds(top: Table) -> tuple[SupplyKind, ...]:
    seen: set[str] = set()
    return tuple(
        SupplyKind(
            slug=row.once(seen, "slug", row.slug("slug")),
            label=row.text("label", limit=80),
            one=row.text("one", limit=30),
            many=row.text("many", limit=30),
            standing_order=row.flag("standing_order"),
            on=row.flag("on"),
            minimum=_minimum(row),
            mark=row.choice("mark", _MARKS),
            source=row.text("source"),
        )
        for row in top.tables("kinds")
    )


def _minimum(row: Table) -> dict[str, int]:
    if "minimum" not in row.values:
        return {}
    least = row.table("minimum")
    found = {
        holder: least.number(holder, least=0, most=100_000)
        for holder in HOLDERS
        if holder in least.values
    }
    least.done()
    return found


def _products(top: Table, kinds: tuple[str, ...]) -> tuple[Product, ...]:
    seen: set[str] = set()
    return tuple(
        Product(
            slug=row.once(seen, "slug", row.slug("slug")),
            kind=row.choice("kind", kinds),
            label=row.text("label", limit=120),
            doses=row.number("doses", least=0, most=100),
            gtins=_gtins(row),
            mark=row.choice("mark", _MARKS),
            source=row.text("source"),
        )
        for row in top.tables("products")
    )


def _gtins(row: Table) -> tuple[str, ...]:
    gtins = row.texts("gtins")
    for number, gtin in enumerate(gtins):
        if not gtin.isascii() or not gtin.isdigit() or len(gtin) != 14:
            row.wrong(f"gtins[{number}]", gtin, "14 digits, as the barcode has them")
    return gtins
