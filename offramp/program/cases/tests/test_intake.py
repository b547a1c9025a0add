"""A peer names the person and does the intake."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils.timezone import now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.ids import new_id
from offramp.program.cases.models import Arrival, Case, Intake
from offramp.program.cases.tests import factories as make
from offramp.program.diversions.tests import factories as diversions
from offramp.program.people.models import ContactWay, Person, SelfDescription
from offramp.program.people.tests import factories as people
from offramp.program.sites import queries as sites
from offramp.program.touchpoints.models import Touchpoint
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def percy(client):
    actor = cast.percy()
    cast.signed_in(client, actor)
    return actor


def handed(**said):
    given = {"said_name": "Juniper Testerson", **said}
    return diversions.diversion(made_by=cast.olive(), **given).id


def test_somebody_known_is_offered_first_and_one_tap_opens_the_case(client, percy):
    person_id = make.person(by=percy, known_as="Juniper Testerson")
    url = f"/diversions/{handed()}/intake/"
    page = client.get(url).content.decode()
    assert str(person_id) in page
    response = client.post(url, {"person": str(person_id)})
    case = Case.objects.get()
    assert response["Location"] == f"/cases/{case.id}/intake/"
    assert Arrival.objects.get().case == case
    # Back and again: the same case, and no question asked twice.
    assert client.post(url, {"person": str(person_id)}).status_code == 302
    assert client.get(url)["Location"] == f"/people/{person_id}/"
    assert Case.objects.count() == 1


@pytest.mark.parametrize("page", ["intake", "intake/new"])
def test_looking_for_them_asks_the_database_ten_times_at_most(
    client, percy, page, django_assert_num_queries
):
    born, phone = date(1990, 4, 5), "314-555-0142"
    url = f"/diversions/{handed(birth_on=born, phone=phone)}/{page}/"
    for more in (1, 5):
        for _ in range(more):
            made = people.person(
                by=percy, known_as="Juniper Testerson", birth_on=born, aliases=["June"]
            )
            people.way(made, by=percy, value=phone)
        with django_assert_num_queries(10):
            assert client.get(url).status_code == 200


def test_who_was_named_already_is_not_looked_for_again(client, percy):
    diversion_id = handed()
    made = make.person(by=percy)
    client.post(f"/diversions/{diversion_id}/intake/", {"person": str(made)})
    client.get(f"/diversions/{diversion_id}/intake/")
    assert not Entry.objects.filter(action="person.search").exists()


def test_nobody_like_them_is_said(client, percy):
    page = client.get(f"/diversions/{handed()}/intake/").content.decode()
    assert "Nobody here is like them" in page


def test_a_handover_without_a_name_can_be_named(client, percy):
    url = f"/diversions/{handed(said_name='', name_not_known=True)}/intake/"
    assert "Not known" in client.get(url).content.decode()
    make.person(by=percy, known_as="Moss Unrealman")
    page = client.post(url, {"text": "Moss"}).content.decode()
    assert "Moss Unrealman" in page


def test_somebody_new_is_written_down_after_a_look(client, percy):
    url = f"/diversions/{handed()}/intake/new/"
    page = client.get(url)
    token = page.context["form"].token
    sent = {
        "submission_id": str(new_id()),
        "search_token": token,
        "known_as": "June",
        "given_name": "Juniper",
        "family_name": "Testerson",
        "phone": "314-555-0142",
    }
    for _ in range(2):  # a double tap
        response = client.post(url, sent)
        assert response.status_code == 302
    assert Person.objects.get().known_as == "June"
    assert ContactWay.objects.get().value == "314-555-0142"


def test_somebody_much_like_one_who_is_here_is_not_written_down_unseen(client, percy):
    make.person(by=percy, known_as="Juniper Testerson")
    url = f"/diversions/{handed()}/intake/new/"
    token = client.get(url).context["form"].token
    sent = {"known_as": "Juniper Testerson", "search_token": token}
    response = client.post(url, {**sent, "submission_id": str(new_id())})
    assert response.status_code == 422
    assert "Look at the people below first" in response.content.decode()
    sure = {**sent, "submission_id": str(new_id()), "different": "on"}
    assert client.post(url, sure).status_code == 302


def take_in(client, case, **given):
    notice = {"notice_how": "read_aloud"}
    sent = {"submission_id": str(new_id()), "naloxone_kits": "1", **notice, **given}
    return client.post(f"/cases/{case.id}/intake/", sent)


def test_the_intake_needs_one_answer_and_keeps_many(client, percy):
    case = make.case(peer=percy)
    site = sites.current()
    first, second = (slug for slug, _ in site.choices("immediate_need")[:2])
    met, not_met = (slug for slug, _ in site.choices("need_outcome")[:2])
    response = take_in(
        client,
        case,
        overdosed="yes",
        last_overdose="days_30",
        phone="314-555-0142",
        safe_text="yes",
        found_at="The bench by the made-up library",
        race=["rather_not_say"],
        gender=site.choices("gender")[0][0],
        wish="Sleep inside 🙂",
        **{f"need_{first}": met, f"need_{second}": not_met},
    )
    assert response.status_code == 302
    intake = Intake.objects.get()
    assert intake.needs == {first: met, second: not_met}
    assert intake.last_overdose == "days_30"
    assert Touchpoint.objects.get().naloxone_kits == 1
    ways = {way.kind: way for way in ContactWay.objects.all()}
    assert ways["phone"].safe_text == "yes"
    assert ways["phone"].safe_voicemail == "not_asked"
    assert SelfDescription.objects.get().race == ["rather_not_say"]


def test_how_they_got_the_notice_of_privacy_practice_is_on_record(client, percy):
    case = make.case(peer=percy)
    without = take_in(client, case, notice_how="", wish="A warm place")
    assert without.status_code == 422
    page = without.content.decode()
    assert "Choose how they got the notice." in page
    assert "A warm place" in page
    assert not Intake.objects.exists()
    assert take_in(client, case).status_code == 302
    intake = Intake.objects.get()
    said = (intake.notice_version, intake.notice_how)
    assert said == ("made-up notice 1", "read_aloud")
    page = client.get(f"/people/{case.person_id}/").content.decode()
    assert "Read aloud, and a copy given (made-up notice 1)" in page


def test_where_there_is_no_notice_yet_nobody_is_asked(client, percy, monkeypatch):
    site = sites.current()
    none = replace(site, settings={**site.settings, "privacy_notice": ""})
    monkeypatch.setattr("offramp.program.sites.access.current", lambda: none)
    case = make.case(peer=percy)
    page = client.get(f"/cases/{case.id}/intake/").content.decode()
    assert "notice of privacy practice" not in page
    assert take_in(client, case, notice_how="").status_code == 302
    assert Intake.objects.get().notice_how == ""


def test_without_risk_reduction_it_asks_why_and_keeps_what_was_typed(client, percy):
    case = make.case(peer=percy)
    response = take_in(client, case, naloxone_kits="0", wish="A warm place")
    assert response.status_code == 422
    page = response.content.decode()
    assert "say here why not" in page
    assert "A warm place" in page
    assert not Intake.objects.exists()


def test_a_double_tap_is_one_intake_and_a_second_one_is_refused(client, percy):
    case, id = make.case(peer=percy), str(new_id())
    for _ in range(2):
        assert take_in(client, case, submission_id=id).status_code == 302
    assert (Intake.objects.count(), Touchpoint.objects.count()) == (1, 1)
    second = take_in(client, case, wish="More")
    assert second.status_code == 422
    assert "This stay has its intake" in second.content.decode()
    assert "More" in second.content.decode()


@pytest.mark.parametrize("wish", ["x\x00", "x" * 2001])
def test_bad_text_gets_a_sentence(client, percy, wish):
    case = make.case(peer=percy)
    assert take_in(client, case, wish=wish).status_code == 422


def test_another_peer_gets_nothing(client):
    case = make.case(peer=cast.percy())
    cast.signed_in(client, cast.pat())
    assert client.get(f"/cases/{case.id}/intake/").status_code == 404
    assert take_in(client, case).status_code == 404


@pytest.mark.parametrize("act", ["pause", "close", "assign"])
def test_the_acts_ask_first(client, act):
    case_id = make.managed(by=cast.casey())
    cast.signed_in(client, cast.sam())
    url = f"/cases/{case_id}/{act}/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"submission_id": str(new_id())}).status_code == 422
    first = client.get(url).context["form"]
    name = "staff" if act == "assign" else "reason"
    answer = first.fields[name].choices[0][0]
    sent = client.post(url, {"submission_id": str(new_id()), name: answer})
    assert sent.status_code == 302


def test_taking_and_resuming_are_one_tap(client):
    casey = cast.casey()
    made = make.case()
    cast.signed_in(client, casey)
    assert client.post(f"/cases/{made.id}/take/").status_code == 302
    from offramp.program.cases import actions

    actions.pause(made.id, "out_of_touch", at=now(), by=casey)
    assert client.post(f"/cases/{made.id}/resume/").status_code == 302
    assert client.get(f"/cases/{made.id}/resume/").status_code == 405
