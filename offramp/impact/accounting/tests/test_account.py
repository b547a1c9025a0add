"""The account is whole, and there within seconds, however much there is."""

from datetime import timedelta
from random import Random
from time import monotonic

import pytest
from django.apps import apps
from django.utils.timezone import localdate, now

from offramp.impact.accounting import access, queries, rules
from offramp.platform.audit import log
from offramp.platform.kernel.ids import ReleaseId, new_id
from offramp.platform.kernel.segments import Segment
from offramp.platform.policy.table import Permission
from offramp.program.consent.models import Release
from offramp.program.consent.tests import factories as consents
from offramp.program.people import access as people
from offramp.program.people import actions
from offramp.program.people.models import Person
from offramp.program.people.tests import factories as make
from offramp.program.rights.models import Disclosure
from offramp.program.rights.tests import factories as rights
from tests import cast, world

pytestmark = pytest.mark.django_db
MANY = 2_000


@pytest.fixture
def casey():
    return cast.casey()


@pytest.fixture
def robin(casey):
    return make.person(by=casey, known_as="Robin")


def _reached(person, by):
    return people.reach(person.id, Permission.OWN_SHOW, by=by)


@pytest.mark.slow
def test_of_all_that_was_told_nothing_is_missing_and_it_takes_seconds(casey, robin):
    agreed = consents.consent(robin, by=casey)
    model = rights.emergency(robin, by=cast.sam())
    told = {
        "consent": agreed, "kind": agreed.kind, "facts": [], "made_by_id": casey.id,
        "recipient_name": "Lantern Table", "recipient_kind": "work_group",
        "recipient_agency_id": agreed.recipient_agency_id, "purpose": "coordination",
        "notice": "n", "scope": "s", "categories": ["engaged"], "onward": "o", "consent_version": "v",
    }  # fmt: skip
    chance, at = Random(7), now()  # noqa: S311 # a story, not a secret
    moments = [at - timedelta(minutes=chance.randrange(1_500_000)) for _ in range(MANY)]
    Release.objects.bulk_create(
        Release(id=ReleaseId(new_id()), about_id=new_id(), made_at=one, **told)
        for one in moments[::2]
    )
    same = {f.name: getattr(model, f.name) for f in model._meta.fields}
    Disclosure.objects.bulk_create(
        Disclosure(**{**same, "id": new_id(), "given_at": one}) for one in moments[1::2]
    )
    began = monotonic()
    lines = queries.told(_reached(robin, casey), "en")
    took = monotonic() - began
    assert took < 10
    wanted = [*moments, model.given_at]
    assert [line.at for line in lines] == sorted(wanted, reverse=True)


@pytest.mark.slow
def test_a_year_of_reading_takes_seconds(casey, robin):
    for _ in range(2_000):
        log.read(Permission.PERSON_READ, robin, by=casey)
    began = monotonic()
    lines = queries.opened(_reached(robin, casey), localdate().year, "en")
    assert monotonic() - began < 10
    assert "your main page" in lines[0].looked_at


def test_what_was_told_longer_ago_is_over(casey, robin):
    model = rights.emergency(robin, by=cast.sam())
    Disclosure.objects.update(given_at=now() - timedelta(days=3 * 366 + 1))
    assert queries.told(_reached(robin, casey), "en") == []
    assert model


def test_what_was_told_under_another_record_of_the_same_person_counts(casey, robin):
    twin = make.person(by=casey, known_as="Twin")
    rights.emergency(twin, by=cast.sam())
    actions.merge(robin.id, twin.id, "Same person", at=now(), by=cast.sam())
    assert len(queries.told(_reached(robin, casey), "en")) == 1


@pytest.mark.slow
def test_every_record_about_a_person_is_among_those_that_are_looked_for():
    told = world.tell()
    person = Person.objects.get(pk=str(told.ids["person_id"]))
    found = _reached(person, told.supervisor)
    ids = set(access.records_of(found))
    theirs = {
        "person_id", "way_id", "consent_id", "release_id", "appointment_id", "note_id",
        "case_id", "assessment_id", "plan_id", "goal_id", "step_id", "referral_id",
        "opening_id", "request_id", "disclosure_id",
    }  # fmt: skip
    assert {name for name in theirs if told.ids[name] not in ids} == set()
    assert told.ids["other_id"] not in ids
    assert told.ids["flag_id"] not in ids


def test_every_table_that_leads_to_a_person_is_looked_through():
    """Police and prosecution keep theirs apart; no person stands there."""
    for table in apps.get_models():
        leads = {f.related_model for f in table._meta.fields if f.related_model}
        if leads & set(access.tables()) and table not in access.tables():
            is_theirs = getattr(table, "segment", None) == Segment.JUSTICE
            is_numbered = table._meta.pk.get_internal_type() != "UUIDField"
            assert is_theirs or is_numbered, table


def test_a_day_of_one_colleague_is_one_line():
    who, where, day = new_id(), new_id(), localdate()
    seen = [
        rules.Seen(day, who, where, "peer", action)
        for action in ("person.read", "person.search", "plan.write", "plan.read")
    ]
    (line,) = rules.looks(seen, "en")
    assert line.looked_at == ("your main page", "your plan")
    assert line.wrote_in == ("your plan",)


def test_the_account_covers_each_year_of_three():
    day = localdate().replace(year=2026, month=11, day=25)
    since = day.replace(year=2023)
    assert rules.years(since, day) == (2026, 2025, 2024, 2023)
