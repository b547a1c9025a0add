import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from offramp.platform.kernel.ids import new_id
from offramp.platform.policy.table import Permission
from offramp.program.people import access, actions
from offramp.program.people.models import Care, ContactWay, Merge
from offramp.program.people.tests import factories as make
from tests import cast
from tests.cast import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def percy(client):
    actor = cast.percy()
    signed_in(client, actor)
    return actor


@pytest.fixture
def robin(percy):
    return make.person(by=percy, known_as="Robin", family_name="Madeup")


# Changing


def test_names_are_corrected(client, percy, robin):
    url = reverse("people:edit", args=[robin.id])
    assert 'value="Madeup"' in client.get(url).content.decode()
    answer = client.post(url, {"known_as": "Kestrel", "revision": "1"})
    assert answer.headers["Location"] == f"/people/{robin.id}/"
    robin.refresh_from_db()
    assert (robin.known_as, robin.family_name) == ("Kestrel", "")


@pytest.mark.parametrize("revision", ["7", "", "x", "1" * 40])
def test_two_tabs_are_told_and_nothing_is_lost(client, percy, robin, revision):
    url = reverse("people:edit", args=[robin.id])
    answer = client.post(url, {"known_as": "Kestrel", "revision": revision})
    assert answer.status_code == 422
    assert "while this page was open" in answer.content.decode()
    assert 'value="Kestrel"' in answer.content.decode()
    robin.refresh_from_db()
    assert robin.known_as == "Robin"


# Ways to reach somebody


def test_a_way_is_added_with_what_is_safe_and_ended(client, percy, robin):
    url = reverse("people:new_way", args=[robin.id])
    assert "checked" not in client.get(url).content.decode()
    said = {"kind": "phone", "value": "555-010-0142", "safe_text": "yes"}
    id = str(new_id())
    for _ in range(2):
        answer = client.post(url, {**said, "submission_id": id})
        assert answer.headers["Location"] == f"/people/{robin.id}/ways/"
    way = ContactWay.objects.get()
    assert (way.safe_text, way.safe_voicemail) == ("yes", "not_asked")

    page = client.get(answer.headers["Location"]).content.decode()
    assert "Text: yes" in page
    client.post(reverse("people:end_way", args=[way.id]))
    assert "Earlier (1)" in client.get(answer.headers["Location"]).content.decode()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"kind": "phone", "value": "not a number"}, "Enter a telephone number"),
        ({"kind": "email", "value": "nobody"}, "valid email address"),
        ({"kind": "place", "value": ""}, "Enter “Number, address"),
        ({"kind": "smoke", "value": "signals"}, "Choose one of the answers"),
        ({"value": "By the river"}, "Answer “What is it?”"),
        ({"kind": "place", "value": "x" * 301}, "Shorten this to 300"),
    ],
)
def test_a_way_that_leads_nowhere_is_refused(client, percy, robin, said, sentence):
    answer = client.post(reverse("people:new_way", args=[robin.id]), said)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_what_is_safe_on_a_phone_is_not_kept_for_a_place(client, percy, robin):
    client.post(
        reverse("people:new_way", args=[robin.id]),
        {"kind": "place", "value": "By the river", "safe_text": "yes"},
    )
    assert ContactWay.objects.get().safe_text == "not_asked"


# In their own words


def test_every_question_about_oneself_may_stay_unanswered(client, percy, robin):
    url = reverse("people:describe", args=[robin.id])
    assert "checked" not in client.get(url).content.decode()
    assert client.post(url, {}).status_code == 302
    said = robin.descriptions.get()
    assert (said.race, said.gender) == (["not_asked"], "not_asked")


def test_rather_not_saying_excludes_other_answers(client, percy, robin):
    url = reverse("people:describe", args=[robin.id])
    page = client.post(url, {"race": ["not_asked", "rather_not_say"]})
    assert page.status_code == 422
    assert "but not both" in page.content.decode()
    client.post(url, {"race": ["rather_not_say"], "pronouns": "she"})
    assert 'value="she"' in client.get(url).content.decode()


# Care


def test_a_peer_takes_somebody_into_care_and_says_why(client, percy):
    wren = make.person(by=cast.pat(), known_as="Wren")
    url = reverse("people:care", args=[wren.id])
    page = client.get(url).content.decode()
    assert "Pat Castly" in page
    assert "Look after them yourself" in page
    assert client.post(url, {"duty": "peer"}).status_code == 422
    answer = client.post(url, {"duty": "peer", "reason": "Met on shift"})
    assert answer.headers["Location"] == f"/people/{wren.id}/"
    assert wren in access.reachable(percy, Permission.PERSON_CHANGE)


