"""How assessments stand, for the pages of other packages."""

from collections.abc import Iterable

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from offramp.platform.audit import log
from offramp.platform.kernel.ids import AssessmentId, CaseId
from offramp.platform.kernel.moments import Moments, moments
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.assessments import access
from offramp.program.assessments.formats import catalogue, facts, response
from offramp.program.assessments.formats.facts import Need
from offramp.program.assessments.lifecycle import State
from offramp.program.assessments.models import Assessment, Response
from offramp.program.assessments.queries.shapes import Brief
from offramp.program.assessments.rules import sections
from offramp.program.assessments.rules.sections import Standing
from offramp.program.people.access import Reached

_SETTLED = [one.value for one in Standing if sections.is_settled(one)]


def of_cases(case_ids: Iterable[CaseId], *, by: Actor) -> dict[CaseId, Brief]:
    """The newest assessment of each case, for those who may read it. One query."""
    return read(rows(case_ids, by=by))


def rows(
    case_ids: Iterable[CaseId], *, by: Actor, about: Reached | None = None
) -> QuerySet[Assessment]:
    """What `read` reads; of one person, who was reached already, when there is one."""
    if about is None:
        mine = access.reachable(by, Permission.ASSESSMENT_READ)
    else:
        mine = access.about(about, Permission.ASSESSMENT_READ)
    settled = Response.objects.filter(
        assessment=OuterRef("pk"), standing__in=_SETTLED
    ).order_by()
    done = settled.values("assessment").annotate(number=Count("pk")).values("number")
    return (
        mine.filter(case_id__in=list(case_ids))
        .only("case", "state", "started_at", "completed_at")
        .annotate(done=Coalesce(Subquery(done), 0))
    )


def newest_completed_at(case: str) -> Subquery:
    """When a case's newest assessment was done, as a column of the row's query. For
    packages that asked policy about the cases already."""
    newest = Assessment.objects.filter(case=OuterRef(case))
    return Subquery(newest.order_by("-started_at", "-pk").values("completed_at")[:1])


def read(assessments: Iterable[Assessment]) -> dict[CaseId, Brief]:
    """The newest of these assessments for each case."""
    in_order = sorted(assessments, key=lambda row: (row.started_at, row.id))
    return {
        CaseId(row.case_id): Brief(
            id=row.id,
            state=State(row.state),
            started_at=row.started_at,
            completed_at=row.completed_at,
            sections_done=row.done,  # type: ignore[attr-defined] # annotated
            sections=len(sections.SECTIONS),
        )
        for row in in_order
    }


def needs(case_id: CaseId, *, by: Actor) -> tuple[Need, ...]:
    """The everyday needs that help is wanted with, from the newest answers."""
    mine = access.reachable(by, Permission.ASSESSMENT_READ).filter(case_id=case_id)
    rows = Response.objects.filter(assessment__in=mine, section="social-needs")
    row = rows.order_by("-assessment__started_at").first()
    return wanted(row.document) if row else ()


def wanted(document: dict[str, object]) -> tuple[Need, ...]:
    """The needs that help is wanted with, in one response."""
    answers = response.read(document)
    return facts.wanted(facts.of(catalogue.get("social-needs"), answers), answers)


def happened(found: Reached) -> list[Moments]:
    """Assessments of this person and the flags they raised, for their timeline."""
    mine = access.about(found, Permission.ASSESSMENT_READ)
    raised = access.flags_about(found, Permission.FLAG_READ)
    return [
        moments(mine, "assessment.started", at="started_at", by="started_by_id"),
        moments(mine, "assessment.completed", at="completed_at", by="completed_by_id"),
        moments(raised, "flag.raised", at="raised_at", by="raised_by_id"),
        moments(raised, "flag.closed", at="closed_at", by="closed_by_id"),
    ]


def case_of(assessment_id: AssessmentId, *, by: Actor) -> CaseId:
    """The case of an assessment that the actor may complete; 404 outside reach."""
    found = access.get(assessment_id, Permission.ASSESSMENT_COMPLETE, by=by)
    log.read(Permission.ASSESSMENT_READ, found, by=by)
    return CaseId(found.case_id)
