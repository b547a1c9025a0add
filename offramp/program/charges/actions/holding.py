from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from offramp.platform.accounts import actors
from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import (
    ChargeId,
    DiversionId,
    ReleaseId,
    derived_id,
)
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.table import Permission
from offramp.program.charges import access, rules
from offramp.program.charges.lifecycle import Event, State
from offramp.program.charges.models import Charge, Extension, ExtensionGround, Notice
from offramp.program.charges.rules import AskedBy, FilingReason
from offramp.program.diversions import access as diversions_access
from offramp.program.diversions.rules import legal_matter
from offramp.program.sites import queries as sites
from offramp.program.sites.rules import Offence


@transaction.atomic
def hold(
    diversion_id: DiversionId, offences: Sequence[str], *, at: datetime, by: Actor
) -> Charge | None:
    """Hold the charge back. None where there is no legal matter: nothing is held.

    The dates begin on the day the charge is held. A second call gives the same charge.
    """
    diversion = diversions_access.get(
        diversion_id, Permission.CHARGE_HOLD, by=by, lock=True
    )
    site, overdose = sites.current(), diversion.contact.overdose
    matter = legal_matter(site, diversion.route, offences, overdose=overdose)
    held = Charge.objects.filter(diversion=diversion).first()
    if held is not None or not matter:
        return held
    due_on, record_closes_on = rules.due_dates(
        localdate(at),
        due_days=site.clocks.assessment_due_days,
        record_days=site.clocks.arrest_record_days,
    )
    charge = Charge.objects.create(
        id=ChargeId(derived_id(diversion_id, "charge")),
        diversion=diversion,
        prosecutor_agency_id=actors.agency_id(site.prosecutor),
        offences=[_as_it_is_today(offence) for offence in matter],
        held_at=at,
        held_by_id=by.id,
        due_on=due_on,
        record_closes_on=record_closes_on,
    )
    log.record(Permission.CHARGE_HOLD, charge, by=by, at=at.isoformat())
    return charge


def _as_it_is_today(offence: Offence) -> dict[str, Any]:
    return {
        "slug": offence.slug,
        "label": offence.label,
        "statute": offence.statute,
        "offence_class": offence.offence_class,
        "version_on": offence.version_on.isoformat(),
        "mark": offence.mark,
        "source": offence.source,
    }


@transaction.atomic
def let_go(diversion_id: DiversionId, *, at: datetime, by: Actor) -> Charge | None:
    """The officer took the handover back, so the program holds nothing any more."""
    diversion = diversions_access.get(
        diversion_id, Permission.DIVERSION_WITHDRAW, by=by, lock=True
    )
    charge = Charge.objects.select_for_update().filter(diversion=diversion).first()
    if charge is None or charge.state == State.LET_GO:
        return charge
    charge.happen(Event.LET_GO)
    charge.let_go_at, charge.let_go_by_id = at, by.id
    charge.save(update_fields=["state", "let_go_at", "let_go_by_id"])
    log.record(Permission.DIVERSION_WITHDRAW, charge, by=by, at=at.isoformat())
    return charge


@transaction.atomic
def clear(charge_id: ChargeId, *, at: datetime, by: Actor) -> Charge:
    """The assessment is completed, as the person agreed to say: no charge is filed."""
    charge = access.get(charge_id, Permission.CHARGE_CLEAR, by=by, lock=True)
    if charge.state == State.CLEARED:
        return charge
    # Asked while it is held: what was told as a condition is out of sight after that.
    told = access.told(charge, rules.COMPLETED, by)
    charge.happen(Event.CLEAR)
    if told is None:
        raise Refused(
            "Nobody has told your office that the assessment is completed. The program "
            "does so as soon as it is, if the person agreed to it."
        )
    charge.cleared_at, charge.cleared_by_id = at, by.id
    charge.cleared_release_id = told
    charge.save(
        update_fields=["state", "cleared_at", "cleared_by_id", "cleared_release"]
    )
    log.record(
        Permission.CHARGE_CLEAR,
        charge,
        by=by,
        at=at.isoformat(),
        release=str(told),
    )
    return charge