def test_a_supervisor_hands_somebody_over(client, robin):
    signed_in(client, cast.sam())
    url = reverse("people:care", args=[robin.id])
    pat = cast.pat()
    answer = client.post(
        url, {"duty": "peer", "staff": str(pat.id), "reason": "Percy moves on"}
    )
    assert answer.status_code == 302
    assert robin in access.reachable(pat, Permission.PERSON_CHANGE)
    client.post(reverse("people:end_care", args=[robin.id]), {"duty": "peer"})
    assert not Care.objects.filter(until_at=None).exists()


def test_nobody_is_handed_over_to_somebody_who_is_not_on_the_list(client, robin):
    signed_in(client, cast.sam())
    answer = client.post(
        reverse("people:care", args=[robin.id]),
        {"duty": "peer", "staff": str(cast.olive().id), "reason": "x"},
    )
    assert answer.status_code == 422


# The same person twice


def test_a_supervisor_joins_two_records_and_undoes_it(client, percy, robin):
    other = make.person(by=percy, known_as="Robyn", family_name="Madeup")
    signed_in(client, cast.sam())
    same = reverse("people:same", args=[robin.id])
    assert f"/merge/{other.id}/" in client.get(same).content.decode()
    url = reverse("people:merge", args=[robin.id, other.id])
    assert "Nothing is lost" in client.get(url).content.decode()
    assert client.post(url, {"keep": str(other.id)}).status_code == 422
    answer = client.post(url, {"keep": str(other.id), "reason": "Says so"})
    assert answer.headers["Location"] == f"/people/{other.id}/same/"
    assert access.survivor(robin.id) == other

    assert "Says so" in client.get(answer.headers["Location"]).content.decode()
    client.post(reverse("people:unmerge", args=[Merge.objects.get().id]))
    assert access.survivor(robin.id) == robin


def test_a_peer_sees_who_may_be_the_same_and_cannot_join(client, percy, robin):
    make.person(by=percy, known_as="Robyn", family_name="Madeup")
    page = client.get(reverse("people:same", args=[robin.id])).content.decode()
    assert "Name nearly the same" in page
    assert "tell a supervisor" in page


# Who may see what

PAGES = ["edit", "ways", "new_way", "describe", "same"]


@pytest.mark.parametrize("page", PAGES)
def test_other_peoples_people_are_not_there(client, robin, page):
    signed_in(client, cast.pat())
    assert client.get(reverse(f"people:{page}", args=[robin.id])).status_code == 404
    assert client.get(reverse(f"people:{page}", args=[new_id()])).status_code == 404


def _without_token(answer) -> str:
    return re.sub(r"[A-Za-z0-9]{64}", "", answer.content.decode())


@pytest.mark.parametrize("who", ["olive", "petra", "mona"])
@pytest.mark.parametrize("page", [*PAGES, "care"])
def test_justice_and_managers_are_refused_known_or_not(client, robin, who, page):
    signed_in(client, getattr(cast, who)())
    known = client.get(reverse(f"people:{page}", args=[robin.id]))
    unknown = client.get(reverse(f"people:{page}", args=[new_id()]))
    assert (known.status_code, unknown.status_code) == (403, 403)
    assert _without_token(known) == _without_token(unknown)


@pytest.mark.parametrize("page", [*PAGES, "care"])
def test_every_page_keeps_its_frame(client, robin, page):
    text = client.get(reverse(f"people:{page}", args=[robin.id])).content.decode()
    assert "Sign out" in text


def test_a_page_about_a_person_is_not_kept_by_the_browser(client, percy, robin):
    page = client.get(reverse("people:ways", args=[robin.id]))
    assert "no-store" in page.headers["Cache-Control"]
    assert "Robin" not in page.content.decode().split("</title>")[0]


def test_every_field_about_a_person_asks_not_to_be_remembered(client, percy, robin):
    for page in ("edit", "new_way", "describe"):
        text = client.get(reverse(f"people:{page}", args=[robin.id])).content.decode()
        inputs = [tag for tag in text.split("<input")[1:] if 'type="hidden"' not in tag]
        assert all('autocomplete="off"' in tag.split(">")[0] for tag in inputs)


def test_dates_have_one_end_today(client, percy, robin):
    tomorrow = (localdate() + timedelta(days=2)).isoformat()
    url = reverse("people:edit", args=[robin.id])
    answer = client.post(url, {"known_as": "R", "birth_on": tomorrow, "revision": "1"})
    assert "has not come yet" in answer.content.decode()


def test_unmerging_and_ending_are_acts_not_visits(client, percy, robin):
    way = make.way(robin, by=percy)
    assert client.get(reverse("people:end_way", args=[way.id])).status_code == 405
    assert client.get(reverse("people:end_care", args=[robin.id])).status_code == 405
    assert actions.end_way(way.id, at=now(), by=percy).until_at
