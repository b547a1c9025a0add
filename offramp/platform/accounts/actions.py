from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from offramp.platform.accounts.models import Agency, Duty, Unit, User
from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ActorId, AgencyId, UnitId
from offramp.platform.policy.actor import JUSTICE, TREATMENT, Actor, Role
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission


@transaction.atomic
def begin_session(user_id: ActorId, *, at: datetime, by: Actor) -> None:
    """Somebody signed in."""
    require(by, Permission.SESSION_BEGIN)
    user = User.objects.get(pk=user_id)
    log.record(Permission.SESSION_BEGIN, user, by=by, at=at.isoformat())


@transaction.atomic
def end_session(user_id: ActorId, *, at: datetime, by: Actor) -> None:
    """Somebody signed out."""
    require(by, Permission.SESSION_END)
    user = User.objects.get(pk=user_id)
    log.record(Permission.SESSION_END, user, by=by, at=at.isoformat())


@transaction.atomic
def set_agency(
    slug: str, *, name: str, kind: str, units: dict[str, str], by: Actor
) -> Agency:
    """Put an agency and its units (slug to name) as the site's data has them."""
    require(by, Permission.SITE_LOAD)
    agency, _ = Agency.objects.update_or_create(
        slug=slug, defaults={"name": name, "kind": kind, "is_active": True}
    )
    for unit_slug, unit_name in units.items():
        Unit.objects.update_or_create(
            agency=agency,
            slug=unit_slug,
            defaults={"name": unit_name, "is_active": True},
        )
    agency.units.exclude(slug__in=units).update(is_active=False)
    log.record(Permission.SITE_LOAD, agency, by=by, units=sorted(units))
    return agency


@transaction.atomic
def retire_agencies(kept: Collection[str], *, by: Actor) -> list[Agency]:
    """Agencies that the site no longer names take no part: their people cannot act."""
    require(by, Permission.SITE_LOAD)
    gone = list(Agency.objects.filter(is_active=True).exclude(slug__in=kept))
    for agency in gone:
        agency.is_active = False
        agency.save(update_fields=["is_active"])
        log.record(Permission.SITE_LOAD, agency, by=by, retired=True)
    return gone


@transaction.atomic
def hire(
    email: str, *, name: str, password: str | None, badge: str = "", by: Actor
) -> User:
    """Give somebody a login, or a new password to a login they have."""
    require(by, Permission.ACCOUNT_GRANT)
    user = User.objects.filter(email__iexact=email).first() or User(email=email)
    user.name, user.badge, user.is_active = name, badge, True
    user.set_password(password)
    user.save()
    log.record(Permission.ACCOUNT_GRANT, user, by=by)
    return user


@transaction.atomic
def assign(
    user_id: ActorId,
    role: Role,
    *,
    agency_id: AgencyId,
    unit_id: UnitId | None = None,
    from_on: date,
    until_on: date | None = None,
    by: Actor,
) -> Duty:
    """Give somebody a role at an agency. Nobody has a justice and a treatment role."""
    require(by, Permission.ACCOUNT_GRANT)
    held = {Role(duty.role) for duty in Duty.objects.filter(user_id=user_id)} | {role}
    if held & JUSTICE and held & TREATMENT:
        raise Refused(
            "One person cannot hold a police or prosecution role and a role that "
            "sees what participants say. Use two people."
        )
    duty, _ = Duty.objects.update_or_create(
        user_id=user_id,
        agency_id=agency_id,
        role=role,
        from_on=from_on,
        defaults={"unit_id": unit_id, "until_on": until_on},
    )
    log.record(Permission.ACCOUNT_GRANT, duty, by=by, role=role)
    return duty
