"""People with cases to assess, made by the real actions."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import uuid4

from django.urls import reverse
from django.utils.timezone import now

from offramp.platform.kernel.ids import PersonId
from offramp.platform.policy.actor import Actor
from offramp.program.assessments import actions
from offramp.program.assessments.actions import Saved
from offramp.program.assessments.formats import catalogue, response, scoring
from offramp.program.assessments.formats.posted import Sent
from offramp.program.assessments.formats.questionnaire import Answer
from offramp.program.assessments.models import Assessment, Response
from offramp.program.assessments.rules.sections import SECTIONS
from offramp.program.cases import actions as cases
from offramp.program.cases.models import Case
from offramp.program.people import actions as people


def case(*, by: Actor, known_as: str = "Zebulon Zephyr") -> Case:
    """A case of somebody whom `by` looks after."""
    at = now() - timedelta(hours=2)
    person = people.create(PersonId(uuid4()), known_as=known_as, at=at, by=by)
    return cases.open_for(person.id, None, at=at, by=by)


def assessment(*, by: Actor, known_as: str = "Zebulon Zephyr") -> Assessment:
    """An assessment under way."""
    return actions.start(case(by=by, known_as=known_as).id, at=now(), by=by)


def answers(**given: str) -> dict[str, Answer]:
    """Answers by question, with _ for - in the names, and spaces between several."""
    return {
        name.replace("_", "-"): Answer(tuple(value.split()))
        for name, value in given.items()
    }


def asked(slug: str) -> frozenset[str]:
    """All questions of a section."""
    return frozenset(item.link_id for item in catalogue.get(slug).questions())


def save(
    found: Assessment,
    slug: str,
    given: dict[str, Answer],
    *,
    by: Actor,
    seen: int | None = None,
    window: str = "one",
    finished: bool = True,
    on_page: frozenset[str] | None = None,
) -> Saved:
    """Save a section as its page would."""
    if seen is None:
        row = Response.objects.filter(assessment=found, section=slug).first()
        seen = row.version if row else 0
    page = asked(slug) if on_page is None else on_page
    sent = Sent(given, page, seen, window, finished)
    return actions.answer(found.id, slug, sent, at=now(), by=by)


def phq(*weights: int) -> dict[str, Answer]:
    """PHQ answers by their weights."""
    codes = ("not-at-all", "several-days", "more-than-half", "nearly-every-day")
    return {f"phq-{n}": Answer((codes[w],)) for n, w in enumerate(weights, 1)}


CALM = answers(
    withdrawal="no",
    suicide="no",
    overdose="no",
    hurt="no",
    tonight="yes",
    pregnant="no",
    opioids="no",
    daily="none",
)


def settle_all(found: Assessment, *, by: Actor, but: str = "") -> None:
    """Answer the first section and skip every other, except one."""
    for section in SECTIONS:
        if section.slug == but:
            continue
        if section.slug == "right-now":
            save(found, section.slug, CALM, by=by)
        else:
            actions.skip(found.id, section.slug, "later", at=now(), by=by)


def one_answer(slug: str) -> dict[str, Answer]:
    """The first option of every question that is asked in a section."""
    questionnaire = catalogue.get(slug)
    given = {
        item.link_id: Answer((item.options[0].code,))
        for item in questionnaire.questions()
        if item.options
    }
    return scoring.settle(questionnaire, given).answers


def url(name: str, *args: object) -> str:
    """The address of one of the pages."""
    return reverse(f"assessments:{name}", args=args)


def sent(
    given: dict[str, list[str]], asked: Iterable[str] = (), **more: str
) -> dict[str, object]:
    """What a form sends: the answers, and which questions stood on the page."""
    return {**given, "asked": sorted(asked or given), "version": "0", **more}


def kept(found: Assessment, slug: str) -> dict[str, Answer]:
    """The answers of a section, as they are stored."""
    row = Response.objects.get(assessment=found, section=slug)
    return response.read(row.document)


CALM_SENT = {name: list(one.values) for name, one in CALM.items()}
