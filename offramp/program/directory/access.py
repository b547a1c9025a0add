"""The way to the directory. It holds no person, so program staff see all of it."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import Http404

from offramp.platform.kernel.ids import ServiceId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.directory.models import Service
from offramp.program.directory.rules import editions


def services(actor: Actor, permission: Permission) -> QuerySet[Service]:
    """Every service, active or not, for those who may read the directory."""
    require(actor, permission)
    return Service.objects.all()


def get(
    service_id: ServiceId, permission: Permission, *, by: Actor, lock: bool = False
) -> Service:
    """One service, active or not, or 404."""
    found = services(by, permission).filter(pk=service_id)
    if lock:
        found = found.select_for_update(of=("self",))
    service = found.select_related("organization", "source").first()
    if service is None:
        raise Http404
    return service


def source_named(name: str, is_named: bool, services: Iterable[tuple[str, str]]) -> str:
    """The name to import a file under: that of the directory it is an edition of.

    A file that names itself is believed. Otherwise it is known by its services, each
    given as id and name: see `editions`. A file of a new directory never takes the
    name of another.
    """
    if is_named:
        return name
    listed = Service.objects.filter(gone_at=None)
    stored: dict[str, dict[str, str]] = {}
    for slug, key, said in listed.values_list("source__slug", "source_key", "name"):
        stored.setdefault(slug, {})[key] = said
    found = editions.of(name, dict(services), stored)
    if found is not None:
        return found
    numbers = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    taken = set(Service.objects.values_list("source__slug", flat=True).distinct())
    return next(free for free in numbers if free not in taken)