@transaction.atomic
def file(charge_id: ChargeId, reason: str, *, at: datetime, by: Actor) -> Charge:
    """The prosecutor records that the charge was filed. This files nothing itself."""
    charge = access.get(charge_id, Permission.CHARGE_FILE, by=by, lock=True)
    if charge.state == State.FILED:
        return charge
    if reason not in set(FilingReason):
        raise Refused("Choose why the charge was filed.")
    if reason == FilingReason.NOT_COMPLETED and not access.is_reported(charge, by):
        raise Refused(
            "No supervisor has reported the assessment as not completed. Until one has "
            "signed that, it cannot be the reason."
        )
    charge.happen(Event.FILE)
    charge.filed_at, charge.filed_by_id, charge.filing_reason = at, by.id, reason
    charge.save(update_fields=["state", "filed_at", "filed_by_id", "filing_reason"])
    log.record(Permission.CHARGE_FILE, charge, by=by, at=at.isoformat(), reason=reason)
    return charge


@transaction.atomic
def extend(
    charge_id: ChargeId, until: date, reason: str = "", *, at: datetime, by: Actor
) -> Charge:
    """Give more time. What the program's supervisor needs it for stays in the program."""
    charge = access.get(charge_id, Permission.CHARGE_EXTEND, by=by, lock=True)
    _must_be_held(charge)
    site = sites.current()
    of_program = not by.has(Role.PROSECUTOR)
    if of_program and reason not in dict(site.choices("extension_reason")):
        raise Refused("Choose why more time is needed. The prosecutor does not see it.")
    rules.must_be_later(
        until, charge.due_on, today=localdate(at), most_days=site.clocks.extension_days
    )
    extension = Extension.objects.create(
        charge=charge,
        from_on=charge.due_on,
        to_on=until,
        asked_by=AskedBy.PROGRAM if of_program else AskedBy.PROSECUTOR,
        approved_at=at,
        approved_by_id=by.id,
    )
    if of_program:
        ExtensionGround.objects.create(extension=extension, reason=reason)
    charge.due_on = until
    charge.save(update_fields=["due_on"])
    log.record(
        Permission.CHARGE_EXTEND,
        charge,
        by=by,
        at=at.isoformat(),
        until=until.isoformat(),
    )
    return charge


@transaction.atomic
def report_not_completed(
    charge_id: ChargeId,
    *,
    attempts: int,
    signature_name: str,
    release_id: ReleaseId,
    at: datetime,
    by: Actor,
) -> Notice:
    """A supervisor signs that the assessment is not completed, after enough attempts."""
    charge = access.get(charge_id, Permission.NOT_COMPLETED_REPORT, by=by, lock=True)
    signed = Notice.objects.filter(charge=charge).first()
    if signed is not None:
        return signed
    _must_be_reportable(charge, attempts, release_id, at, by)
    if not signature_name.strip():
        raise Refused("Sign with your full name. Nothing is reported without it.")
    notice = Notice.objects.create(
        charge=charge,
        kind=rules.NOT_COMPLETED,
        attempts=attempts,
        signature_name=signature_name.strip(),
        release_id=release_id,
        signed_at=at,
        signed_by_id=by.id,
    )
    log.record(
        Permission.NOT_COMPLETED_REPORT,
        charge,
        by=by,
        at=at.isoformat(),
        attempts=attempts,
        release=str(release_id),
    )
    return notice


def _must_be_reportable(
    charge: Charge, attempts: int, release_id: ReleaseId, at: datetime, by: Actor
) -> None:
    _must_be_held(charge)
    rules.must_be_reportable(
        attempts,
        minimum=sites.current().clocks.minimum_attempts,
        due_on=charge.due_on,
        today=localdate(at),
    )
    if not access.may_be_told(charge, release_id, by):
        raise Refused(
            "The person has not agreed that the prosecutor is told about this. Without "
            "their consent nothing is reported."
        )


def _must_be_held(charge: Charge) -> None:
    if charge.state != State.HELD:
        raise Refused(f"This charge is {charge.state.replace('_', ' ')} already.")
