from datetime import date, datetime, timedelta

from django.db import transaction

from offramp.platform.accounts import rules
from offramp.platform.accounts.access import (
    end_everywhere,
    held,
    locked,
    refuse_two_hats,
)
from offramp.platform.accounts.models import (
    Agency,
    Duty,
    Grant,
    GrantState,
    Reset,
    User,
)
from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import (
    ActorId,
    AgencyId,
    DutyId,
    GrantId,
    ResetId,
    UnitId,
)
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission

_TWO = "Somebody else has to decide this: it takes two people."
_NOT_ONES_OWN = "Nobody gives themselves a duty. Ask a colleague to ask for it."
_DECIDED = "This was decided already."


@transaction.atomic
def ask_grant(
    email: str,
    role: Role,
    *,
    name: str,
    agency_id: AgencyId,
    unit_id: UnitId | None = None,
    from_on: date,
    until_on: date,
    why: str,
    at: datetime,
    by: Actor,
) -> Grant:
    """Ask that somebody gets a duty, for twelve months at the most."""
    require(by, Permission.GRANT_ASK)
    agency = Agency.objects.get(pk=agency_id)
    user = User.objects.filter(email__iexact=email).first()
    if user and user.id == by.id:
        raise Refused(_NOT_ONES_OWN)
    if role not in rules.roles_at(agency.kind):
        raise Refused(f"Nobody at {agency.name} can have that role. Choose another.")
    if rules.is_too_long(from_on, until_on):
        raise Refused("A duty is given for twelve months at the most.")
    if user:
        _same_person(user, name)
        refuse_two_hats(user.id, role, agency)
    grant = Grant.objects.create(
        email=email.lower(),
        name=name,
        role=role,
        agency=agency,
        unit_id=unit_id,
        from_on=from_on,
        until_on=until_on,
        why=why,
        asked_at=at,
        asked_by_id=by.id,
    )
    log.record(Permission.GRANT_ASK, grant, by=by, role=role)
    return grant


def _same_person(user: User, name: str) -> None:
    """A login is never given to somebody else, however long it has been closed."""
    if user.name.casefold().split() != name.casefold().split():
        raise Refused(
            f"This address is the login of {user.name}, and a login is not given to "
            "anybody else. Write the name as it stands there, or give another address."
        )


@transaction.atomic
def approve_grant(grant_id: GrantId, *, at: datetime, by: Actor) -> Duty:
    """Give the duty that a colleague asked for. Neither of the two receives it."""
    require(by, Permission.GRANT_DECIDE)
    grant = held(Grant, grant_id)
    _decide(grant, GrantState.APPROVED, at, by)
    user = User.objects.filter(email__iexact=grant.email).first()
    if user is not None:
        _same_person(user, grant.name)
    else:
        user = User(email=grant.email, name=grant.name)
        user.set_unusable_password()
        user.save()
    if user.id in {by.id, grant.asked_by_id}:
        raise Refused(_NOT_ONES_OWN)
    refuse_two_hats(user.id, Role(grant.role), grant.agency)
    duty, _ = Duty.objects.update_or_create(
        user=user,
        agency_id=grant.agency_id,
        role=grant.role,
        from_on=grant.from_on,
        defaults={"unit_id": grant.unit_id, "until_on": grant.until_on},
    )
    log.record(Permission.GRANT_DECIDE, grant, by=by, approved=True, duty=str(duty.pk))
    return duty


@transaction.atomic
def refuse_grant(grant_id: GrantId, *, at: datetime, by: Actor) -> None:
    """Say no to what a colleague asked for."""
    require(by, Permission.GRANT_DECIDE)
    grant = held(Grant, grant_id)
    _decide(grant, GrantState.REFUSED, at, by)
    log.record(Permission.GRANT_DECIDE, grant, by=by, approved=False)


@transaction.atomic
def confirm_duty(duty_id: DutyId, *, at: datetime, by: Actor) -> Duty:
    """Say, as every quarter, that somebody still needs a duty."""
    require(by, Permission.GRANT_DECIDE)
    duty = held(Duty, duty_id)
    if duty.user_id == by.id:
        raise Refused("Somebody else has to say that you still need this.")
    duty.confirmed_at, duty.confirmed_by_id = at, by.id
    duty.save(update_fields=["confirmed_at", "confirmed_by_id"])
    log.record(Permission.GRANT_DECIDE, duty, by=by, confirmed=True)
    return duty


@transaction.atomic
def end_duty(duty_id: DutyId, *, on: date, by: Actor) -> Duty:
    """A duty counts no more from that day on; it ends everywhere at once."""
    require(by, Permission.ACCOUNT_CHANGE)
    duty = held(Duty, duty_id)
    last = on - timedelta(days=1)
    duty.from_on, duty.until_on = min(duty.from_on, last), last
    duty.save(update_fields=["from_on", "until_on"])
    ended = end_everywhere(ActorId(duty.user_id))
    log.record(Permission.ACCOUNT_CHANGE, duty, by=by, last=str(last), ended=ended)
    return duty


@transaction.atomic
def ask_reset(user_id: ActorId, proof: str, *, at: datetime, by: Actor) -> Reset:
    """Vouch for somebody who lost their second factor: how they were recognized."""
    require(by, Permission.GRANT_ASK)
    user = locked(user_id)
    if user_id == by.id:
        raise Refused("Somebody else has to vouch for you.")
    reset = Reset.objects.create(user=user, proof=proof, asked_at=at, asked_by_id=by.id)
    log.record(Permission.GRANT_ASK, reset, by=by)
    return reset


@transaction.atomic
def approve_reset(reset_id: ResetId, *, at: datetime, by: Actor) -> None:
    """Take the lost factors away: a new one is set up at the next sign-in."""
    require(by, Permission.GRANT_DECIDE)
    reset = held(Reset, reset_id)
    if reset.user_id == by.id:
        raise Refused(_TWO)
    _decide(reset, GrantState.APPROVED, at, by)
    reset.user.factors.all().delete()
    reset.user.recovery.all().delete()
    reset.user.identities.all().delete()
    ended = end_everywhere(ActorId(reset.user_id))
    log.record(Permission.GRANT_DECIDE, reset, by=by, approved=True, ended=ended)


@transaction.atomic
def refuse_reset(reset_id: ResetId, *, at: datetime, by: Actor) -> None:
    """Leave the factors as they are."""
    require(by, Permission.GRANT_DECIDE)
    reset = held(Reset, reset_id)
    _decide(reset, GrantState.REFUSED, at, by)
    log.record(Permission.GRANT_DECIDE, reset, by=by, approved=False)


def _decide(asked: Grant | Reset, state: GrantState, at: datetime, by: Actor) -> None:
    if asked.state != GrantState.ASKED:
        raise Refused(_DECIDED)
    if asked.asked_by_id == by.id:
        raise Refused(_TWO)
    asked.state, asked.decided_at, asked.decided_by_id = state, at, by.id
    asked.save(update_fields=["state", "decided_at", "decided_by_id"])
