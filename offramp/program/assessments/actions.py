from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from offramp.platform.accounts.actors import SYSTEM, staff
from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ActorId, AssessmentId, CaseId, FlagId, new_id
from offramp.platform.outbox import actions as outbox
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.table import Permission
from offramp.platform.policy.zones import Zone
from offramp.program.assessments import access
from offramp.program.assessments.formats import catalogue, posted, response, scoring
from offramp.program.assessments.formats.posted import Sent
from offramp.program.assessments.formats.questionnaire import NOTHING, Questionnaire
from offramp.program.assessments.formats.scoring import Settled
from offramp.program.assessments.lifecycle import Event, State
from offramp.program.assessments.models import Assessment, Flag, Response, Score
from offramp.program.assessments.rules import safety, sections, windows
from offramp.program.assessments.rules.safety import Concern, Urgency
from offramp.program.assessments.rules.sections import Standing
from offramp.program.cases import access as cases_access
from offramp.program.cases.lifecycle import State as CaseState

_DONE = "This assessment is complete and stays as it is. Start a new one to add to it."
_NOTHING = "Nothing is answered yet. Answer what they want to, or skip with a reason."
_MISSING = "Some questions here need an answer, or “Prefer not to say”."


@dataclass(frozen=True)
class Saved:
    """What a save led to. With `clashing` answers nothing was saved."""

    version: int
    standing: Standing
    clashing: tuple[str, ...] = ()
    new_concerns: tuple[Concern, ...] = ()
    opened: frozenset[str] = frozenset()  # asked now, not before
    shut: frozenset[str] = frozenset()  # asked before, not now

    @property
    def is_done(self) -> bool:
        """Whether the section asks for nothing more."""
        return sections.is_settled(self.standing)


@transaction.atomic
def start(case_id: CaseId, *, at: datetime, by: Actor) -> Assessment:
    """Begin to talk it all through; the one under way, if there is one."""
    case = cases_access.get(case_id, Permission.ASSESSMENT_START, by=by, lock=True)
    if case.state == CaseState.CLOSED:
        raise Refused("This case is closed. Open a new one before you assess.")
    under_way = Assessment.objects.filter(case=case, state=State.IN_PROGRESS.value)
    assessment = under_way.first()
    if assessment is not None:
        log.read(Permission.ASSESSMENT_READ, assessment, by=by)
        return assessment
    assessment = Assessment.objects.create(
        id=AssessmentId(new_id()),
        case=case,
        person_id=case.person_id,
        started_at=at,
        started_by_id=by.id,
    )
    log.record(Permission.ASSESSMENT_START, assessment, by=by, at=at.isoformat())
    return assessment


@transaction.atomic
def answer(
    assessment_id: AssessmentId, slug: str, sent: Sent, *, at: datetime, by: Actor
) -> Saved:
    """Keep answers of one section, score them, and raise a flag where they mean danger.

    The later save wins, answer by answer; but an answer that another window changed
    meanwhile is not overwritten: then nothing is saved and the answers are named.
    """
    assessment = _open(assessment_id, by)
    access.section(slug, by=by)
    row, others = _rows(assessment, slug)
    stored = response.read(row.document)
    changed = [i for i, a in sent.answers.items() if stored.get(i, NOTHING) != a]
    clashing = windows.clashes(changed, row.marks, sent.seen, sent.window)
    if clashing:
        return Saved(row.version, Standing(row.standing), tuple(clashing))
    questionnaire = catalogue.get(slug)
    before = _concerns([*others, row])
    was = scoring.settle(questionnaire, stored)
    given = {i: a for i, a in {**stored, **sent.answers}.items() if a.is_given}
    settled = scoring.settle(questionnaire, given)
    standing = _standing(questionnaire, settled, sent, Standing(row.standing))
    if changed or standing != row.standing:
        row.keep(changed, standing, sent.window, at, by.id)
        _write(row, questionnaire, settled)
        details = {"section": slug, "version": row.version}
        log.record(Permission.ASSESSMENT_ANSWER, assessment, by=by, **details)
    news = safety.news(before, _concerns([*others, row]))
    _raise(assessment, news, at, by)
    opened, shut = settled.asked - was.asked, was.asked - settled.asked
    return Saved(row.version, standing, (), tuple(news), opened, shut)


@transaction.atomic
def skip(
    assessment_id: AssessmentId,
    slug: str,
    reason: str,
    words: str = "",
    *,
    at: datetime,
    by: Actor,
) -> Response:
    """Leave a section out, and say why. What is answered in it already is kept."""
    assessment = _open(assessment_id, by)
    access.section(slug, by=by)
    if not sections.skip_label(reason):
        raise Refused("Choose why this section is skipped.")
    row, _ = _rows(assessment, slug)
    row.standing = Standing.SKIPPED.value
    row.skip_reason, row.skip_words = reason, words
    row.skipped_at, row.skipped_by_id = at, by.id
    row.version += 1
    row.save()
    log.record(
        Permission.ASSESSMENT_ANSWER, assessment, by=by, section=slug, skipped=reason
    )
    return row


