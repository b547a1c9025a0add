"""What a danger looks like on the screen: calm words, what to do, whom to call."""

from collections.abc import Mapping
from dataclasses import dataclass

from offramp.program.assessments.rules.safety import (
    RULES,
    URGENT,
    WITHIN,
    Concern,
    Rule,
    Urgency,
)

SIGN_OFF = "Default of the program; waits for the sign-off of a licensed clinician."
# Loud on the supervisor's list; calm where the participant looks on.
TONES = {
    Urgency.NOW: "urgent",
    Urgency.SAME_DAY: "warning",
    Urgency.THREE_DAYS: "info",
}
_CALM = {
    Urgency.NOW: "warning",
    Urgency.SAME_DAY: "info",
    Urgency.THREE_DAYS: "info",
}
END = "end"  # the foot of the section, for what no single question shows
_SEEN = "A supervisor has seen to this."


@dataclass(frozen=True)
class Line:
    """A number to call, ready to be tapped."""

    label: str
    number: str

    @property
    def dial(self) -> str:
        """The number as a telephone takes it."""
        return "".join(sign for sign in self.number if sign.isdigit() or sign == "+")


@dataclass(frozen=True)
class Card:
    """A danger, shown where it was found."""

    slug: str
    title: str
    name: str
    spot: str
    seen_to: bool
    tone: str
    within: str
    do: tuple[str, ...]
    lines: tuple[Line, ...]
    source: str
    mark: str
    sign_off: str = SIGN_OFF


def title(rule: Rule, *, sees_clinical: bool) -> str:
    """The name of the danger; a peer is not told what a score says."""
    if rule.clinical and not sees_clinical:
        return "A clinician is to look at these answers"
    return rule.title


def card(
    concern: Concern,
    section: str,
    numbers: Mapping[str, Line],
    *,
    seen_to: bool = False,
    sees_clinical: bool = True,
) -> Card:
    """The card of a concern, with the numbers that the site has for it."""
    rule = concern.rule
    name = title(rule, sees_clinical=sees_clinical)
    return Card(
        slug=rule.slug,
        title=rule.say or name,
        name=name if rule.say else "",
        spot=spot(rule, section),
        seen_to=seen_to,
        tone="plain" if seen_to else _tone(concern),
        within=_SEEN if seen_to else WITHIN[concern.urgency],
        do=rule.do,
        lines=tuple(numbers[slug] for slug in rule.lines if slug in numbers),
        source=rule.source,
        mark=rule.mark,
    )


def spot(rule: Rule, section: str) -> str:
    """The question of this section that the card stands beside."""
    here = (
        key.partition(".")[2] for key in rule.beside if key.startswith(section + ".")
    )
    return next(here, END)


def spots(section: str) -> frozenset[str]:
    """The questions of this section that a card may come to stand beside."""
    return frozenset(spot(rule, section) for rule in RULES)


def _tone(concern: Concern) -> str:
    if concern.rule is URGENT:
        return TONES[concern.urgency]
    return _CALM[concern.urgency]
