"""A site as the rest of the program sees it. Everything here is frozen.

Marks say how sure a fact is: V seen in the named source, V2 seen in a secondary source,
I our own inference, R read in the source (clinical), E well established but to be read
again before it is relied on, U not verified.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from offramp.platform.kernel.errors import Refused
from offramp.program.sites.rules.nobody import Fallback as Fallback
from offramp.program.sites.rules.nobody import FallbackWay as FallbackWay
from offramp.program.sites.rules.nobody import Holiday as Holiday
from offramp.program.sites.rules.retention import Retention
from offramp.program.sites.rules.supplies import Supplies

MARKS = ("V", "V2", "I", "R", "E", "U")


@dataclass(frozen=True)
class Route:
    """A way into the program that the site allows, and whether a charge is held."""

    slug: str
    label: str
    charge_held: bool


@dataclass(frozen=True)
class OpenQuestion:
    """Something only the program can decide, with the default until it has."""

    key: str
    question: str
    default: str
    decides: str
    source: str


@dataclass(frozen=True)
class SiteAgency:
    """A body that takes part: police, prosecutor, program, or somebody who is told."""

    slug: str
    name: str
    kind: str
    ori: str | None
    units: tuple[tuple[str, str], ...]
    mark: str
    source: str


@dataclass(frozen=True)
class Coverage:
    """Who polices a municipality, from a day until a day (both included).

    `from_on` is None when it has been so for longer than our sources tell. `agency` is
    None when the provider is no partner of the program, or is still to be confirmed:
    `provider` then says which.
    """

    municipality: str
    agency: str | None
    unit: str | None
    provider: str
    from_on: date | None
    until_on: date | None
    mark: str
    source: str
    note: str

    def is_on(self, day: date) -> bool:
        """Whether this row speaks of that day."""
        begun = self.from_on is None or self.from_on <= day
        return begun and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True)
class Offence:
    """A line of the law table. Only lines that are `on` are offered to officers."""

    slug: str
    label: str
    statute: str
    offence_class: str
    version_on: date
    divertible: bool
    on: bool
    overdose_immunity: bool
    mark: str
    source: str
    note: str


@dataclass(frozen=True)
class Criterion:
    """One question of eligibility and the answer that speaks for the offer."""

    slug: str
    question: str
    wanted: str
    on: bool
    from_on: date
    until_on: date | None
    source: str
    mark: str
    why: str

    def is_in_force(self, day: date) -> bool:
        """Whether the criterion stood in the rules on that day, asked or not."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True)
class RuleSet:
    """The eligibility rules of one day. `criteria` are those that are asked."""

    version: str
    from_on: date
    criteria: tuple[Criterion, ...]
    not_asked: tuple[Criterion, ...]


@dataclass(frozen=True)
class Clocks:
    """How long things may take here."""

    assessment_due_days: int
    assessment_reminder_days: tuple[int, ...]
    arrest_record_days: int
    other_ways_after_seconds: int
    next_person_after_seconds: int
    supervisor_after_seconds: int
    fallback_after_minutes: int
    check_in_minutes: int
    check_in_grace_minutes: int
    follow_up_at_hour: int
    arrive_goal_minutes: int
    minimum_attempts: int
    minimum_attempt_days: int
    extension_days: int
    follow_up_days: int
    inactive_after_days: int
    plan_review_days: int
    consent_days: int
    spoken_consent_days: int
    restriction_answer_days: int
    correction_answer_days: int


