from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import models, transaction

from offramp.platform.audit import log
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ServiceId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.directory import access
from offramp.program.directory.formats.rows import Found, Tell
from offramp.program.directory.models import (
    Check,
    Location,
    Organization,
    Origin,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    Source,
    Status,
    Tag,
)
from offramp.program.directory.rules import editions
from offramp.program.directory.rules.admit import admit
from offramp.program.directory.rules.checks import Heard
from offramp.program.directory.rules.compare import Difference, Kept, difference
from offramp.program.directory.rules.reasons import Judged
from offramp.program.directory.rules.report import Report
from offramp.program.directory.rules.rows import Admitted, digest, row_id

Thing = TypeVar("Thing")
_BATCH = 400
_OPEN = {Status.ACTIVE.value, Status.TEMPORARILY_CLOSED.value}


@dataclass(frozen=True)
class _Change:
    """What happens to one table: rows to write, and ids of rows that are gone."""

    model: type[models.Model]
    difference: Difference
    rows: Sequence[Any]


def _silent(sentence: str) -> None:
    return None


@transaction.atomic
def import_rows(
    found: Found,
    *,
    at: datetime,
    by: Actor,
    dry_run: bool = False,
    tell: Tell = _silent,
) -> Report:
    """Bring a directory in, all of it or nothing. The same file again changes nothing.

    What we checked ourselves stays as it is. A dry run reports the same and writes
    nothing.
    """
    require(by, Permission.DIRECTORY_IMPORT)
    rows = found.tables["services"]
    named = [(row.get("id", ""), row.get("name", "")) for row in reversed(rows)]
    slug = access.source_named(found.name, found.is_named, named)
    tell(f"Judging {len(rows):,} services of “{slug}”.")
    admitted, judged = admit(slug, found.tables)
    changes = [*_listed(slug, admitted, found), *_attached(slug, admitted)]
    if not dry_run:
        tell(f"Writing {sum(len(change.difference) for change in changes):,} rows.")
        source = _source(slug, found, at, by)
        _write(changes, source, at, by)
        log.record(Permission.DIRECTORY_IMPORT, source, by=by, services=len(rows))
    return _report(slug, found, admitted, judged, changes, dry_run)


def _source(slug: str, found: Found, at: datetime, by: Actor) -> Source:
    seen = {"imported_at": at, "imported_by_id": by.id}
    about = {"format": found.format, "licence": found.licence}
    source, _ = Source.objects.update_or_create(slug=slug, defaults={**about, **seen})
    return source


def _listed(slug: str, admitted: Admitted, found: Found) -> list[_Change]:
    """Organizations, locations, services: never removed, only marked as gone."""
    whole = {row_id(slug, "organization", key) for key in found.whole_organizations}
    changes = []
    for model, rows, owner in (
        (Organization, admitted.organizations, "id"),
        (Location, admitted.locations, "organization_id"),
        (Service, admitted.services, "organization_id"),
    ):
        columns = ("pk", "digest", "gone_at", owner)
        stored = list(model.objects.filter(source__slug=slug).values_list(*columns))
        kept = {id: Kept(mark, gone is None) for id, mark, gone, _ in stored}
        may_go = {id for id, *_, whose in stored if found.is_complete or whose in whole}
        marks = {row.id: digest(row) for row in rows}
        changes.append(_Change(model, difference(kept, marks, may_go), rows))
    return changes


def _attached(slug: str, admitted: Admitted) -> list[_Change]:
    """Links, numbers, hours and tags: replaced for what is in the file, else kept."""
    named = {
        row.id
        for rows in (admitted.services, admitted.locations, admitted.organizations)
        for row in rows
    }
    changes = []
    for model, rows, owners in (
        (ServiceAtLocation, admitted.links, ("service_id",)),
        (Phone, admitted.phones, ("service_id", "location_id", "organization_id")),
        (Schedule, admitted.schedules, ("service_id", "location_id")),
    ):
        stored = model.objects.filter(source__slug=slug).values_list("pk", *owners)
        ours = {id: Kept("", True) for id, *of in stored if named & set(of)}
        marks = {row.id: "" for row in rows}
        changes.append(_Change(model, difference(ours, marks, ours.keys()), rows))
    return [*changes, _tags(slug, admitted, named)]


def _tags(slug: str, admitted: Admitted, named: Set[UUID]) -> _Change:
    """The tags of the file, save those that somebody here has settled."""
    stored = Tag.objects.filter(service__source__slug=slug)
    columns = stored.values_list("pk", "origin", "service_id")
    settled = {id for id, origin, _ in columns if origin == Origin.CHECKED}
    kept = {
        id: Kept(origin, True)
        for id, origin, service in columns
        if id not in settled and service in named
    }
    rows = [row for row in admitted.tags if row.id not in settled]
    marks = {row.id: row.origin for row in rows}
    return _Change(Tag, difference(kept, marks, kept.keys()), rows)


