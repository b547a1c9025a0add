"""The kinds of consent, each with its own rules. They are never combined.

Source: 42 CFR 2.31, 2.33, 2.35 as amended in 2024, mark R; the limits in days and which
recipient may be told what are our own defaults, mark I, for counsel (docs/sign-off.md).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from offramp.platform.kernel.errors import Refused


class Kind(StrEnum):
    """The kinds of consent. They are never mixed on one form."""

    CARE = "care"  # treatment, payment, operations
    LEAD_RELEASE = "lead_release"  # named facts to a named body
    COUNSELLING = "counselling"  # notes of a counsellor
    PROCEEDINGS = "proceedings"  # civil, criminal, administrative, legislative
    CONDITION = "condition"  # 42 CFR 2.35: taking part is a condition of a case


class Recipient(StrEnum):
    """What the one who is told is. The words of agencies, and one that is a class."""

    POLICE = "police"
    PROSECUTOR = "prosecutor"
    COURT = "court"
    WORK_GROUP = "work_group"
    TREATMENT_PARTNER = "treatment_partner"
    SERVICE_PARTNER = "service_partner"
    INTERMEDIARY = "intermediary"
    PROVIDERS = "providers"  # "those who treat me, who pay, who help run this program"


class Purpose(StrEnum):
    """What the facts are for. A recipient may use them for nothing else."""

    CHARGE_DECISION = "charge_decision"
    FEEDBACK = "feedback"
    COORDINATION = "coordination"
    SERVICE = "service"
    CARE = "care"
    COUNSELLING = "counselling"
    PROCEEDING = "proceeding"
    CONDITION = "condition"


class Ending(StrEnum):
    """What ends a consent that nobody takes back."""

    DAY = "day"
    END_OF_STAY = "end_of_stay"
    NONE = "none"
    DISPOSITION = "disposition"


class Statement(StrEnum):
    """Something that the text must say, or the consent does not count."""

    MAY_END = "may_end"  # 2.31(a)(6): the right to revoke, how, and its limits
    MAY_END_LATER = "may_end_later"  # 2.35(c): revocable from a stated time on
    PASSED_ON = "passed_on"  # 2.31(a)(4): may be redisclosed, and when not
    IF_YOU_SAY_NO = "if_you_say_no"  # 2.31(a)(5): what refusing means
    NOT_REQUIRED = "not_required"  # 2.31(b): help never depends on counselling notes


@dataclass(frozen=True)
class Rules:
    """What one kind of consent may and must say."""

    purposes: Mapping[Recipient, Purpose]
    categories: Mapping[Recipient, frozenset[str]]
    endings: frozenset[Ending]
    statements: frozenset[Statement]
    longest: timedelta | None
    ends_with_stay: bool = False


_ENGAGED = frozenset({"handoff_met", "engaged"})
_LEGAL = _ENGAGED | {"assessment_completed", "assessment_not_completed", "case_closed"}
# Police and prosecution know their own handover. Others do not know whom it is about.
NAME = "name"
_TEAM = _ENGAGED | {NAME, "assessment_completed", "referral_made", "case_closed"}
_YEAR = timedelta(days=366)
_ALWAYS = frozenset({Statement.MAY_END, Statement.IF_YOU_SAY_NO})
CARE_RECORD, NOTES = "care_record", "counselling_notes"
# What a kind of consent is about as a whole; not a word of the site.
ONLY_OURS = frozenset({CARE_RECORD, NOTES})


def _each(
    recipients: Iterable[Recipient], what: str
) -> dict[Recipient, frozenset[str]]:
    return {recipient: frozenset({what}) for recipient in recipients}


_CIRCLE = (Recipient.PROVIDERS, Recipient.TREATMENT_PARTNER, Recipient.INTERMEDIARY)

RULES: Mapping[Kind, Rules] = {
    Kind.CARE: Rules(
        purposes=dict.fromkeys(_CIRCLE, Purpose.CARE),
        categories=_each(_CIRCLE, CARE_RECORD),
        endings=frozenset({Ending.DAY, Ending.END_OF_STAY, Ending.NONE}),
        statements=_ALWAYS | {Statement.PASSED_ON},
        longest=None,
    ),
    Kind.LEAD_RELEASE: Rules(
        purposes={
            Recipient.POLICE: Purpose.FEEDBACK,
            Recipient.PROSECUTOR: Purpose.CHARGE_DECISION,
            Recipient.WORK_GROUP: Purpose.COORDINATION,
            Recipient.TREATMENT_PARTNER: Purpose.SERVICE,
            Recipient.SERVICE_PARTNER: Purpose.SERVICE,
            Recipient.INTERMEDIARY: Purpose.SERVICE,
        },
        categories={
            Recipient.POLICE: _ENGAGED,
            Recipient.PROSECUTOR: _LEGAL,
            Recipient.WORK_GROUP: _TEAM,
            Recipient.TREATMENT_PARTNER: _TEAM,
            Recipient.SERVICE_PARTNER: _TEAM,
            Recipient.INTERMEDIARY: _TEAM,
        },
        endings=frozenset({Ending.DAY}),
        statements=_ALWAYS,
        longest=_YEAR,
    ),
    Kind.COUNSELLING: Rules(
        purposes={Recipient.TREATMENT_PARTNER: Purpose.COUNSELLING},
        categories=_each([Recipient.TREATMENT_PARTNER], NOTES),
        endings=frozenset({Ending.DAY}),
        statements=_ALWAYS | {Statement.NOT_REQUIRED},
        longest=_YEAR,
    ),
    Kind.PROCEEDINGS: Rules(
        purposes={
            Recipient.COURT: Purpose.PROCEEDING,
            Recipient.PROSECUTOR: Purpose.PROCEEDING,
        },
        categories={Recipient.COURT: _LEGAL, Recipient.PROSECUTOR: _LEGAL},
        endings=frozenset({Ending.DAY}),
        statements=_ALWAYS,
        longest=_YEAR,
    ),
    Kind.CONDITION: Rules(
        purposes={
            Recipient.PROSECUTOR: Purpose.CONDITION,
            Recipient.COURT: Purpose.CONDITION,
        },
        categories={
            Recipient.PROSECUTOR: _LEGAL - {"handoff_met"},
            Recipient.COURT: _LEGAL - {"handoff_met"},
        },
        endings=frozenset({Ending.DISPOSITION}),
        statements=frozenset({Statement.MAY_END_LATER, Statement.IF_YOU_SAY_NO}),
        longest=timedelta(days=2 * 366),
        ends_with_stay=True,
    ),
}

# Under these, facts are told one by one to the body that holds a matter or helps.
TELLING = (Kind.LEAD_RELEASE, Kind.CONDITION)


def one_kind(kinds: Iterable[str]) -> Kind:
    """The one kind that a form asks for; refused when it asks for several at once."""
    asked = set(kinds)
    if len(asked) != 1:
        raise Refused(
            "Each kind of consent is signed by itself. Take them one after the other."
        )
    (kind,) = asked
    if kind not in set(Kind):
        raise Refused("There is no such kind of consent.")
    return Kind(kind)


def purpose_of(kind: str, recipient: str) -> str:
    """What this recipient is told for, under this kind; nothing where none is allowed."""
    if kind not in set(Kind) or recipient not in set(Recipient):
        return ""
    return RULES[Kind(kind)].purposes.get(Recipient(recipient), "")


def categories_of(kind: str, recipient: str) -> frozenset[str]:
    """The most that this recipient may be told under this kind."""
    if kind not in set(Kind) or recipient not in set(Recipient):
        return frozenset()
    return RULES[Kind(kind)].categories.get(Recipient(recipient), frozenset())


def recipients_of(kind: Kind) -> tuple[str, ...]:
    """Whom a consent of this kind may name, by what they are."""
    return tuple(recipient.value for recipient in RULES[kind].purposes)


def covers(agreed: Iterable[str], wanted: Iterable[str]) -> bool:
    """Whether everything wanted was agreed to, and anything is wanted at all."""
    asked = set(wanted)
    return bool(asked) and asked <= set(agreed)
