from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.timezone import now

from offramp.platform.accounts import actions as accounts
from offramp.platform.audit import log
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.sites import access, rules
from offramp.program.sites.models import SiteVersion


@dataclass(frozen=True)
class Loaded:
    """What a load did, for whoever started it."""

    slug: str
    name: str
    version: str
    number: int
    changed: bool
    agencies: int
    places: int
    offences: int
    criteria: int
    leaflets: int


@transaction.atomic
def load(folder: Path, *, by: Actor) -> Loaded:
    """Put a site's folder in force. With a mistake anywhere, nothing is loaded."""
    require(by, Permission.SITE_LOAD)
    files = rules.read(folder)
    site = rules.build(files)
    version = access.latest(lock=True)
    changed = version is None or version.digest != rules.digest(files)
    if version is None or changed:
        version = _keep(files, site, version.number + 1 if version else 1, by)
        _set_agencies(site, by)
        log.record(Permission.SITE_LOAD, version, by=by, digest=version.digest)
        transaction.on_commit(access.forget)
    return _loaded(site, version.number, changed)


def _keep(
    files: dict[str, str], site: rules.Site, number: int, by: Actor
) -> SiteVersion:
    return SiteVersion.objects.create(
        number=number,
        slug=site.slug,
        digest=rules.digest(files),
        content=files,
        loaded_at=now(),
        loaded_by_id=by.id,
    )


def _set_agencies(site: rules.Site, by: Actor) -> None:
    for agency in site.agencies:
        accounts.set_agency(
            agency.slug,
            name=agency.name,
            kind=agency.kind,
            units=dict(agency.units),
            by=by,
        )
    accounts.set_needs(site.needs, by=by)
    accounts.retire_agencies({agency.slug for agency in site.agencies}, by=by)


def _loaded(site: rules.Site, number: int, changed: bool) -> Loaded:
    return Loaded(
        slug=site.slug,
        name=site.name,
        version=site.version,
        number=number,
        changed=changed,
        agencies=len(site.agencies),
        places=len(site.municipalities),
        offences=len(site.offences),
        criteria=len(site.criteria),
        leaflets=len(site.leaflets),
    )