@transaction.atomic
def complete(assessment_id: AssessmentId, *, at: datetime, by: Actor) -> Assessment:
    """Every section is answered or skipped with a reason: the assessment is done."""
    found = access.get(assessment_id, Permission.ASSESSMENT_COMPLETE, by=by, lock=True)
    if found.state == State.COMPLETED:
        return found
    rows = list(Response.objects.filter(assessment=found))
    left = sections.unsettled({row.section: Standing(row.standing) for row in rows})
    if left:
        titles = ", ".join(section.title for section in left)
        raise Refused(f"Not complete yet. Answer or skip with a reason: {titles}.")
    found.happen(Event.COMPLETE)
    found.completed_at, found.completed_by_id = at, by.id
    found.save(update_fields=["state", "completed_at", "completed_by_id"])
    for row in rows:
        row.document = {**row.document, "status": "completed"} if row.document else {}
    Response.objects.bulk_update(rows, ["document"])
    skipped = sum(row.standing == Standing.SKIPPED for row in rows)
    log.record(
        Permission.ASSESSMENT_COMPLETE, found, by=by, at=at.isoformat(), skipped=skipped
    )
    return found


@transaction.atomic
def close_flag(flag_id: FlagId, what_done: str, *, at: datetime, by: Actor) -> Flag:
    """A supervisor has seen to it, and says what was done."""
    flag = access.get_flag(flag_id, Permission.FLAG_CLOSE, by=by, lock=True)
    if flag.closed_at is not None:
        raise Refused("This flag is closed already. Nothing was changed.")
    if not what_done.strip():
        raise Refused("Write what was done before you close the flag.")
    flag.closed_at, flag.closed_by_id, flag.what_done = at, by.id, what_done
    flag.save(update_fields=["closed_at", "closed_by_id", "what_done"])
    log.record(Permission.FLAG_CLOSE, flag, by=by, at=at.isoformat())
    return flag


def _open(assessment_id: AssessmentId, by: Actor) -> Assessment:
    found = access.get(assessment_id, Permission.ASSESSMENT_ANSWER, by=by, lock=True)
    if found.state == State.COMPLETED:
        raise Refused(_DONE)
    return found


def _standing(
    questionnaire: Questionnaire, settled: Settled, sent: Sent, before: Standing
) -> Standing:
    """Done once its button was pressed and nothing that it opened waits unseen."""
    if not sent.finished:
        settled_before = sections.is_settled(before)
        return before if settled_before else Standing.STARTED
    if not settled.answers:
        raise Refused(_NOTHING)
    if posted.missing(questionnaire, settled.answers, settled.asked & sent.asked):
        raise Refused(_MISSING)
    unseen = (
        item.link_id
        for item in questionnaire.questions()
        if item.link_id in settled.asked - sent.asked
        and item.link_id not in settled.answers
    )
    return Standing.STARTED if any(unseen) else Standing.DONE


def _rows(assessment: Assessment, slug: str) -> tuple[Response, list[Response]]:
    """The section's own answers, begun if need be, and those of all others."""
    rows = list(Response.objects.filter(assessment=assessment))
    row = next((one for one in rows if one.section == slug), None)
    if row is None:
        row = Response(assessment=assessment, section=slug)
    return row, [one for one in rows if one.section != slug]


def _write(row: Response, questionnaire: Questionnaire, settled: Settled) -> None:
    row.instrument_version = questionnaire.version
    row.document = response.write(
        questionnaire,
        settled.answers,
        settled.scores,
        authored=row.answered_at.isoformat() if row.answered_at else "",
        subject=str(row.assessment.person_id),
    )
    row.save()
    for scored in scoring.scored(questionnaire, settled):
        Score.objects.update_or_create(
            response=row, slug=scored.link_id, defaults=Score.figures(scored, row)
        )
    row.scores.exclude(slug__in=settled.asked).delete()


def _concerns(rows: list[Response]) -> tuple[Concern, ...]:
    documents = {row.section: row.document for row in rows}
    return safety.concerns(*response.given(documents))


def _raise(
    assessment: Assessment, news: list[Concern], at: datetime, by: Actor
) -> None:
    for concern in news:
        flag, made = Flag.objects.get_or_create(
            assessment=assessment,
            rule=concern.rule.slug,
            closed_at=None,
            defaults={
                "id": FlagId(new_id()),
                "case_id": assessment.case_id,
                "person_id": assessment.person_id,
                "urgency": concern.urgency.value,
                "raised_at": at,
                "raised_by_id": by.id,
            },
        )
        urgency = safety.more_urgent(Urgency(flag.urgency), concern.urgency)
        if made or urgency != flag.urgency:
            flag.urgency = urgency.value
            flag.save(update_fields=["urgency"])
            _write_to_supervisors(flag, at)


def _write_to_supervisors(flag: Flag, at: datetime) -> None:
    link = settings.OFFRAMP_ORIGINS[Zone.PROGRAM] + reverse("assessments:flags")
    letter = safety.letter(Urgency(flag.urgency), link)
    if letter is None:
        return
    subject, body = letter
    for staff_id, _ in staff({Role.SUPERVISOR}):
        key = f"flag:{flag.id}:{flag.urgency}:{staff_id}"
        outbox.post(ActorId(staff_id), subject, body, key=key, due_at=at, by=SYSTEM)
