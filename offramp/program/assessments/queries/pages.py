"""The pages of one assessment: from above, and section by section."""

from collections.abc import Iterable

from offramp.platform.accounts.actors import names
from offramp.platform.audit import log
from offramp.platform.kernel.ids import AssessmentId, CaseId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.assessments import access
from offramp.program.assessments.formats import (
    catalogue,
    facts,
    lines,
    response,
    scoring,
)
from offramp.program.assessments.lifecycle import State
from offramp.program.assessments.models import Assessment, Flag, Response, Score
from offramp.program.assessments.queries import briefs, flags
from offramp.program.assessments.queries.shapes import (
    Overview,
    ScoreView,
    SectionPage,
    Sheet,
    Step,
    Told,
)
from offramp.program.assessments.rules import cards, safety, sections
from offramp.program.assessments.rules.cards import Card
from offramp.program.assessments.rules.safety import Concern
from offramp.program.assessments.rules.sections import Section, Standing
from offramp.program.sites import queries as sites

Rows = dict[str, Response]

_WORDS = {
    Standing.OPEN: ("Not started", "plain"),
    Standing.STARTED: ("Started", "info"),
    Standing.DONE: ("Answered", "success"),
    Standing.SKIPPED: ("Skipped", "plain"),
}


def overview(assessment_id: AssessmentId, *, by: Actor) -> Overview:
    """The assessment with every section that the actor may see."""
    found, rows = _read(assessment_id, by)
    parts = [_with_scores(one, rows.get(one.slug), by) for one in _mine(by)]
    waiting = [one.step for one in parts if not sections.is_settled(one.step.standing)]
    left = sections.unsettled({s: Standing(row.standing) for s, row in rows.items()})
    raised = [flag for flag in _flags(found) if flag.closed_at is None]
    needs = rows.get("social-needs")
    return Overview(
        id=found.id,
        case_id=CaseId(found.case_id),
        person_id=PersonId(found.person_id),
        known_as=found.person.known_as,
        is_complete=found.state == State.COMPLETED,
        started_at=found.started_at,
        started_by=names({found.started_by_id}).get(found.started_by_id, ""),
        completed_at=found.completed_at,
        told=tuple(parts),
        done=len(parts) - len(waiting),
        total=len(parts),
        next=waiting[0] if waiting else None,
        elsewhere=len(sections.SECTIONS) - len(parts),
        flags=tuple(flags.rows(raised, by)),
        open_titles=tuple(section.title for section in left),
        may_complete=sections.reads_scores(by.roles),
        needs=briefs.wanted(needs.document) if needs else (),
    )


def section(assessment_id: AssessmentId, slug: str, *, by: Actor) -> SectionPage:
    """One section with its answers so far, and what they mean for safety."""
    asked = access.section(slug, by=by)
    found, rows = _read(assessment_id, by, section=slug)
    steps = [_step(one, rows.get(one.slug), current=slug) for one in _mine(by)]
    number = next(n for n, one in enumerate(steps) if one.slug == slug)
    row = rows.get(slug)
    return SectionPage(
        assessment_id=found.id,
        person_id=PersonId(found.person_id),
        known_as=found.person.known_as,
        is_complete=found.state == State.COMPLETED,
        section=asked,
        number=number + 1,
        sheet=sheet(slug, row),
        steps=tuple(steps),
        previous=steps[number - 1] if number else None,
        following=steps[number + 1] if number + 1 < len(steps) else None,
        cards=_cards(found, rows, slug, by),
        told=_with_scores(asked, row, by),
    )


def sheet(slug: str, row: Response | None) -> Sheet:
    """The questions of a section with the answers so far."""
    questionnaire = catalogue.get(slug)
    answers = response.read(row.document) if row else {}
    settled = scoring.settle(questionnaire, answers)
    version = row.version if row else 0
    return Sheet(questionnaire, settled.answers, settled.asked, version)


