import pytest
from django.db.models import F

from offramp.platform.rows.together import together
from offramp.program.cases.models import Arrival, Case, Intake
from offramp.program.people.models import ContactWay, Person

pytestmark = pytest.mark.django_db


def values(row):
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}


def test_rows_are_what_they_would_be_if_asked_one_by_one(
    django_assert_num_queries, told
):
    parts = [model.objects.all() for model in (Case, Person, Intake, ContactWay)]
    with django_assert_num_queries(1):
        found = together(*parts)
    for part, rows in zip(parts, found, strict=True):
        assert rows
        by_id = {row.pk: values(row) for row in rows}
        assert by_id == {row.pk: values(row) for row in part}


def test_only_what_is_wanted_is_fetched_and_more_may_be_said(told):
    part = Arrival.objects.only("met_at").annotate(state=F("case__state"))
    nobody = Case.objects.filter(pk__in=[])
    empty, rows = together(nobody, part)
    assert empty == []
    assert {row.state for row in rows} == {"open"}
    assert rows[0].get_deferred_fields() >= {"met_by_id", "case_id"}
