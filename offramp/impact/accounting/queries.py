"""The account of a person's record: who was told what and why, and who opened it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate, localtime, make_aware

from offramp.impact.accounting import access, rules
from offramp.platform.accounts.actors import called
from offramp.platform.audit import log
from offramp.platform.audit import queries as audit
from offramp.platform.kernel.ids import PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.platform.rows.together import together
from offramp.program.consent import queries as consent
from offramp.program.consent import rules as consent_rules
from offramp.program.people import access as people_access
from offramp.program.people.access import Reached
from offramp.program.rights import queries as rights
from offramp.program.rights import rules as rights_rules
from offramp.program.sites import queries as sites


@dataclass(frozen=True)
class Told:
    """One line of the accounting (42 CFR 2.25): when, who, what in short, and why."""

    at: datetime
    recipient: str
    what: tuple[str, ...]
    why: str
    basis: str
    told_by: str
    since: str


@dataclass(frozen=True)
class Opened:
    """What one colleague did with the record on one day."""

    on: date
    who: str
    role: str
    agency: str
    looked_at: tuple[str, ...]
    wrote_in: tuple[str, ...]


@dataclass(frozen=True)
class Emergency:
    """Somebody outside the person's care opened the record in an emergency."""

    at: datetime
    who: str
    why: str


def reach(
    person_id: PersonId, to: Permission = Permission.OWN_SHOW, *, by: Actor
) -> Reached:
    """Whose record is shown to them, if the actor may; the showing is on record."""
    found = people_access.reach(person_id, to, by=by)
    log.read(to, found.person, by=by)
    return found


def told(found: Reached, language: str) -> list[Told]:
    """Everything that anybody outside was told in three years, the newest first."""
    agreed, without = together(*told_rows(found))
    return read_told(agreed, without, language)


def told_rows(found: Reached) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """What `read_told` reads, for a page that fetches it together with other rows."""
    since = rights_rules.since(localdate())
    begins = make_aware(datetime.combine(since, datetime.min.time()))
    return (
        consent.accounting_rows(found.ids, begins),
        rights.told_rows(found.ids, since, found.by),
    )


def read_told(agreed: list[Any], without: list[Any], language: str) -> list[Told]:
    """What was told under consents and without, the newest first."""
    lines = [_agreed(row, language) for row in consent.accounted(agreed)]
    lines += [_without(row, language) for row in rights.told(without)]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _agreed(row: consent.Disclosure, language: str) -> Told:
    site = sites.current()
    return Told(
        at=row.at,
        recipient=", ".join((row.recipient, *row.members)),
        what=tuple(
            consent_rules.category_text(
                slug, site.label("release_category", slug), language
            )
            for slug in row.categories
        ),
        why=consent_rules.purpose_text(row.purpose, language),
        basis=rules.basis_text("consent", language),
        told_by=row.by_name,
        since=rules.in_reliance_text(language) if row.in_reliance else "",
    )


def _without(row: rights.DisclosureView, language: str) -> Told:
    return Told(
        at=row.given_at,
        recipient=f"{row.recipient_name}, {row.recipient_org}",
        what=tuple(rules.said(label, value, language) for label, value in row.facts),
        why=row.nature,
        basis=rules.basis_text(row.basis, language),
        told_by=row.given_by,
        since="",
    )


def opened(found: Reached, year: int, language: str) -> list[Opened]:
    """Who looked at the record or wrote in it in a year: a line for each day."""
    ids = access.records_of(found)
    seen = [
        rules.Seen(
            localtime(row.at).date(), row.actor_id, row.agency_id, row.roles, row.action
        )
        for row in audit.opened(ids, year, by=found.by)
    ]
    lines = rules.looks(seen, language)
    named, agencies = called(
        {line.staff_id for line in lines}, {line.agency_id for line in lines}
    )
    return [
        Opened(
            on=line.on,
            who=named.get(line.staff_id, ""),
            role=rules.role_text(line.roles, language),
            agency=agencies.get(line.agency_id, ""),
            looked_at=line.looked_at,
            wrote_in=line.wrote_in,
        )
        for line in lines
    ]


def emergencies(found: Reached, language: str) -> list[Emergency]:
    """Each opening in an emergency, whenever it was, with the reason that was given."""
    return read_emergencies(emergency_rows(found), language)


def emergency_rows(found: Reached) -> QuerySet[Any]:
    """What `read_emergencies` reads, for a page that fetches it with other rows."""
    return access.openings(found)


def read_emergencies(rows: Iterable[Any], language: str) -> list[Emergency]:
    """These openings in an emergency, the newest first."""
    newest = sorted(rows, key=lambda row: (-row.opened_at.timestamp(), row.pk))
    return [
        Emergency(
            at=row.opened_at,
            who=row.who or "",
            why=rules.EMERGENCY_REASONS[row.reason][language == "es"],
        )
        for row in newest
    ]


def years() -> tuple[int, ...]:
    """The years for which there is an account, this one first."""
    today = localdate()
    return rules.years(rights_rules.since(today), today)