@dataclass(frozen=True)
class Block:
    """A piece of a leaflet: heading, paragraph, list or steps."""

    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Leaflet:
    """A text of the site in one language, with where it comes from."""

    slug: str
    title: str
    language: str
    blocks: tuple[Block, ...]
    source: str
    mark: str
    reviewed_on: date
    sign_off: str

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text without its shape, one line of reading at a time."""
        return tuple(line for block in self.blocks for line in block.lines)


@dataclass(frozen=True)
class Line:
    """A telephone line that anybody may be given."""

    slug: str
    label: str
    number: str
    hours: str
    mark: str
    source: str


@dataclass(frozen=True)
class Site:
    """Everything that makes one program differ from another."""

    slug: str
    name: str
    short_name: str
    version: str
    timezone: str
    languages: tuple[str, ...]
    default_language: str
    routes: tuple[Route, ...]
    routes_off: tuple[Route, ...]
    prosecutor: str
    program_agency: str
    fallback: Fallback
    settings: Mapping[str, Any]
    open_questions: tuple[OpenQuestion, ...]
    agencies: tuple[SiteAgency, ...]
    coverage: tuple[Coverage, ...]
    offences: tuple[Offence, ...]
    criteria: tuple[Criterion, ...]
    clocks: Clocks
    words: Mapping[str, tuple[tuple[str, str], ...]]
    leaflets: tuple[Leaflet, ...]
    lines: tuple[Line, ...]
    needs: tuple[tuple[str, str], ...]
    holidays: tuple[Holiday, ...]
    schedule: tuple[Retention, ...]
    supplies: Supplies
    _labels: Mapping[tuple[str, str], str] = field(default_factory=dict, repr=False)

    def route(self, slug: str) -> Route:
        """A route by its slug, also one that has been switched off since."""
        return next(r for r in self.routes + self.routes_off if r.slug == slug)

    def agency(self, slug: str) -> SiteAgency:
        """An agency of the site."""
        return next(agency for agency in self.agencies if agency.slug == slug)

    @property
    def municipalities(self) -> tuple[str, ...]:
        """The places the site knows, in alphabetical order."""
        return tuple(sorted({row.municipality for row in self.coverage}))

    def police_of(self, municipality: str, on: date) -> Coverage | None:
        """Who polices a place on a day; None when the site does not know the place."""
        name = municipality.strip().casefold()
        return next(
            (
                row
                for row in self.coverage
                if row.municipality.casefold() == name and row.is_on(on)
            ),
            None,
        )

    def offence(self, slug: str) -> Offence:
        """A line of the law table, also one that has been switched off since."""
        return next(offence for offence in self.offences if offence.slug == slug)

    @property
    def offered_offences(self) -> tuple[Offence, ...]:
        """The lines that officers may choose today."""
        return tuple(o for o in self.offences if o.on and o.divertible)

    def rules_on(self, day: date) -> RuleSet:
        """The eligibility rules as they stood on a day, named by their last change."""
        in_force = [c for c in self.criteria if c.is_in_force(day)]
        if not in_force:
            raise Refused(
                f"{self.short_name} had no eligibility rules on {day:%d %B %Y}. "
                "Check the date."
            )
        ends = [c.until_on for c in self.criteria if c.until_on and c.until_on < day]
        changes = [c.from_on for c in in_force]
        changes += [end + timedelta(days=1) for end in ends]
        from_on = max(changes)
        return RuleSet(
            version=f"{self.slug} {from_on.isoformat()}",
            from_on=from_on,
            criteria=tuple(c for c in in_force if c.on),
            not_asked=tuple(c for c in in_force if not c.on),
        )

    def kept_on(self, day: date) -> dict[str, Retention]:
        """How long each class of record is kept by the schedule of a day."""
        return {line.record: line for line in self.schedule if line.is_in_force(day)}

    def choices(self, name: str) -> list[tuple[str, str]]:
        """One of the site's lists, in the site's order, ready for a form."""
        if name == "route":
            return [(route.slug, route.label) for route in self.routes]
        return list(self.words[name])

    def label(self, name: str, slug: str) -> str:
        """What a stored word reads as; a word no longer listed is made readable."""
        found = self._labels.get((name, slug))
        return found if found is not None else slug.replace("_", " ").capitalize()

    def leaflet(self, slug: str, language: str = "") -> Leaflet:
        """A leaflet in the language asked for, else in the site's own."""
        named = {leaf.language: leaf for leaf in self.leaflets if leaf.slug == slug}
        wanted = language or self.default_language
        return named.get(wanted) or named[self.default_language]
