import pytest

from offramp.platform.kernel.ids import TouchpointId, new_id
from offramp.program.touchpoints import actions
from offramp.program.touchpoints.models import Touchpoint
from offramp.program.touchpoints.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db
MET = {"reached": "yes", "mode": "in_person", "naloxone_kits": "1"}


@pytest.fixture
def percy(client):
    actor = cast.percy()
    cast.signed_in(client, actor)
    return actor


def send(client, person, **given):
    given.setdefault("submission_id", str(new_id()))
    return client.post(f"/people/{person.id}/touchpoints/new/", given)


def test_a_meeting_takes_four_answers(client, percy):
    person = make.person(of=percy)
    response = send(client, person, **MET)
    assert response.status_code == 302
    assert response["Location"] == f"/people/{person.id}/"
    assert Touchpoint.objects.get().mode == "in_person"


def test_a_double_tap_is_one_touchpoint(client, percy):
    person, id = make.person(of=percy), str(new_id())
    for _ in range(2):
        assert send(client, person, submission_id=id, **MET).status_code == 302
    assert Touchpoint.objects.count() == 1


def test_sent_again_with_other_answers_it_says_so_and_loses_nothing(client, percy):
    person, id = make.person(of=percy), str(new_id())
    send(client, person, submission_id=id, **MET)
    again = {**MET, "naloxone_kits": "2", "next_step": "Bring the bus pass"}
    response = send(client, person, submission_id=id, **again)
    assert response.status_code == 422
    page = response.content.decode()
    assert "sent before with other answers" in page
    assert "Bring the bus pass" in page


@pytest.mark.parametrize("who", ["olive", "petra", "mona"])
def test_justice_and_managers_are_refused(client, percy, who):
    person = make.person(of=percy)
    cast.signed_in(client, getattr(cast, who)())
    for path in ("", "new/"):
        url = f"/people/{person.id}/touchpoints/{path}"
        assert client.get(url).status_code == 403


def test_other_peoples_touchpoints_are_not_there(client, percy):
    person = make.person(of=percy)
    cast.signed_in(client, cast.pat())
    for path in ("", "new/"):
        url = f"/people/{person.id}/touchpoints/{path}"
        assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Answer “Did you reach them?”"),
        ({"reached": "yes", "mode": "phone"}, "say here why not"),
        ({"reached": "no", "mode": "phone"}, "What came of it?"),
        ({**MET, "note": "x\x00y"}, "character"),
        ({**MET, "note": "x" * 5000}, "4000 characters or fewer"),
        ({**MET, "at": "1890-01-01T10:00"}, "1900"),
        ({**MET, "at": "2990-01-01T10:00"}, "not come yet"),
        ({**MET, "mode": "by pigeon"}, "Choose"),
    ],
)
def test_bad_input_gets_a_sentence_and_loses_nothing(client, percy, given, sentence):
    person = make.person(of=percy)
    response = send(client, person, next_step="Bring the bus pass", **given)
    assert response.status_code == 422
    page = response.content.decode()
    assert "Bring the bus pass" in page
    assert sentence in page
    assert not Touchpoint.objects.exists()


def test_emoji_and_right_to_left_are_fine(client, percy):
    person = make.person(of=percy)
    assert send(client, person, note="🙂 مرحبا", **MET).status_code == 302
    page = client.get(f"/people/{person.id}/touchpoints/").content.decode()
    assert "🙂 مرحبا" in page


def test_the_history_costs_the_same_for_many(client, percy, django_assert_num_queries):
    person = make.person(of=percy)
    for _ in range(30):
        actions.record(TouchpointId(new_id()), person.id, make.met(), by=percy)
    url = f"/people/{person.id}/touchpoints/"
    client.get(url)
    with django_assert_num_queries(9):
        client.get(url)
    assert client.get(url + "?page=zzz").status_code == 200
    assert client.get(url + "?page=2").status_code == 200


def test_the_first_page_of_nothing_says_so(client, percy):
    person = make.person(of=percy)
    page = client.get(f"/people/{person.id}/touchpoints/").content.decode()
    assert "No touchpoint yet" in page