def _write(changes: Sequence[_Change], source: Source, at: datetime, by: Actor) -> None:
    for change in changes:
        written = change.difference.written
        rows = [
            _row(change.model, row, source) for row in change.rows if row.id in written
        ]
        _save(change.model, rows)
    for change in reversed(changes):
        for ids in _batches(sorted(change.difference.gone), 500):
            gone = change.model._default_manager.filter(pk__in=ids)
            if change.model is Service:
                gone.update(is_active=False, gone_at=at, gone_by_id=by.id)
            elif change.model in {Organization, Location}:
                gone.update(gone_at=at, gone_by_id=by.id)
            else:
                gone.delete()


def _row(model: type[models.Model], row: Any, source: Source) -> models.Model:
    values = dict(vars(row))
    if model is not Tag:
        values["source"] = source
    if model in {Organization, Location, Service}:
        values |= {"digest": digest(row), "gone_at": None, "gone_by_id": None}
    if model is Service:
        values["is_active"] = row.status in _OPEN
    return model(**values)


def _save(model: type[models.Model], rows: list[models.Model]) -> None:
    kept_as_stored = {"id", "stored_at"}
    columns = [f.name for f in model._meta.fields if f.name not in kept_as_stored]
    model._default_manager.bulk_create(
        rows,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=columns,
    )


def _batches(things: Sequence[Thing], size: int) -> Iterator[Sequence[Thing]]:
    return (things[start : start + size] for start in range(0, len(things), size))


def _report(
    slug: str,
    found: Found,
    admitted: Admitted,
    judged: Judged,
    changes: Sequence[_Change],
    dry_run: bool,
) -> Report:
    services = next(c.difference for c in changes if c.model is Service)
    return Report(
        source=slug,
        format=found.format,
        licence=found.licence,
        dry_run=dry_run,
        is_complete=found.is_complete,
        services_read=len(found.tables["services"]),
        services_imported=len(admitted.services),
        services_set_aside=sum(judged.services.values()),
        organizations=len(admitted.organizations),
        locations=len(admitted.locations),
        phones=len(admitted.phones),
        schedules_read=len(found.tables["schedules"]),
        schedules=len(admitted.schedules),
        tags=len(admitted.tags),
        changed=sum(len(change.difference) for change in changes),
        services_new=len(services.new),
        services_altered=len(services.altered),
        made_inactive=len(services.gone),
        made_active_again=len(services.back),
        reasons=dict(judged.services),
        rows_set_aside=dict(judged.rows),
        put_right=dict(judged.put_right),
        left_out=dict(found.left_out),
        examples=judged.examples,
        notes=(*found.notes, *_notes(slug, found, services)),
    )


def _notes(slug: str, found: Found, services: Difference) -> Iterator[str]:
    is_known = services.both > 0
    if said := editions.note(found.name, slug, is_known):
        yield said
    if said := editions.warning(len(services.gone), services.had):
        yield said


@transaction.atomic
def check(
    check_id: UUID, service_id: ServiceId, heard: Heard, *, at: datetime, by: Actor
) -> Check:
    """Somebody asked the service itself; this is what it said. Sent twice, kept once."""
    service = access.get(service_id, Permission.DIRECTORY_CHECK, by=by, lock=True)
    known = Check.objects.filter(pk=check_id).first()
    if known is not None:
        if known.service_id != service.id:
            raise Refused("This answer was already kept for another service.")
        return known
    made = Check.objects.create(
        id=check_id, service=service, checked_at=at, checked_by_id=by.id, **vars(heard)
    )
    log.record(Permission.DIRECTORY_CHECK, service, by=by, taking=heard.taking)
    return made


@transaction.atomic
def settle_needs(
    service_id: ServiceId, meets: Set[str], *, at: datetime, by: Actor
) -> Service:
    """Somebody asked what the service helps with. From now on no import changes it."""
    service = access.get(service_id, Permission.DIRECTORY_CHECK, by=by, lock=True)
    shown = set(service.tags.values_list("need", flat=True))
    tags = [
        Tag(
            id=row_id(str(service.id), "tag", need),
            service=service,
            need=need,
            origin=Origin.CHECKED.value,
            holds=need in meets,
        )
        for need in sorted(shown | meets)
    ]
    _save(Tag, list(tags))
    log.record(
        Permission.DIRECTORY_CHECK,
        service,
        by=by,
        at=at.isoformat(),
        needs=sorted(meets),
    )
    return service
