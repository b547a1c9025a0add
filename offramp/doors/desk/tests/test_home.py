from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate, now

from offramp.doors.desk import pages
from offramp.platform.audit.models import Entry
from offramp.platform.kernel.ids import TouchpointId, new_id
from offramp.program.cases.models import Case
from offramp.program.cases.tests import factories as make
from offramp.program.charges.models import Charge
from offramp.program.touchpoints import actions as touchpoints
from offramp.program.touchpoints.tests.factories import met
from tests import cast

pytestmark = pytest.mark.django_db


def begun(days: int, known_as: str):
    """Somebody whose stay began so many days ago."""
    made = make.case(known_as=known_as)
    Case.objects.filter(pk=made.pk).update(opened_at=now() - timedelta(days=days))
    return made


def first_page() -> Any:
    return pages.home(cast.sam(), now())


@pytest.mark.parametrize("actor", [cast.percy, cast.casey, cast.sam, cast.mona])
def test_a_first_page_costs_the_same_for_one_person_as_for_many(
    client, actor, django_assert_max_num_queries
):
    cast.signed_in(client, actor())
    counted = set()
    for more in (1, 6):
        for _ in range(more):
            make.managed(by=cast.casey())
            begun(60, "Juniper Testerson")
        with django_assert_max_num_queries(10) as asked:
            client.get("/")
        counted.add(len(asked))
    assert len(counted) == 1


def test_who_is_slipping_away_is_found_whenever_their_stay_began():
    begun(60, "Long Ago")
    begun(1, "Yesterday")
    seen = begun(60, "Seen Today")
    percy = cast.percy()
    touchpoints.record(TouchpointId(new_id()), seen.person.id, met(), by=percy)
    found = first_page()
    assert [one.known_as for one in found.slipping.rows] == ["Long Ago"]


def test_whose_day_has_passed_is_found_until_the_charge_is_settled():
    make.case(known_as="In Time")
    late = make.case(known_as="Too Late")
    _held(late, localdate() - timedelta(days=2))
    found = first_page()
    assert [one.known_as for one in found.to_sign.rows] == ["Too Late"]
    Case.objects.filter(pk=late.pk).update(
        state="paused", paused_at=now(), paused_by_id=cast.sam().id
    )
    assert first_page().to_sign.rows == []


def _held(case, due_on):
    arrival = case.arrivals.get()
    Charge.objects.create(
        diversion=arrival.diversion,
        prosecutor_agency=cast.agency("prosecutor"),
        offences=[],
        held_at=now(),
        held_by_id=cast.olive().id,
        due_on=due_on,
        record_closes_on=due_on,
    )


def test_more_than_a_page_holds_says_so(client, monkeypatch):
    monkeypatch.setattr(pages, "SHOWN", 1)
    begun(60, "Ann Aster")
    begun(70, "Bo Birch")
    cast.signed_in(client, cast.sam())
    page = client.get("/").content.decode()
    assert "There are more than 1." in page
    assert "the whole list" in page


def test_what_was_seen_is_one_entry_that_names_everybody():
    made = [begun(60, "Ann Aster"), begun(70, "Bo Birch")]
    before = Entry.objects.count()
    pages.home(cast.sam(), now())
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.latest("position")
    assert entry.action == "home.read"
    assert {str(case.pk) for case in made} == set(entry.details["listed"])
    assert sum(count for _, count in entry.details["each"]) == len(
        entry.details["listed"]
    )
