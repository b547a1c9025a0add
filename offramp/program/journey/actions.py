"""Acts that touch several packages: each is one transaction, made of their actions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate, localtime

from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import (
    AgencyId,
    AssessmentId,
    CaseId,
    ChargeId,
    ConsentId,
    ContactId,
    DiversionId,
    PersonId,
    RequestId,
)
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.assessments import actions as assessments
from offramp.program.charges import actions as charges
from offramp.program.consent import actions as consent
from offramp.program.consent.rules import Fact, Kind
from offramp.program.dispatch import actions as dispatch
from offramp.program.dispatch.rules import dispatch_id_of
from offramp.program.diversions import actions as diversions
from offramp.program.diversions.rules import ContactData, legal_matter
from offramp.program.journey import access, rules
from offramp.program.rights import actions as rights
from offramp.program.rights.lifecycle import Event as Answer
from offramp.program.sites import queries as sites


@dataclass(frozen=True)
class Told:
    """Whose stay it was, and how many prosecutors' rows were told as agreed."""

    person_id: PersonId
    count: int


@transaction.atomic
def hand_over(
    contact_id: ContactId,
    data: ContactData,
    *,
    at: datetime,
    by: Actor,
    reached_us_at: datetime | None = None,
) -> None:
    """An officer met somebody; if they said yes, the charge is held and a peer paged.

    Sent twice it happens once. Sent without signal it reaches us later than it was, and
    peers are paged from then on. At the scene of an overdose no charge is held for what
    the law forgives there (RSMo 195.205 in Missouri; the site's data names the law).
    """
    contact = diversions.record_contact(contact_id, data, at=at, by=by)
    if not contact.accepted:
        return
    diversion = diversions.make(contact.id, at=at, by=by)
    if legal_matter(
        sites.current(), contact.route, data.offences, overdose=contact.overdose
    ):
        charges.hold(diversion.id, data.offences, at=at, by=by)
    dispatch.page(diversion.id, at=reached_us_at or at, by=by)


@transaction.atomic
def take_back(
    diversion_id: DiversionId, reason: str, *, at: datetime, by: Actor
) -> None:
    """The officer takes the handover back before a peer is there."""
    dispatch.withdraw(dispatch_id_of(diversion_id), at=at, by=by)
    diversions.withdraw(diversion_id, reason, at=at, by=by)
    charges.let_go(diversion_id, at=at, by=by)


@transaction.atomic
def complete_assessment(
    assessment_id: AssessmentId, *, at: datetime, by: Actor
) -> Told:
    """The assessment is done; the prosecutor is told so if the person agreed to that.

    Without an agreement nothing is told, and the prosecutor sees no difference.
    """
    done = assessments.complete(assessment_id, at=at, by=by)
    case_id = CaseId(done.case_id)
    found = access.telling(case_id, Permission.RELEASE_MAKE, by=by)
    if not found.can_tell:
        return Told(found.person_id, 0)
    return tell_completed(case_id, at=at, by=by)


@transaction.atomic
def tell_completed(case_id: CaseId, *, at: datetime, by: Actor) -> Told:
    """Tell the prosecutor that the assessment is done, as the person agreed."""
    found = access.telling(case_id, Permission.RELEASE_MAKE, by=by)
    if not found.can_tell or found.assessed_at is None:
        raise Refused(
            "There is nothing to tell: the assessment is not done, or the person has "
            "not agreed, or no charge is held, or it was told before."
        )
    facts = [_fact(rules.COMPLETED, found.assessed_at)]
    for diversion_id in found.untold:
        consent.release(
            found.person_id, diversion_id, facts, found.prosecutor, at=at, by=by
        )
    return Told(found.person_id, len(found.untold))


@transaction.atomic
def agree_to_condition(
    id: ConsentId,
    person_id: PersonId,
    charge_id: ChargeId,
    terms: Mapping[str, Any],
    *,
    at: datetime,
    by: Actor,
) -> ConsentId:
    """The person agrees to what is a condition of their case (42 CFR 2.35). What the
    case says is taken from it now, whatever the form said."""
    case = access.case_of(person_id, charge_id, by=by)
    said = {**terms, "case": case, "recipient_agency_id": case.agency_id}
    given = consent.record(
        id, person_id, **{**said, "kind": Kind.CONDITION, "expires_on": case.ends_on},
        at=at, by=by,
    )  # fmt: skip
    return given.id


@transaction.atomic
def tell(consent_id: ConsentId, seen: str, *, at: datetime, by: Actor) -> Told:
    """Tell exactly what was seen before: to whom the consent names, and no one else."""
    found = access.offer(consent_id, by=by)
    if found.mark != seen:
        raise Refused("What would go has changed since you looked. Look again.")
    if found.terms.agency_id is None or not found.pieces:
        raise Refused("There is nothing to tell under this consent now.")
    for piece in found.pieces:
        consent.release(
            found.terms.person_id,
            piece.about_id,
            piece.facts,
            found.terms.agency_id,
            consent_id=consent_id,
            at=at,
            by=by,
        )
    return Told(found.terms.person_id, len(found.pieces))


@transaction.atomic
def report_not_completed(
    case_id: CaseId, signature_name: str, *, at: datetime, by: Actor
) -> Told:
    """A supervisor signs that the assessment was not completed by its day.

    Goes only to the prosecutor who holds the charge, only with the person's consent
    to exactly this, only after enough attempts on enough days. It asks for nothing.
    """
    found = access.telling(case_id, Permission.NOT_COMPLETED_REPORT, by=by)
    access.must_be_reportable(found, localdate(at))
    facts = [_fact(rules.NOT_COMPLETED, at)]
    for diversion_id in found.of(rules.NOT_COMPLETED):
        release = consent.release(
            found.person_id, diversion_id, facts, found.prosecutor, at=at, by=by
        )
        charges.report_not_completed(
            found.held[diversion_id].charge_id,
            attempts=found.attempts.count,
            signature_name=signature_name,
            release_id=release.id,
            at=at,
            by=by,
        )
    return Told(found.person_id, len(found.of(rules.NOT_COMPLETED)))


def _fact(slug: str, at: datetime) -> Fact:
    day = localtime(at)
    label = sites.current().label("release_category", slug)
    return Fact(slug, label, f"{day:%B} {day.day}, {day.year}")


@transaction.atomic
def answer_request(
    request_id: RequestId, event: Answer, words: str, *, at: datetime, by: Actor
) -> None:
    """Answer a request about a record; what is restricted is withdrawn at once."""
    row = rights.answer(request_id, event, words, at=at, by=by)
    if event == Answer.GRANT and row.agency_id:
        to = AgencyId(row.agency_id)
        consent.withhold(PersonId(row.person_id), to, at=at, by=by)
