"""What a danger looks like on the screen: calm words, what to do, whom to call."""

from collections.abc import Mapping
from dataclasses import dataclass

from offramp.program.assessments.rules.safety import WITHIN, Concern, Rule, Urgency

SIGN_OFF = "Default of the program; waits for the sign-off of a licensed clinician."
TONES = {
    Urgency.NOW: "urgent",
    Urgency.SAME_DAY: "warning",
    Urgency.THREE_DAYS: "info",
}
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
    numbers: Mapping[str, Line],
    *,
    seen_to: bool = False,
    sees_clinical: bool = True,
) -> Card:
    """The card of a concern, with the numbers that the site has for it."""
    rule = concern.rule
    return Card(
        slug=rule.slug,
        title=title(rule, sees_clinical=sees_clinical),
        tone="plain" if seen_to else TONES[concern.urgency],
        within=_SEEN if seen_to else WITHIN[concern.urgency],
        do=rule.do,
        lines=tuple(numbers[slug] for slug in rule.lines if slug in numbers),
        source=rule.source,
        mark=rule.mark,
    )
