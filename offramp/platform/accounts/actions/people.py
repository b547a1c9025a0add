from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction

from offramp.platform.accounts.access import end_everywhere, refuse_two_hats
from offramp.platform.accounts.models import Agency, Duty, Need, Unit, User
from offramp.platform.audit import log
from offramp.platform.kernel.ids import ActorId, AgencyId, UnitId
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission


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
def set_needs(needs: Iterable[tuple[str, str]], *, by: Actor) -> None:
    """Which papers a kind of agency needs, and which dates a role: as the site says."""
    require(by, Permission.SITE_LOAD)
    Need.objects.all().delete()
    for of, what in needs:
        need = Need.objects.create(of=of, what=what)
        log.record(Permission.SITE_LOAD, need, by=by, of=of, what=what)


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
    end_everywhere(user.id)
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
    refuse_two_hats(user_id, role, Agency.objects.get(pk=agency_id))
    duty, _ = Duty.objects.update_or_create(
        user_id=user_id,
        agency_id=agency_id,
        role=role,
        from_on=from_on,
        defaults={"unit_id": unit_id, "until_on": until_on},
    )
    log.record(Permission.ACCOUNT_GRANT, duty, by=by, role=role)
    return duty
