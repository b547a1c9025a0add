"""What is talked about in the story's assessments, section by section."""

from collections.abc import Mapping

from offramp.config.demo.intakes import Way
from offramp.platform.kernel.ids import AssessmentId
from offramp.program.assessments import actions as assessments
from offramp.program.assessments.formats import catalogue
from offramp.program.assessments.formats.posted import Sent
from offramp.program.assessments.formats.questionnaire import Answer
from offramp.program.assessments.rules.sections import SECTIONS
from offramp.program.journey import actions as journey

Said = Mapping[str, str]

CALM: Said = {
    "withdrawal": "no",
    "suicide": "no",
    "overdose": "no",
    "hurt": "no",
    "tonight": "yes",
    "pregnant": "no",
    "opioids": "yes",
    "daily": "none",
}
IN_NEED: Said = {**CALM, "withdrawal": "a-little", "body": "none", "tonight": "no"}
IN_DANGER: Said = {**CALM, "suicide": "two-weeks", "overdose": "yes"}

_TALKS: Mapping[str, Said] = {
    "what-matters": {
        "hope": "To wake up in the same place for a month",
        "first": "Papers, then a room",
        "well": "My sister answers when I call",
        "use-goal": "safer",
    },
    "overdose-risk": {
        "last-overdose": "year",
        "alone": "yes",
        "fentanyl": "yes",
        "mix": "no",
        "kit": "yes",
        "knows": "yes",
        "others": "no",
    },
    "social-needs": {
        "housing": "yes",
        "housing-help": "yes",
        "housing-soon": "week",
        "food": "no",
        "transport": "yes",
        "transport-help": "yes",
        "transport-soon": "week",
        "id": "yes",
        "id-help": "yes",
        "id-soon": "later",
    },
    "strengths": {"proud": "I fixed every bicycle on our street"},
    "readiness": {"importance": "8", "confidence": "5", "readiness": "6"},
    "summary": {
        "dimension-5": "Sleeps at a friend's; two weeks at most.",
        "dimension-6": "Wants to decide about medicine without hurry.",
        "next-steps": "Papers first. Call two places for a room. Meet again in a week.",
        "agreed": "yes",
        "staff-name": "Written by the case manager of the demo",
    },
}
_PHQ = ("not-at-all", "several-days", "more-than-half", "nearly-every-day")


def begin(way: Way, right_now: Said = CALM) -> AssessmentId:
    """The first screens: what cannot wait, and what matters to them."""
    found = assessments.start(way.case_id, at=way.at, by=way.manager)
    _answer(way, found.id, "right-now", right_now)
    _answer(way, found.id, "what-matters", _TALKS["what-matters"])
    return found.id


def talk_through(way: Way, found: AssessmentId, mood: int) -> None:
    """The rest: much is answered, some is left out with a reason."""
    mood_words = {f"phq-{n}": _PHQ[mood if n < 9 else 0] for n in range(1, 10)}
    talks = {**_TALKS, "phq-9": mood_words if mood > 1 else _first_two(mood)}
    for section in SECTIONS:
        if section.slug in {"right-now", "what-matters"}:
            continue
        if section.slug in talks:
            _answer(way, found, section.slug, talks[section.slug])
        else:
            reason = way.world.dice.choice(("rather-not", "later", "not-them", "known"))
            assessments.skip(found, section.slug, reason, at=way.at, by=way.manager)


def _first_two(mood: int) -> Said:
    return {"phq-1": _PHQ[mood], "phq-2": _PHQ[mood]}


def _answer(way: Way, found: AssessmentId, slug: str, said: Said) -> None:
    asked = frozenset(item.link_id for item in catalogue.get(slug).questions())
    answers = {name: Answer((value,)) for name, value in said.items()}
    sent = Sent(answers, asked, 0, "demo", True)
    assessments.answer(found, slug, sent, at=way.at, by=way.manager)


def complete(way: Way, found: AssessmentId) -> None:
    """The assessment is done; the prosecutor is told so, if the person agreed to it."""
    journey.complete_assessment(found, at=way.at, by=way.manager)
