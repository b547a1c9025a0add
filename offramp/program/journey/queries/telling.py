"""What the prosecutor is told of a stay, before anybody tells it."""

from dataclasses import dataclass

from django.utils.timezone import localdate

from offramp.platform.accounts import papers
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import AssessmentId, CaseId, DiversionId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import may
from offramp.platform.policy.table import Permission
from offramp.program.assessments import queries as assessments
from offramp.program.charges import queries as charges
from offramp.program.consent.rules import NOTICE
from offramp.program.journey import access, rules
from offramp.program.journey.queries.timeline import moment
from offramp.program.sites import queries as sites


@dataclass(frozen=True)
class TellingPage:
    """What is held, what was agreed, what would go, and what stands in the way."""

    found: access.Telling
    under: papers.Agreed
    facts: tuple[tuple[str, str], ...]
    agreed: tuple[str, ...]
    would_go: str
    notice: str
    conditions: tuple[charges.Bound, ...]
    may_report: bool
    why_not: str

    @property
    def prosecutor(self) -> str:
        """Who is told."""
        return self.under.name


def telling_page(case_id: CaseId, *, by: Actor) -> TellingPage:
    """The legal clock of a stay, for those who may tell of it."""
    found = access.telling(case_id, Permission.RELEASE_MAKE, by=by)
    site = sites.current()
    label = site.label("release_category", rules.COMPLETED)
    assessed = moment(found.assessed_at) if found.assessed_at else "Not yet"
    due = found.due_on
    attempts = found.attempts
    return TellingPage(
        found=found,
        under=papers.agreed_with(found.prosecutor),
        facts=(
            ("Charges held", str(len(found.held))),
            ("Assessment due", f"{due:%b} {due.day}, {due.year}" if due else "–"),
            ("Assessment done", assessed),
            ("Attempts since", f"{attempts.count} on {attempts.days} days"),
        ),
        agreed=tuple(
            site.label("release_category", slug) for slug in sorted(found.agreed)
        ),
        would_go=f"{label}: {assessed}" if found.can_tell else "",
        notice=NOTICE,
        conditions=tuple(charges.bound([DiversionId(id) for id in found.held])),
        may_report=may(by, Permission.NOT_COMPLETED_REPORT),
        why_not=_why_not(found),
    )


def _why_not(found: access.Telling) -> str:
    try:
        access.must_be_reportable(found, localdate())
    except Refused as no:
        return str(no)
    return ""


@dataclass(frozen=True)
class Completing:
    """What completing an assessment would tell, and to whom."""

    assessment_id: AssessmentId
    telling: TellingPage
    will_tell: bool


def completing(assessment_id: AssessmentId, *, by: Actor) -> Completing:
    """The last look before the assessment is done."""
    case_id = assessments.case_of(assessment_id, by=by)
    page = telling_page(case_id, by=by)
    agreed = rules.COMPLETED in page.found.agreed
    return Completing(assessment_id, page, agreed and bool(page.found.untold))
