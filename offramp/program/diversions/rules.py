"""Who can be handed over: decided by the site's rules, explained line by line.

Nothing here can look anybody up. The answer depends on what the officer says and on
the rules in force, so a person the program knows gets the same answer as a stranger.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from enum import StrEnum

from offramp.platform.kernel.ids import ContactId, DiversionId, derived_id
from offramp.program.sites.rules import Criterion, Offence, Site


class Answer(StrEnum):
    """What an officer can say to a criterion. Not knowing is an answer."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


class Says(StrEnum):
    """What an answer means for its criterion."""

    MET = "met"
    NOT_MET = "not_met"
    OPEN = "open"


class Outcome(StrEnum):
    """What all criteria together say."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    TO_BE_CONFIRMED = "to_be_confirmed"


ANSWER_WORDS = {Answer.YES: "Yes", Answer.NO: "No", Answer.NOT_KNOWN: "Not known"}
SAYS_WORDS = {
    Says.MET: "Fits",
    Says.NOT_MET: "Does not fit",
    Says.OPEN: "To be confirmed",
}
OUTCOME_WORDS = {
    Outcome.ELIGIBLE: "Eligible",
    Outcome.NOT_ELIGIBLE: "Not eligible",
    Outcome.TO_BE_CONFIRMED: "To be confirmed",
}


@dataclass(frozen=True)
class Line:
    """One criterion: what was asked, what was answered, what that says."""

    slug: str
    question: str
    answer: Answer
    says: Says
    why: str
    source: str
    mark: str


@dataclass(frozen=True)
class Decision:
    """The outcome, and the line of every criterion that led to it."""

    outcome: Outcome
    lines: tuple[Line, ...]


def decide(criteria: Iterable[Criterion], answers: Mapping[str, str]) -> Decision:
    """Decide by the criteria in force. A missing answer is an answer not known."""
    lines = tuple(_line(criterion, answers) for criterion in criteria)
    said = {line.says for line in lines}
    if Says.NOT_MET in said:
        return Decision(Outcome.NOT_ELIGIBLE, lines)
    if Says.OPEN in said:
        return Decision(Outcome.TO_BE_CONFIRMED, lines)
    return Decision(Outcome.ELIGIBLE, lines)


def _line(criterion: Criterion, answers: Mapping[str, str]) -> Line:
    answer = Answer(answers.get(criterion.slug) or Answer.NOT_KNOWN)
    if answer == Answer.NOT_KNOWN:
        says = Says.OPEN
    else:
        says = Says.MET if answer == criterion.wanted else Says.NOT_MET
    return Line(
        slug=criterion.slug,
        question=criterion.question,
        answer=answer,
        says=says,
        why=criterion.why,
        source=criterion.source,
        mark=criterion.mark,
    )


def legal_matter(
    site: Site, route: str, offences: Iterable[str], *, overdose: bool
) -> tuple[Offence, ...]:
    """The offences for which a charge is held back; none on a route without charges.

    Under a Good Samaritan law such as RSMo 195.205, who seeks or needs help in an
    overdose is not charged with the offences that it names. The site's law table says
    which ones.
    """
    if not site.route(route).charge_held:
        return ()
    chosen = (site.offence(slug) for slug in offences)
    return tuple(o for o in chosen if not (overdose and o.overdose_immunity))


def may_be_handed_over(outcome: Outcome, *, overridden: bool, help_only: bool) -> bool:
    """Whether a yes of the person brings a peer.

    With no legal matter there is nothing to divert, only help to give, and after an
    overdose help asks for no eligibility.
    """
    return outcome != Outcome.NOT_ELIGIBLE or overridden or help_only


@dataclass(frozen=True)
class ContactData:
    """What an officer said about one contact, as typed."""

    route: str
    place: str
    offences: tuple[str, ...] = ()
    happened_at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None
    incident_number: str = ""
    said_name: str = ""
    said_alias: str = ""
    name_not_known: bool = False
    birth_on: date | None = None
    age_band: str = ""
    phone: str = ""
    perceived_race: str = ""
    perceived_sex: str = ""
    language: str = ""
    peer_gender: str = ""  # asked for
    needs: tuple[str, ...] = ()
    note: str = ""
    overdose: bool = False
    naloxone_doses: int | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    override_reason: str = ""
    override_by_name: str = ""
    offered: bool | None = None
    accepted: bool | None = None
    not_offered_reason: str = ""
    declined_reason: str = ""

    @property
    def is_overridden(self) -> bool:
        """Whether somebody put a reason and a name to going against the rules."""
        return bool(self.override_reason and self.override_by_name)

    def digest(self) -> str:
        """The same for the same answers: tells a second sending from another form."""
        said = json.dumps(asdict(self), sort_keys=True, default=str)
        return hashlib.sha256(said.encode()).hexdigest()


def age_on(day: date, born_on: date) -> int:
    """Full years of life on a day."""
    return (
        day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
    )


def diversion_id_of(contact_id: ContactId) -> DiversionId:
    """The id that the diversion of a contact has on every device."""
    return DiversionId(derived_id(contact_id, "diversion"))


SMALL = 10


def said_of(count: int) -> str:
    """How many people, for those who must not learn of a small group, nor of one more.

    No count of one to ten is shown (CMS cell suppression, mark V2), and above it only
    whole tens: else a number that grows by one says what became of somebody.
    """
    if count <= SMALL:
        return f"{SMALL} or fewer"
    return f"more than {(count - 1) // 10 * 10}"
