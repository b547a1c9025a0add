"""The way to the directory. It holds no person, so program staff see all of it."""

from collections import Counter
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from offramp.platform.kernel.ids import ServiceId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import Forbidden, require
from offramp.platform.policy.table import Permission
from offramp.program.directory.models import Service, Source

# How many services of a file are looked up to find out which directory it is of.
_SAMPLE = 400


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


def source_named(name: str, is_named: bool, sample: list[tuple[str, str]]) -> str:
    """The name to import a file under: that of the directory it is an edition of.

    A file that names itself is believed. Otherwise it is known by what is in it: when
    more than half of its services (by id and name) are those of one directory that we
    have, it is that one, whatever the file is called today. A file of a new directory
    never takes the name of another.
    """
    if is_named:
        return name
    asked = dict(sample[:_SAMPLE])
    kept = Service.objects.filter(source_key__in=asked).values_list(
        "source__slug", "source_key", "name"
    )
    votes = Counter(slug for slug, key, said in kept if asked[key] == said)
    for slug, alike in votes.most_common(1):
        if alike * 2 > len(asked):
            return slug
    taken = set(Service.objects.values_list("source__slug", flat=True).distinct())
    numbers = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    return next(free for free in numbers if free not in taken)


def source_id(slug: str) -> UUID | None:
    """The directory of this name, if it was imported before."""
    return Source.objects.filter(slug=slug).values_list("pk", flat=True).first()


def may(actor: Actor, permission: Permission) -> bool:
    """Whether the actor's roles have the permission at all, for showing a button."""
    try:
        require(actor, permission)
    except Forbidden:
        return False
    return True