def _read(
    assessment_id: AssessmentId, by: Actor, **details: str
) -> tuple[Assessment, Rows]:
    found = access.get(assessment_id, Permission.ASSESSMENT_READ, by=by)
    log.read(Permission.ASSESSMENT_READ, found, by=by, **details)
    rows = Response.objects.filter(assessment=found).prefetch_related("scores")
    return found, {row.section: row for row in rows}


def _mine(by: Actor) -> tuple[Section, ...]:
    return sections.sections_for(by.roles)


def _step(section: Section, row: Response | None, current: str = "") -> Step:
    standing = Standing(row.standing) if row else Standing.OPEN
    word, tone = _WORDS[standing]
    state = "done" if sections.is_settled(standing) else "next"
    return Step(
        slug=section.slug,
        title=section.title,
        standing=standing,
        state="current" if section.slug == current else state,
        word=word,
        tone=tone,
    )


def _with_scores(section: Section, row: Response | None, by: Actor) -> Told:
    return told(section, row, row.scores.all() if row else (), by)


def told(
    section: Section, row: Response | None, scores: Iterable[Score], by: Actor
) -> Told:
    """A section as it was answered, with its scores for those who read them."""
    step = _step(section, row)
    if row is None:
        return Told(step, (), (), (), "", "")
    answers = response.read(row.document)
    shown = sections.reads_scores(by.roles)
    return Told(
        step=step,
        lines=lines.of(row.document),
        scores=_scores(row, scores) if shown else (),
        facts=facts.of(catalogue.get(section.slug), answers),
        skipped=sections.skip_label(row.skip_reason),
        skipped_words=row.skip_words,
    )


def _scores(row: Response, scores: Iterable[Score]) -> tuple[ScoreView, ...]:
    """The scores of a section; one that led on to another stands back behind it."""
    found = [_score(one, row) for one in scores]
    last = [one for one in found if not one.leads_on]
    return tuple(last or found)


def _score(score: Score, row: Response) -> ScoreView:
    item = catalogue.get(row.section).item(score.slug)
    return ScoreView(
        title=score.title,
        value=score.value,
        most=item.bands[-1].high if item and item.bands else 0,
        answered=score.answered,
        wanted=score.wanted,
        label=score.label,
        cut=_cut(score),
        source=score.citation,
        mark=score.mark,
        version=score.instrument_version,
        notes=tuple((text, source, mark) for text, source, mark in score.notes),
        leads_on=score.action.startswith("ask-"),
    )


def _cut(score: Score) -> str:
    if score.low is None:
        return ""
    return str(score.low) if score.low == score.high else f"{score.low}–{score.high}"


def _flags(assessment: Assessment) -> list[Flag]:
    return list(assessment.flags.select_related("person").order_by("raised_at"))


def _cards(found: Assessment, rows: Rows, slug: str, by: Actor) -> tuple[Card, ...]:
    """The dangers that this section's answers show, alone or with the others'."""
    others = {key: row for key, row in rows.items() if key != slug}
    here = {key: row for key, row in rows.items() if key == slug}
    elsewhere = {one.rule.slug for one in _concerns(others)}
    alone = {one.rule.slug for one in _concerns(here)}
    newest = {flag.rule: flag for flag in _flags(found)}
    numbers = {
        line.slug: cards.Line(line.label, line.number) for line in sites.current().lines
    }
    return tuple(
        cards.card(
            one,
            slug,
            numbers,
            seen_to=bool(
                (flag := newest.get(one.rule.slug)) and flag.closed_at is not None
            ),
            sees_clinical=sections.reads_scores(by.roles),
        )
        for one in _concerns(rows)
        if one.rule.slug in alone or one.rule.slug not in elsewhere
    )


def _concerns(rows: Rows) -> tuple[Concern, ...]:
    documents = {slug: row.document for slug, row in rows.items()}
    return safety.concerns(*response.given(documents))
