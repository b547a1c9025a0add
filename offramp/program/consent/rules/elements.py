"""What a consent must have to count, each element by name (42 CFR 2.31; mark R)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from offramp.platform.kernel.ids import AgencyId, ChargeId
from offramp.program.consent.rules.kinds import (
    RULES,
    Ending,
    Kind,
    Recipient,
    Statement,
    categories_of,
    purpose_of,
)
from offramp.program.consent.rules.signing import Signing, signature

Named = Iterable[tuple[str, bool]]


@dataclass(frozen=True)
class Condition:
    """The case that a consent under 42 CFR 2.35 belongs to, as the prosecutor set it."""

    case_number: str
    proceeding: str
    length: str  # how long the treatment is expected to take, in words
    revocable_at: datetime | None  # from when on the person may end it
    event: str = ""  # or sooner, when this has happened
    about: str = ""  # the handover whose charge it is; nothing is told of another one


@dataclass(frozen=True)
class Case:
    """What a consent under 42 CFR 2.35 takes from its case; nothing of it is typed anew."""

    charge_id: ChargeId
    rests_on: UUID  # what the prosecutor set; when that ends, so does the consent
    agency_id: AgencyId
    ends_on: date
    condition: Condition


@dataclass(frozen=True)
class Elements:
    """Everything that a consent must name before it counts."""

    kind: str
    person: bool
    from_agency: bool
    recipient: str
    is_named: bool  # the recipient is a body we know, or a class that needs no name
    members: Sequence[str]  # of an intermediary
    categories: Sequence[str]
    purpose: str
    ending: str
    expires_at: datetime | None
    statements: frozenset[Statement]
    has_text: bool
    signing: Signing
    given_at: datetime | None
    condition: Condition | None = None


def missing(given: Elements, now: datetime) -> tuple[str, ...]:
    """A sentence for each element that is not there; none when the consent counts."""
    if given.kind not in set(Kind):
        return ("Say which kind of consent it is.",)
    return tuple(
        sentence
        for named in (
            _who(given),
            _what(given),
            _until(given, now),
            _text(given),
            signature(given.signing),
            _condition(given),
        )
        for sentence, is_there in named
        if not is_there
    )


def _who(given: Elements) -> Named:
    yield "Say whose consent this is.", given.person
    yield "Say who may tell.", given.from_agency
    yield "Choose who may be told.", given.is_named and bool(given.recipient)
    known = not given.recipient or bool(purpose_of(given.kind, given.recipient))
    yield "This kind of consent does not go to them. Choose another.", known
    via = given.recipient == Recipient.INTERMEDIARY
    yield "Name the members that it goes to.", bool(given.members) or not via


def _what(given: Elements) -> Named:
    yield "Tick what may be told.", bool(given.categories)
    most = categories_of(given.kind, given.recipient)
    within = not given.recipient or set(given.categories) <= most
    yield "They may not be told all of this. Tick less.", within
    yield "Say what it is for.", bool(given.purpose)
    meant = purpose_of(given.kind, given.recipient)
    right = not (given.purpose and meant) or given.purpose == meant
    yield "This kind of consent is not for that purpose.", right


def _until(given: Elements, now: datetime) -> Named:
    rules, until = RULES[Kind(given.kind)], given.expires_at
    yield "Say when the consent ends.", given.ending in rules.endings
    dated = given.ending in {Ending.DAY, Ending.DISPOSITION}
    yield "Choose the last day of the consent.", until is not None or not dated
    yield "The last day must not be over.", until is None or until > now
    begun = given.given_at or now
    short = until is None or rules.longest is None or until <= begun + rules.longest
    yield "Choose an earlier last day.", short
    yield "Say on which day it was given.", given.given_at is not None


def _text(given: Elements) -> Named:
    yield "Show the text that is agreed to.", given.has_text
    wanted = RULES[Kind(given.kind)].statements
    may_end = wanted & {Statement.MAY_END, Statement.MAY_END_LATER}
    yield "Say in the text how it can be ended.", may_end <= given.statements
    passed = wanted & {Statement.PASSED_ON}
    yield "Say in the text that it may be passed on.", passed <= given.statements
    no = wanted & {Statement.IF_YOU_SAY_NO, Statement.NOT_REQUIRED}
    yield "Say in the text what saying no means.", no <= given.statements


def _condition(given: Elements) -> Named:
    if given.kind != Kind.CONDITION:
        yield "Only a condition of a case may name one.", given.condition is None
        return
    case = given.condition
    yield "Name the case that it is a condition of.", bool(case and case.case_number)
    yield "Say which kind of case it is.", bool(case and case.proceeding)
    yield "Say how long the treatment may take.", bool(case and case.length)
    start, end = case.revocable_at if case else None, given.expires_at
    yield "Say from when on it can be ended.", start is not None
    sound = start is None or end is None or start <= end
    yield "It can be ended before the case is decided, or with it.", sound
