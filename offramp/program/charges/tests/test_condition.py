"""Taking part is made a condition of one case (42 CFR 2.35), where the site has that."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import new_id
from offramp.program.charges import actions, jobs, queries
from offramp.program.charges.models import Condition
from offramp.program.charges.tests import factories as make
from offramp.program.consent import actions as consent
from offramp.program.consent.models import Consent, Release
from offramp.program.consent.rules import Case, Ending, Fact, Kind
from offramp.program.consent.rules import Condition as Said
from offramp.program.consent.tests import factories as consents
from offramp.program.people.tests import factories as people
from offramp.program.sites import queries as sites
from tests import cast

pytestmark = pytest.mark.django_db

TITLE = "Taking part is a condition of this case"


@pytest.fixture
def petra():
    return cast.signed_in(Client(), cast.petra())


@pytest.fixture
def switched_off(monkeypatch):
    site = sites.current()
    off = replace(site, settings={**site.settings, "condition_consents": False})
    monkeypatch.setattr("offramp.program.sites.access.current", lambda: off)


def at(name, charge):
    return reverse(f"charges:{name}", args=[charge.id])


def page(client, charge):
    answer = client.get(at("charge", charge))
    assert answer.status_code == 200
    return answer.content.decode()


def answers(**changes):
    said = make.condition_terms(**changes)
    return {name: getattr(v, "isoformat", lambda v=v: v)() for name, v in said.items()}


def test_the_prosecutor_says_what_the_law_wants_said(petra):
    charge = make.charge()
    assert TITLE in page(petra, charge)
    asked = petra.get(at("set_condition", charge)).content.decode()
    assert "checked" not in asked
    said = answers(revocable_event="The last hearing is held")
    assert petra.post(at("set_condition", charge), said).status_code == 302
    shown = page(petra, charge)
    for words in ("26-MADE-UP-1", "About six months", "The last hearing is held"):
        assert words in shown
    assert "Taking part was made a condition" in shown
    entry = Entry.objects.filter(action="condition.set").latest("position")
    assert "26-MADE-UP" not in str(entry.body)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"case_number": ""}, "Enter “Case number”."),
        ({"proceeding": ""}, "Answer “What kind of proceeding is it?”"),
        ({"proceeding": "made up"}, "Choose one of the answers shown here."),
        ({"length": ""}, "How long may treatment take?"),
        ({"disposition_on": ""}, "On which day is the case expected"),
        ({"revocable_on": ""}, "From which day on may the person"),
        ({"disposition_on": "2999-01-01"}, "or an earlier day."),
        ({"disposition_on": localdate() - timedelta(days=1)}, "or a later day."),
        (
            {"revocable_on": localdate() + timedelta(days=181)},
            "no later than the day on which the case is decided",
        ),
    ],
)
def test_each_thing_that_is_missing_is_named(petra, changes, sentence):
    charge = make.charge()
    answer = petra.post(at("set_condition", charge), answers(**changes))
    assert answer.status_code in {409, 422}
    assert sentence in answer.content.decode()
    assert not Condition.objects.exists()


def test_it_is_set_once_and_only_while_the_charge_is_held():
    charge, settled = make.charge(), make.charge()
    first = make.condition(charge)
    again = {"at": now(), "by": cast.petra(), **make.condition_terms()}
    assert actions.set_condition(first.id, charge.id, **again) == first
    with pytest.raises(Refused, match="carries a condition already"):
        make.condition(charge)
    actions.file(settled.id, "other", at=now(), by=cast.petra())
    with pytest.raises(Refused, match="is decided"):
        make.condition(settled)
    with pytest.raises(IntegrityError), transaction.atomic():
        Condition.objects.create(
            charge=charge, set_at=now(), set_by_id=new_id(), **make.condition_terms()
        )


def test_one_set_by_mistake_is_taken_back_and_may_be_set_anew(petra):
    charge = make.charge()
    make.condition(charge)
    assert "Take the condition back" in page(petra, charge)
    for _ in range(2):
        assert petra.post(at("take_condition_back", charge)).status_code == 302
    shown = page(petra, charge)
    assert "26-MADE-UP-1" not in shown
    assert "The condition was taken back" in shown
    assert queries.bound([charge.diversion.id]) == []
    make.condition(charge)


def agreed(charge, condition):
    """Somebody agrees to what is a condition of this charge."""
    sam = cast.sam()
    said = Said(
        "26-MADE-UP-1", "A charge", "Six months", now() + timedelta(days=90),
        about=str(charge.diversion_id),
    )  # fmt: skip
    to, ends = cast.petra().agency_id, condition.disposition_on
    return consents.consent(
        people.person(by=sam), by=sam, kind=Kind.CONDITION, expires_on=ends,
        ending=Ending.DISPOSITION, case=Case(charge.id, condition.id, to, ends, said),
    )  # fmt: skip


def test_whether_anybody_agreed_is_not_seen_until_they_are_told(petra):
    """The same page and the same answers with a consent behind it and without."""
    known, unknown = make.charge(), make.charge()
    of_known = make.condition(known)
    make.condition(unknown)
    agreed(known, of_known)

    def plain(charge):
        shown = page(petra, charge).split("<main")[1].replace(str(charge.id), "")
        code = queries.charge_page(charge.id, cast.petra(), localdate()).code
        return re.sub(r'value="[^"]*"|<time.*?</time>', "", shown.replace(code, ""))

    assert plain(known) == plain(unknown)
    for charge in (known, unknown):
        assert petra.post(at("take_condition_back", charge)).status_code == 302
        page(petra, charge)  # which shows once that it is done
    assert plain(known) == plain(unknown)


def test_what_rested_on_it_ends_with_it():
    charge = make.charge()
    one = agreed(charge, make.condition(charge))
    jobs.end_conditions(now())
    assert Consent.objects.get(pk=one.pk).ended_at is None
    actions.take_condition_back(charge.id, at=now(), by=cast.petra())
    jobs.end_conditions(now())
    jobs.end_conditions(now())
    assert Consent.objects.get(pk=one.pk).ended_at is not None
    assert Entry.objects.filter(action="condition.end").count() == 1


def tell(charge, consented):
    fact = Fact("assessment_completed", "The assessment is completed", "Yes")
    return consent.release(
        consented.person.id, charge.diversion_id, [fact], cast.petra().agency_id,
        consent_id=consented.id, at=now(), by=cast.sam(),
    )  # fmt: skip


def test_once_the_office_was_told_under_it_it_is_not_taken_back(petra):
    charge = make.charge()
    tell(charge, agreed(charge, make.condition(charge)))
    answer = petra.post(at("take_condition_back", charge))
    assert answer.status_code == 409
    assert "was told something under this condition" in answer.content.decode()


def test_when_the_charge_is_decided_what_rested_on_it_ends(petra):
    charge = make.charge()
    consented = agreed(charge, make.condition(charge))
    told = tell(charge, consented)
    actions.clear(charge.id, at=now(), by=cast.petra())
    jobs.end_conditions(now())
    assert Consent.objects.get(pk=consented.pk).ended_at is not None
    assert Release.objects.get(pk=told.pk).withdrawn_at is not None
    assert "Take the condition back" not in page(petra, charge)


@pytest.mark.parametrize("name", ["set_condition", "take_condition_back"])
def test_only_the_office_that_holds_the_charge_may(name):
    charge = make.charge()
    for actor in (cast.olive(), cast.sam(), cast.mona(), cast.quinn()):
        client = cast.signed_in(Client(), actor)
        assert client.post(at(name, charge), answers()).status_code == 403
    if name == "set_condition":
        assert not Condition.objects.exists()


def test_whoever_left_their_desk_is_asked_again(petra):
    charge = make.charge()
    session = petra.session
    session["factor_at"] = (now() - timedelta(minutes=6)).isoformat()
    session.save()
    answer = petra.post(at("set_condition", charge), answers())
    assert answer.status_code == 401
    assert not Condition.objects.exists()


def test_where_the_site_has_it_off_there_is_no_such_act_and_no_word_of_it(
    petra, request
):
    charge = make.charge()
    make.condition(charge)
    request.getfixturevalue("switched_off")
    assert TITLE not in page(petra, charge)
    assert "condition" not in page(petra, charge).split("<main")[1].lower()
    for name in ("set_condition", "take_condition_back"):
        assert petra.post(at(name, charge), answers()).status_code == 404
    assert petra.get(at("set_condition", charge)).status_code == 404
    assert queries.bound([charge.diversion.id]) == []
