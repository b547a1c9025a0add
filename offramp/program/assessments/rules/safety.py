"""When answers mean danger: what the screen says at once, and who must look at it.

The defaults are the reference's (clinical, section 1.4). They need the sign-off of a
licensed clinician before the program uses them, and every card says so until then.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

Given = Mapping[str, Collection[str]]  # "section.question" to the codes answered
Values = Mapping[str, int | None]  # score to its value


class Urgency(StrEnum):
    """By when somebody qualified must look."""

    NOW = "now"
    SAME_DAY = "same_day"
    THREE_DAYS = "three_days"


ORDER = {Urgency.NOW: 0, Urgency.SAME_DAY: 1, Urgency.THREE_DAYS: 2}
WITHIN = {
    Urgency.NOW: "Now",
    Urgency.SAME_DAY: "Today",
    Urgency.THREE_DAYS: "Within 3 days",
}


@dataclass(frozen=True)
class Rule:
    """One danger: its words on the card, what to do, and who says so."""

    slug: str
    title: str
    do: tuple[str, ...]
    source: str
    mark: str
    say: str = ""  # to the participant, who looks at the same screen
    beside: tuple[str, ...] = ()  # the questions that it is shown with
    lines: tuple[str, ...] = ()  # help lines of the site, by slug
    clinical: bool = False  # peers read only that a clinician is to look


@dataclass(frozen=True)
class Concern:
    """A danger that the answers show, and how soon it needs somebody."""

    rule: Rule
    urgency: Urgency


_DEFAULT = "Program default, from the clinical reference, section 1.4"

SUICIDE = Rule(
    "suicide",
    "Thoughts of suicide",
    (
        "Stay with the person. Do not leave them alone, and do not hurry.",
        "Call or text 988 together, or let them talk while you stay near.",
        "Tell your supervisor now. Only a supervisor closes this.",
    ),
    "Kroenke 2001 (PHQ-9, question 9); 988 Suicide and Crisis Lifeline",
    "E",
    say="Thank you for saying so. You are not alone with this: we stay with you.",
    beside=("right-now.suicide", "phq-9.phq-9"),
    lines=("988", "emergency"),
)
LOW_MOOD = Rule(
    "low-mood",
    "The answers on mood point to severe distress",
    ("A clinician looks at this within 3 days.", "Ask today what would help tonight."),
    "Kroenke 2001: 20 or more of 27",
    "E",
    clinical=True,
)
HIGH_WORRY = Rule(
    "high-worry",
    "The answers on worry point to severe distress",
    ("A clinician looks at this within 3 days.", "Ask today what would help tonight."),
    "Spitzer 2006: 15 or more of 21",
    "E",
    clinical=True,
)
PREGNANT = Rule(
    "pregnant-opioids",
    "Pregnant, or maybe pregnant, and using opioids",
    (
        "Do not tell them to stop: stopping suddenly can harm them and the pregnancy.",
        "Connect them today with pregnancy care and with medicine for opioid use.",
        "Methadone and buprenorphine are the standard of care in pregnancy.",
    ),
    "Clinical reference, sections 1.4 and 3.2 (ACOG 711)",
    "E",
    say="You do not have to stop today. There is care that fits, and we look for it now.",
    beside=("right-now.opioids", "closer-look.used"),
    lines=("samhsa",),
)
STOPPING = Rule(
    "dangerous-to-stop",
    "Heavy daily alcohol or benzos: do not stop suddenly",
    (
        "Stopping suddenly can cause seizures and can kill.",
        "Medical advice first, then less, step by step.",
        "Shaking, seeing things, or a seizure: call 911.",
    ),
    _DEFAULT,
    "E",
    say="Please do not stop on your own. A doctor can make it safe.",
    beside=("right-now.daily", "audit-c.audit-3"),
)
OVERDOSE = Rule(
    "recent-overdose",
    "An overdose in the last 30 days",
    (
        "Make sure that naloxone is in their hands before you part.",
        "Offer to talk about medicine for opioid use today, not at the next visit.",
        "Agree on who checks in tonight.",
    ),
    "Larochelle 2018, Ann Intern Med 169:137; program default",
    "E",
    say="We are glad that you are here.",
    beside=("right-now.overdose", "overdose-risk.last-overdose"),
    lines=("never_use_alone",),
)
URGENT = Rule(
    "urgent-medical",
    "Signs that need a doctor now",
    (
        "Call 911. Stay, and tell them what you see.",
        "Slow breathing: give naloxone and breathe for them.",
        "Throwing up with a racing heart, or confusion, after stopping: do not wait it out at home.",
    ),
    "Clinical reference, sections 1.4 and 5.5 (MMWR 74:266 on medetomidine)",
    "R",
    say="Let us get a doctor to you now.",
    beside=("right-now.body",),
    lines=("emergency",),
)
HURT = Rule(
    "being-hurt",
    "Someone is hurting them, or they are afraid",
    (
        "Speak alone with them. Ask what would make tonight safer.",
        "Offer the domestic violence line. They decide what happens next.",
        "Ask how and when it is safe to reach them, and write that on their page.",
    ),
    "Program default",
    "I",
    say="This is not your fault, and you decide what happens next.",
    beside=("right-now.hurt",),
)

RULES: tuple[Rule, ...] = (
    URGENT, SUICIDE, OVERDOSE, PREGNANT, STOPPING, HURT, LOW_MOOD, HIGH_WORRY
)  # fmt: skip


def concerns(given: Given, values: Values) -> tuple[Concern, ...]:
    """The dangers in these answers, the most urgent first."""
    found = [
        Concern(rule, urgency)
        for rule in RULES
        if (urgency := _URGENCY[rule.slug](given, values)) is not None
    ]
    return tuple(sorted(found, key=lambda one: ORDER[one.urgency]))


def news(before: Collection[Concern], after: Collection[Concern]) -> list[Concern]:
    """The dangers that are new or more urgent than they were."""
    known = {one.rule.slug: ORDER[one.urgency] for one in before}
    return [
        one
        for one in after
        if one.rule.slug not in known or ORDER[one.urgency] < known[one.rule.slug]
    ]


def letter(urgency: Urgency, link: str) -> tuple[str, str] | None:
    """What supervisors are written, when it cannot wait: nothing about anybody."""
    when = {Urgency.NOW: "now", Urgency.SAME_DAY: "today"}.get(urgency)
    if when is None:
        return None
    subject = f"Offramp: a safety flag needs a supervisor {when}"
    return subject, f"Open your safety flags: {link}\n\nThis message names nobody.\n"


def more_urgent(one: Urgency, other: Urgency) -> Urgency:
    """The one that cannot wait as long."""
    return min(one, other, key=ORDER.__getitem__)


def due_at(urgency: Urgency, raised_at: datetime) -> datetime:
    """By when somebody must have looked."""
    wait = {Urgency.NOW: 0, Urgency.SAME_DAY: 12, Urgency.THREE_DAYS: 72}[urgency]
    return raised_at + timedelta(hours=wait)


def rule(slug: str) -> Rule:
    """The rule of this slug."""
    return next(one for one in RULES if one.slug == slug)


def _any(given: Given, question: str, *codes: str) -> bool:
    return bool(set(given.get(question, ())) & set(codes))


def _suicide(given: Given, values: Values) -> Urgency | None:
    if _any(given, "right-now.suicide", "now"):
        return Urgency.NOW
    item_nine = given.get("phq-9.phq-9", ())
    if _any(given, "right-now.suicide", "two-weeks") or set(item_nine) - {"not-at-all"}:
        return Urgency.SAME_DAY
    return None


def _low_mood(given: Given, values: Values) -> Urgency | None:
    return Urgency.THREE_DAYS if (values.get("phq9-score") or 0) >= 20 else None


def _high_worry(given: Given, values: Values) -> Urgency | None:
    return Urgency.THREE_DAYS if (values.get("gad7-score") or 0) >= 15 else None


OPIOIDS = ("fentanyl", "heroin", "pain-pills", "methadone", "buprenorphine")


def _pregnant(given: Given, values: Values) -> Urgency | None:
    opioids = _any(given, "right-now.opioids", "yes", "not-sure")
    opioids = opioids or _any(given, "closer-look.used", *OPIOIDS)
    pregnant = _any(given, "right-now.pregnant", "yes", "maybe")
    return Urgency.SAME_DAY if pregnant and opioids else None


def _stopping(given: Given, values: Values) -> Urgency | None:
    daily = _any(given, "right-now.daily", "alcohol", "benzos")
    drinks_daily = _any(given, "audit-c.audit-1", "four-a-week")
    heavily = _any(given, "audit-c.audit-2", "five-six", "seven-nine", "ten")
    heavily = heavily or _any(given, "audit-c.audit-3", "daily")
    if not (daily or (drinks_daily and heavily)):
        return None
    sick = _any(given, "right-now.withdrawal", "a-little", "a-lot")
    return Urgency.NOW if sick else Urgency.SAME_DAY


def _overdose(given: Given, values: Values) -> Urgency | None:
    recent = _any(given, "right-now.overdose", "yes", "not-sure")
    recent = recent or _any(given, "overdose-risk.last-overdose", "month")
    return Urgency.SAME_DAY if recent else None


def _urgent(given: Given, values: Values) -> Urgency | None:
    alone = _any(given, "right-now.body", "slow-breathing", "seizure", "confused")
    both = _any(given, "right-now.body", "vomiting") and _any(
        given, "right-now.body", "heart"
    )
    return Urgency.NOW if alone or both else None


def _hurt(given: Given, values: Values) -> Urgency | None:
    return Urgency.SAME_DAY if _any(given, "right-now.hurt", "yes") else None


_URGENCY: Mapping[str, Callable[[Given, Values], Urgency | None]] = {
    "suicide": _suicide,
    "low-mood": _low_mood,
    "high-worry": _high_worry,
    "pregnant-opioids": _pregnant,
    "dangerous-to-stop": _stopping,
    "recent-overdose": _overdose,
    "urgent-medical": _urgent,
    "being-hurt": _hurt,
}
