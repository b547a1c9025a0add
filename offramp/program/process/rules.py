"""What a legal paper opens, and what it does not.

An order of a court under 42 CFR part 2 lets a record be given out and does not demand
it; a subpoena or a like demand does, and opens nothing by itself (42 CFR 2.61, mark V2,
read in an older print). So only both together, or the person's own consent to use in a
proceeding, let anything out. Which kinds of order there are: 2.64 to 2.67 (mark K). What
somebody said in confidence needs a finding of 2.63 besides (mark V2). The fields and the
stricter reading of what counts as said in confidence are ours (mark I). Counsel reads
all of it: docs/sign-off.md.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What was handed in."""

    SUBPOENA = "subpoena"
    ORDER = "order"
    WARRANT = "warrant"
    SUNSHINE = "sunshine"
    OTHER = "other"


class Section(StrEnum):
    """Under which section of 42 CFR part 2 the court made its order."""

    NONCRIMINAL = "2.64"
    PATIENT = "2.65"
    PROGRAM = "2.66"
    UNDERCOVER = "2.67"


class Finding(StrEnum):
    """What the court found about things said in confidence (42 CFR 2.63(a))."""

    NONE = "none"
    THREAT = "threat"
    SERIOUS_CRIME = "serious_crime"
    OWN_EVIDENCE = "own_evidence"


class Mandate(StrEnum):
    """What demands that it be given, beside the order that lets it."""

    SUBPOENA = "subpoena"
    WARRANT = "warrant"
    IN_ORDER = "in_order"
    NONE = "none"


KINDS = {
    Kind.SUBPOENA: "A subpoena",
    Kind.ORDER: "A court order",
    Kind.WARRANT: "A search or arrest warrant",
    Kind.SUNSHINE: "A request for public records (Sunshine Law, RSMo 610)",
    Kind.OTHER: "Another legal paper or a lawyer's letter",
}
SECTIONS = {
    Section.NONCRIMINAL: "42 CFR 2.64: not about a crime of the person",
    Section.PATIENT: "42 CFR 2.65: to investigate or charge the person",
    Section.PROGRAM: "42 CFR 2.66: to investigate this program or who holds the record",
    Section.UNDERCOVER: "42 CFR 2.67: an informant in the program",
}
FINDINGS = {
    Finding.NONE: "No such finding",
    Finding.THREAT: "A threat to life or of serious injury",
    Finding.SERIOUS_CRIME: "Needed about an extremely serious crime",
    Finding.OWN_EVIDENCE: "The person spoke of it as evidence themselves",
}
MANDATES = {
    Mandate.SUBPOENA: "A valid subpoena came with it",
    Mandate.WARRANT: "A valid warrant came with it",
    Mandate.IN_ORDER: "The order itself demands it",
    Mandate.NONE: "Nothing demands it",
}
# All that can ever go out, by name. What is not here has no field anywhere.
FIELDS: Mapping[str, str] = {
    "name": "Name and birth date",
    "status": "Whether and since when they take part",
    "attendance": "Days on which they met with us",
    "assessment_done": "Whether the assessment is done",
    "referrals": "Services they were referred to",
    "plan": "The plan",
    "assessment": "What they said in the assessment",
    "communications": "Other things they said to us",
}
# Said in confidence, so 2.63 stands before it.
CONFIDENTIAL = frozenset({"plan", "assessment", "communications"})
# What the paper asks for is decided by these alone; no order can be put to the others.
CARRIES_ORDER = frozenset({Kind.SUBPOENA, Kind.ORDER, Kind.WARRANT})


@dataclass(frozen=True)
class Terms:
    """An order as far as it decides what goes out."""

    section: Section
    fields: frozenset[str]
    recipients: tuple[str, ...]
    finding: Finding
    mandate: Mandate
    until_on: date | None


def missing(kind: Kind, terms: Terms) -> list[str]:
    """What keeps an order from being one that opens anything, in sentences."""
    found = [
        (
            kind not in CARRIES_ORDER,
            "This paper cannot carry an order. Write the order down as its own paper.",
        ),
        (
            terms.section == Section.UNDERCOVER and bool(terms.fields),
            "An order under 42 CFR 2.67 lets no record out. Choose nothing.",
        ),
        (
            terms.section != Section.UNDERCOVER and not terms.fields,
            "Choose what the order names. What it does not name stays here.",
        ),
        (
            bool(terms.fields & CONFIDENTIAL) and terms.finding == Finding.NONE,
            "What somebody said in confidence needs a finding of 42 CFR 2.63.",
        ),
        (not terms.recipients, "Write down whom the order names."),
        (bool(terms.fields - set(FIELDS)), "There is no such thing to give out."),
    ]
    return [sentence for is_so, sentence in found if is_so]


def refusals(
    terms: Terms, fields: Collection[str], recipient: str, on: date
) -> list[str]:
    """What keeps exactly this from being given to them under the order."""
    found = [
        (
            terms.section == Section.UNDERCOVER,
            "An order under 42 CFR 2.67 lets no record out.",
        ),
        (
            terms.mandate == Mandate.NONE,
            "The order lets this out and nothing demands it. Wait for the subpoena.",
        ),
        (
            terms.until_on is not None and on > terms.until_on,
            "The order has ended.",
        ),
        (recipient not in terms.recipients, "The order does not name them."),
        (not fields, "Write down at least one thing that goes out."),
        (bool(set(fields) - terms.fields), "The order does not name all of this."),
    ]
    return [sentence for is_so, sentence in found if is_so]


def lines(text: str) -> tuple[str, ...]:
    """Whom an order names, one on each line."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def in_order(fields: Iterable[str]) -> list[str]:
    """Fields as the list above has them."""
    wanted = set(fields)
    return [name for name in FIELDS if name in wanted]


def why(section: str, court: str, case_number: str) -> str:
    """Why it was told, for the account that the person reads."""
    return f"Order of {court} under 42 CFR {section}, case {case_number}"


def letter(link: str) -> tuple[str, str]:
    """The message to the privacy officer. It names nobody."""
    return (
        "Offramp: a legal paper waits for you",
        "A colleague took in a legal paper. Nothing was told to whoever brought it. "
        f"Please look at it:\n{link}\n",
    )
