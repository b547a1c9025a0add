"""A consent ends: unsigned, on its day, with the case it belongs to, or with the stay."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import localdate, now

from offramp.platform.design.signatures import Signed
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ChargeId, new_id
from offramp.program.cases import actions as cases
from offramp.program.consent import access, actions, queries
from offramp.program.consent.models import Consent, Release
from offramp.program.consent.rules import Case, Condition, Ending, Fact, Kind
from offramp.program.consent.tests import factories as make
from offramp.program.people.tests import factories as people
from offramp.program.sites import queries as sites
from tests import cast
from tests.cast import signed_in

pytestmark = pytest.mark.django_db

COMPLETED = Fact("assessment_completed", "The assessment is completed", "2026-11-20")
SECOND = timedelta(seconds=1)


@pytest.fixture
def sam():
    return cast.sam()


@pytest.fixture
def robin(sam):
    return people.person(by=sam)


def _release(person, by, about):
    to = cast.petra().agency_id
    return actions.release(person.id, about, [COMPLETED], to, at=now(), by=by)


def _spoken(robin, sam):
    return make.consent(robin, by=sam, signed_how="spoken", witness_id=cast.percy().id)


def _condition(robin, sam, revocable_at, about=None, event=""):
    ends_on = localdate() + timedelta(days=60)
    said = Condition("XX-26-0001", "criminal", "About six months", revocable_at)
    said = replace(said, event=event, about=str(about))
    return make.consent(
        robin,
        by=sam,
        kind=Kind.CONDITION,
        ending=Ending.DISPOSITION,
        case=Case(ChargeId(new_id()), new_id(), cast.petra().agency_id, ends_on, said),
        expires_on=ends_on,
    )


def _shown(about, at, monkeypatch):
    monkeypatch.setattr("offramp.program.consent.access.rows.now", lambda: at)
    return queries.releases_about([about], cast.petra()) != {}


def test_a_spoken_yes_lapses_by_itself_at_its_second(robin, sam, monkeypatch):
    spoken, about = _spoken(robin, sam), new_id()
    assert spoken.lapses_at is not None
    days = (spoken.lapses_at - spoken.given_at).days
    assert days in {5, 6}  # the site says five, to the end of the day
    _release(robin, sam, about)
    assert _shown(about, spoken.lapses_at - SECOND, monkeypatch)
    assert not _shown(about, spoken.lapses_at, monkeypatch)
    with pytest.raises(Refused, match="has not agreed"):
        actions.release(
            robin.id, new_id(), [COMPLETED], cast.petra().agency_id,
            at=spoken.lapses_at, by=sam,
        )  # fmt: skip
    with pytest.raises(Refused, match="Ask again"):
        actions.sign(spoken.id, Signed("Robin"), at=spoken.lapses_at, by=sam)


def test_a_spoken_yes_that_is_signed_goes_on(client, robin, sam, monkeypatch):
    spoken, about = _spoken(robin, sam), new_id()
    _release(robin, sam, about)
    signed_in(client, sam)
    url = reverse("consent:sign", args=[spoken.id])
    assert "It lapses" in client.get(url).content.decode()
    assert client.post(url, {"signature_typed": ""}).status_code == 422
    assert client.post(url, {"signature_typed": "Robin"}).status_code == 302
    assert _shown(about, spoken.lapses_at, monkeypatch)
    after = Consent.objects.get(pk=spoken.pk)
    assert (after.signed_by_id, after.text) == (sam.id, spoken.text)


def test_a_condition_of_a_case_is_over_from_its_day_on_when_asked_sooner(
    client, robin, sam, monkeypatch
):
    day = now() + timedelta(days=10)
    about = new_id()
    bound = _condition(robin, sam, day, about)
    _release(robin, sam, about)
    signed_in(client, sam)
    url = reverse("consent:revoke", args=[bound.id])
    answer = client.post(url, {"submission_id": str(new_id())}, follow=True)
    page = answer.content.decode()
    assert "Written down" in page
    assert "It is over from" in page
    assert Consent.objects.get(pk=bound.pk).revoked_at is None
    assert _shown(about, day - SECOND, monkeypatch)
    assert not _shown(about, day, monkeypatch)


def test_asking_to_end_a_condition_ends_other_consents_at_once(robin, sam):
    bound = _condition(robin, sam, now() + timedelta(days=10))
    other = make.consent(robin, by=sam)
    for agreed in (bound, other):
        actions.revoke(agreed.id, at=now(), by=sam)
    in_force = Consent.objects.filter(access.in_force())
    assert set(in_force.values_list("pk", flat=True)) == {bound.pk}


def test_a_condition_is_ended_like_any_other_from_its_day_on(robin, sam):
    bound = _condition(robin, sam, now() + timedelta(days=10))
    late = now() + timedelta(days=10, seconds=1)
    assert actions.revoke(bound.id, at=late, by=sam).revoked_at == late


def test_a_condition_ends_at_once_when_its_event_has_come(client, robin, sam):
    day = now() + timedelta(days=10)
    bound = _condition(robin, sam, day, event="The last hearing is held")
    signed_in(client, sam)
    url = reverse("consent:revoke", args=[bound.id])
    assert (
        "Has this happened: The last hearing is held?"
        in client.get(url).content.decode()
    )
    assert client.post(url, {}).status_code == 422
    client.post(url, {"event_came": "no"})
    assert Consent.objects.get(pk=bound.pk).revoked_at is None
    client.post(url, {"event_came": "yes"})
    assert Consent.objects.get(pk=bound.pk).revoked_at is not None


def test_under_a_condition_nothing_is_told_of_another_case(robin, sam):
    about = new_id()
    bound = _condition(robin, sam, now() + timedelta(days=10), about)
    to = cast.petra().agency_id
    for id in (None, bound.id):
        with pytest.raises(Refused, match="has not agreed"):
            actions.release(
                robin.id, new_id(), [COMPLETED], to, consent_id=id, at=now(), by=sam
            )
    assert _release(robin, sam, about).kind == Kind.CONDITION


def test_closing_the_stay_ends_what_belongs_to_it_and_leaves_the_rest(robin, sam):
    case = cases.open_for(robin.id, None, at=datetime.now(UTC), by=sam)
    about = new_id()
    bound = _condition(robin, sam, now() + timedelta(days=10), about)
    _release(robin, sam, about)
    care = make.consent(
        robin,
        by=sam,
        kind=Kind.CARE,
        recipient_agency_id=None,
        categories=["care_record"],
        ending=Ending.END_OF_STAY,
        expires_on=None,
    )
    other = make.consent(robin, by=sam)
    cases.close(case.id, "agreed_to_end", at=now(), by=sam)

    assert queries.releases_about([about], cast.petra()) == {}
    assert Release.objects.get(about_id=about).withdrawn_by_id == sam.id
    in_force = Consent.objects.filter(access.in_force())
    assert set(in_force.values_list("pk", flat=True)) == {other.pk}
    assert {bound.pk, care.pk}.isdisjoint(in_force.values_list("pk", flat=True))


def test_the_database_keeps_kinds_apart_too(robin, sam):
    agreed = make.consent(robin, by=sam)
    for change in (
        {"kind": "condition"},
        {"expires_at": None},
        {"condition": {"case_number": "XX"}},
        {"kind": "everything"},
        {"signed_at": None, "signed_by_id": None},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Consent.objects.filter(pk=agreed.pk).update(**change)


def test_forms_and_acts_refuse_two_kinds_at_once(client, robin, sam):
    signed_in(client, sam)
    url = reverse("consent:new", args=[robin.id])
    answer = client.get(url + "?kind=care&kind=proceedings")
    assert answer.status_code == 409
    assert "signed by itself" in answer.content.decode()
    with pytest.raises(Refused):
        make.consent(robin, by=sam, kind="care lead_release")


@pytest.mark.parametrize("kind", ["care", "counselling", "proceedings"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_each_kind_has_its_own_form(client, robin, sam, kind, language):
    signed_in(client, sam)
    url = reverse("consent:new", args=[robin.id])
    page = client.get(f"{url}?kind={kind}&language={language}").content.decode()
    assert f'lang="{language}"' in page
    assert ('name="ending"' in page) == (kind == "care")


def test_a_consent_to_care_names_those_who_treat_as_a_class(client, robin, sam):
    signed_in(client, sam)
    said = {
        "recipient": "providers",
        "categories": ["care_record"],
        "ending": "none",
        "signed_how": "screen",
        "signature_typed": "Robin Madeup",
    }
    url = reverse("consent:new", args=[robin.id]) + "?kind=care"
    answer = client.post(url, said, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Those who treat me" in page
    assert "No last day" in page
    assert Consent.objects.get().expires_at is None


def test_a_condition_of_a_case_is_refused_where_the_site_has_it_off(
    client, robin, sam, monkeypatch
):
    site = sites.current()
    off = replace(site, settings={**site.settings, "condition_consents": False})
    monkeypatch.setattr("offramp.program.sites.access.current", lambda: off)
    with pytest.raises(Refused, match="no consents that are a condition"):
        _condition(robin, sam, now() + timedelta(days=10))
    signed_in(client, sam)
    url = reverse("consent:new", args=[robin.id]) + "?kind=condition"
    assert client.get(url).status_code == client.post(url).status_code == 404


def test_a_condition_is_not_taken_from_the_list_of_kinds(client, robin, sam):
    signed_in(client, sam)
    url = reverse("consent:new", args=[robin.id])
    assert "kind=condition" not in client.get(url).content.decode()
    for answer in (
        client.get(f"{url}?kind=condition"),
        client.post(f"{url}?kind=condition"),
    ):
        assert answer.status_code == 409
        assert "taken where the case stands" in answer.content.decode()
