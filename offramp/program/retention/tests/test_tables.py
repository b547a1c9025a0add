"""Every table that leads to a person goes with the record, or is kept with a reason."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey, Model, UUIDField

from offramp.platform.audit import dump, verify
from offramp.platform.audit.models import Entry
from offramp.program.people.models import Person
from offramp.program.retention import actions, jobs, rules
from offramp.program.retention.access import tables
from offramp.program.retention.models import Destruction, Part
from offramp.program.retention.tests import story
from offramp.program.sites.models import SiteVersion

ROOTS = {"people.person", "diversions.contact"}
# Ids without a foreign key that say whom, or which contact, a row is about.
NAMES = {"person_id", "subject_id", "about_id", "case_id", "contact_id", "diversion_id"}
PLANS = {"person": rules.OF_A_PERSON, "contact": rules.OF_A_CONTACT}
GOES = {rows.table for plan in PLANS.values() for rows in plan}


def points_at(model: type[Model]) -> Iterator[str]:
    for field in model._meta.get_fields():
        if isinstance(field, ForeignKey):
            related = field.related_model
            yield related if isinstance(related, str) else related._meta.label_lower


def lead_to_a_person() -> set[str]:
    """Every table from which foreign keys lead to a person or a contact."""
    found, before = set(ROOTS), 0
    while len(found) > before:
        before = len(found)
        found |= {
            model._meta.label_lower
            for model in apps.get_models()
            if found & set(points_at(model))
        }
    return found


def name_a_person() -> set[str]:
    return {
        model._meta.label_lower
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, UUIDField) and field.name in NAMES
    }


def test_every_table_with_a_way_to_a_person_goes_or_is_kept_with_a_reason():
    known = GOES | set(rules.KEPT)
    forgotten = (lead_to_a_person() | name_a_person()) - known
    assert not forgotten, "Give it a line in retention/rules/tables.py (ADR 0012)."
    assert not GOES & set(rules.KEPT)
    assert all(rules.KEPT.values())


def test_no_line_is_left_over_from_a_table_that_is_gone():
    there = {model._meta.label_lower for model in apps.get_models()}
    assert GOES | set(rules.KEPT) <= there


@pytest.mark.parametrize("plan", PLANS)
def test_a_table_goes_before_the_one_it_points_at(plan: str):
    order = [rows.table for rows in PLANS[plan]]
    late = [
        (table, other)
        for place, table in enumerate(order)
        for other in points_at(apps.get_model(table))
        if other != table and other in order[:place]
    ]
    assert not late


def counted(person_id, contacts) -> dict[str, int]:
    ids = {"person": [person_id], "contact": contacts}
    return {
        f"{plan}: {table} by {path}": tables.rows(table)
        .filter(**{f"{path}__in": ids[plan]})
        .count()
        for plan, lines in PLANS.items()
        for table, path in lines
    }


@pytest.mark.slow  # tells two whole stays
@pytest.mark.django_db
def test_nothing_of_the_record_is_left_and_nothing_of_another_is_touched():
    told = story.tell()
    mine = told.over.person_id, tables._contacts_of([told.over.person_id])
    other = told.open.person_id, tables._contacts_of([told.open.person_id])
    before, kept = counted(*mine), counted(*other)
    never = {
        "person: people.merge by merged",  # who was merged into another
        "contact: dispatch.followup by dispatch__diversion__contact",  # a peer came
    }
    assert {line for line, many in before.items() if not many} == never
    entries = Entry.objects.count()
    staff = told.over.world.staff

    proposed = actions.propose("participant", at=told.later, by=staff.manager)
    actions.sign(proposed.id, at=told.later, by=staff.supervisor)
    jobs.destroy(told.later)

    assert not any(counted(*mine).values())
    assert counted(*other) == kept
    assert not Person.objects.filter(known_as="Twin").exclude(
        merged_into=told.open.person_id
    )
    connection.check_constraints()
    done = Destruction.objects.get()
    # Besides, the record that was merged into this one, with its keys and its care.
    assert (
        done.rows
        > sum(before.values()) - before["contact: cases.arrival by diversion__contact"]
    )
    assert Part.objects.count() == 0
    # Four acts more, and every entry from before stands where it stood.
    assert Entry.objects.count() == entries + 4
    chain_holds()


def chain_holds():
    file = StringIO()
    dump.write(file)
    entries = list(verify.entries_of(file.getvalue().splitlines()))
    assert verify.verify(entries, []).seq is None
    assert len(entries) == Entry.objects.count()


@pytest.mark.django_db
def test_a_table_that_may_not_be_removed_from_is_known_to_the_function():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no logins, so it needs no function")
    guarded = {t for t in GOES if not tables._may_remove(t)}
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'retention_remove'")
        [source] = cursor.fetchone()
    named = {apps.get_model(table)._meta.db_table for table in guarded}
    assert {name for name in named if f"'{name}'" not in source} == set()
    assert SiteVersion._meta.db_table not in source
