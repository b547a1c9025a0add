from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.timezone import localdate, now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import TouchpointId, new_id
from offramp.platform.policy.gate import Forbidden
from offramp.program.touchpoints import actions, queries
from offramp.program.touchpoints.models import Touchpoint
from offramp.program.touchpoints.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db


def an_id() -> TouchpointId:
    return TouchpointId(new_id())


def test_a_meeting_is_recorded_with_what_made_use_safer():
    percy = cast.percy()
    person = make.person(of=percy)
    made = actions.record(an_id(), person.id, make.met(), note="Calm.", by=percy)
    assert made.naloxone_kits == 1
    assert made.note.text == "Calm."
    entry = Entry.objects.filter(action="touchpoint.record").latest("position")
    assert "Calm" not in str(entry.details)


def test_sent_twice_it_is_one():
    percy = cast.percy()
    person, id, said = make.person(of=percy), an_id(), make.met()
    actions.record(id, person.id, said, by=percy)
    actions.record(id, person.id, said, by=percy)
    assert Touchpoint.objects.count() == 1
    with pytest.raises(Refused, match="sent before with other answers"):
        actions.record(id, person.id, replace(said, strips=5), by=percy)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (make.met(naloxone_kits=0), "why not this time"),
        (make.met(reached=False, naloxone_kits=0), "what came of the attempt"),
        (make.met(at=now() + timedelta(days=2)), "has not come yet"),
    ],
)
def test_what_is_missing_is_said(said, sentence):
    percy = cast.percy()
    person = make.person(of=percy)
    with pytest.raises(Refused, match=sentence):
        actions.record(an_id(), person.id, said, by=percy)


def test_the_promise_stands_in_the_database_too():
    percy = cast.percy()
    person = make.person(of=percy)
    with pytest.raises(IntegrityError), transaction.atomic():
        Touchpoint.objects.create(
            person=person, at=now(), staff_id=percy.id, mode="phone", reached=True
        )


def test_only_the_care_team_and_the_supervisor_record():
    person = make.person(of=cast.percy())
    with pytest.raises(Http404):
        actions.record(an_id(), person.id, make.met(), by=cast.pat())
    for stranger in (cast.olive(), cast.petra(), cast.mona()):
        with pytest.raises(Forbidden):
            actions.record(an_id(), person.id, make.met(), by=stranger)
    actions.record(an_id(), person.id, make.met(), by=cast.sam())


def test_attempts_are_counted_by_number_and_by_day():
    percy = cast.percy()
    person, begin = make.person(of=percy), now() - timedelta(days=9)
    tried = make.met(reached=False, naloxone_kits=0, result="no_answer")
    for days in (1, 1, 3, 20):
        at = now() - timedelta(days=days)
        actions.record(an_id(), person.id, replace(tried, at=at), by=percy)
    found = queries.attempts_since(person.id, begin, by=percy)
    assert (found.count, found.days) == (3, 2)


def test_a_promise_is_due_until_the_person_is_seen_again():
    percy = cast.percy()
    person = make.person(of=percy)
    then = now() - timedelta(days=3)
    promised = make.met(at=then, next_on=localdate(), next_step="Bring bus pass")
    actions.record(an_id(), person.id, promised, by=percy)
    due = queries.follow_ups_due(localdate(), by=percy)
    assert [(d.known_as, d.step) for d in due] == [
        ("Juniper Testerson", "Bring bus pass")
    ]
    assert queries.follow_ups_due(localdate(), by=cast.pat()) == []
    actions.record(an_id(), person.id, make.met(), by=percy)
    assert queries.follow_ups_due(localdate(), by=percy) == []
