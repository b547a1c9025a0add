from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from offramp.platform.design.signatures import Signed
from offramp.platform.kernel.ids import new_id
from offramp.program.consent import actions
from offramp.program.consent.models import Consent
from offramp.program.consent.rules import NOTICE, Fact
from offramp.program.consent.tests import factories as make
from offramp.program.people.tests import factories as people
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
    return people.person(by=percy, known_as="Robin")


def _said(**changes):
    return {
        "recipient": str(cast.petra().agency_id),
        "categories": ["assessment_completed"],
        "expires_on": (localdate() + timedelta(days=30)).isoformat(),
        "signed_how": "screen",
        "signature_typed": "Robin Madeup",
        **changes,
    }


def _new(client, person, language="", **changes):
    url = reverse("consent:new", args=[person.id])
    return client.post(f"{url}?language={language}", _said(**changes))


def test_the_form_shows_the_text_and_ticks_nothing(client, percy, robin):
    page = client.get(reverse("consent:new", args=[robin.id])).content.decode()
    assert "Attorney for the Meadow District" in page
    assert "checked" not in page
    ninety = (localdate() + timedelta(days=90)).isoformat()
    assert f'value="{ninety}"' in page


def test_the_text_comes_in_spanish(client, percy, robin):
    url = reverse("consent:new", args=[robin.id])
    page = client.get(url, {"language": "es"}).content.decode()
    assert "¿A quién se le puede decir?" in page
    assert 'lang="es"' in page
    assert client.get(url, {"language": "xx"}).status_code == 200
    _new(client, robin, language="es")
    assert Consent.objects.get().language == "es"


def test_a_consent_is_signed_shown_and_printed(client, percy, robin):
    answer = _new(client, robin, signature_typed="", signature_points=make.DRAWN)
    consent = Consent.objects.get()
    assert answer.headers["Location"] == f"/consents/{consent.id}/"
    for name in ("detail", "print"):
        page = client.get(reverse(f"consent:{name}", args=[consent.id]))
        text = page.content.decode()
        assert consent.text["title"] in text
        assert "<svg" in text
        assert "Whose consent?" in text
        assert "Signed on the screen" in text


def test_a_double_tap_is_one_consent(client, percy, robin):
    id = str(new_id())
    for _ in range(2):
        assert _new(client, robin, submission_id=id).status_code == 302
    assert Consent.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"recipient": ""}, "Choose who may be told."),
        ({"categories": []}, "Tick what may be told."),
        ({"expires_on": ""}, "Choose the last day of the consent."),
        ({"signed_how": ""}, "Say how the person agreed."),
        ({"signature_typed": ""}, "Sign in the box, or type the full name."),
        ({"signature_typed": "x" * 201}, "Shorten the name to 200 characters"),
        ({"signature_typed": "", "signature_points": "{"}, "could not be read"),
        (
            {
                "signed_how": "paper",
                "signature_typed": "",
                "signature_points": make.DRAWN,
            },
            "Type the name that stands on the paper.",
        ),
        ({"signed_how": "spoken"}, "Name the colleague who heard the yes."),
        ({"signed_how": "nodded"}, "Choose one of the answers shown here."),
        ({"recipient": "police"}, "Choose one of the answers shown here."),
        ({"categories": ["everything"]}, "Choose from the answers shown."),
        ({"expires_on": "2020-01-01"}, "or a later day."),
        ({"expires_on": "1890-01-01"}, "or a later day."),
        ({"expires_on": "2999-01-01"}, "or an earlier day."),
    ],
)
def test_each_missing_element_is_named_and_nothing_is_lost(
    client, percy, robin, said, sentence
):
    answer = _new(client, robin, **said)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Consent.objects.exists()
    if "categories" not in said:
        assert 'value="assessment_completed"' in answer.content.decode()


def test_a_spoken_yes_is_heard_by_a_colleague(client, percy, robin):
    sam = cast.sam()
    page = client.get(reverse("consent:new", args=[robin.id])).content.decode()
    heard, seen = page.split('name="witness"')[1].split('name="seen_by"')
    assert str(percy.id) not in heard
    assert str(percy.id) in seen
    answer = _new(client, robin, signed_how="spoken", witness=str(sam.id))
    assert "Sam Castly" in client.get(answer.headers["Location"]).content.decode()


@pytest.mark.parametrize("name", ["🦊 Wren", "عمر خيالي", "Đurđa Ñ."])
def test_a_name_in_any_writing_is_a_signature(client, percy, robin, name):
    _new(client, robin, signature_typed=name)
    assert Consent.objects.get().signed_name == name


def test_a_consent_is_taken_back_on_a_page_that_says_what_follows(client, percy, robin):
    consent = make.consent(robin, by=percy)
    url = reverse("consent:revoke", args=[consent.id])
    assert "needs no reason" in client.get(url).content.decode()
    for _ in range(2):
        answer = client.post(url, {"submission_id": str(new_id())})
        assert answer.headers["Location"] == f"/consents/{consent.id}/"
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Ended by the person" in page
    assert "They take it back" not in page


def test_what_was_told_is_listed_with_its_notice(client, robin, percy):
    make.consent(robin, by=percy)
    fact = Fact("assessment_completed", "The assessment is completed", "2026-11-20")
    actions.release(
        robin.id, new_id(), [fact], cast.petra().agency_id, at=now(), by=cast.sam()
    )
    url = reverse("consent:index", args=[robin.id])
    page = client.get(url).content.decode()
    assert NOTICE in page
    assert "2026-11-20" in page


def test_every_page_keeps_its_frame(client, percy, robin):
    consent = make.consent(robin, by=percy)
    for url in (
        reverse("consent:index", args=[robin.id]),
        reverse("consent:new", args=[robin.id]),
        reverse("consent:detail", args=[consent.id]),
        reverse("consent:revoke", args=[consent.id]),
    ):
        assert "Sign out" in client.get(url).content.decode()


@pytest.mark.parametrize("name", ["detail", "print", "revoke"])
def test_other_peoples_consents_are_not_there(client, percy, robin, name):
    consent = make.consent(robin, by=percy)
    signed_in(client, cast.pat())
    for id in (consent.id, new_id()):
        assert client.get(reverse(f"consent:{name}", args=[id])).status_code == 404


@pytest.mark.parametrize("who", ["olive", "petra", "mona"])
def test_justice_and_managers_are_refused(client, percy, robin, who):
    consent = make.consent(robin, by=percy)
    signed_in(client, getattr(cast, who)())
    for name in ("index", "new"):
        url = reverse(f"consent:{name}", args=[robin.id])
        assert client.get(url).status_code == 403
    for name in ("detail", "print", "revoke"):
        url = reverse(f"consent:{name}", args=[consent.id])
        assert client.get(url).status_code == 403
        assert client.post(url).status_code in {403, 405}


def test_the_copy_has_everything_they_signed_and_what_was_told(
    client, percy, robin, django_assert_num_queries
):
    first = make.consent(robin, by=percy, language="es")
    make.consent(robin, by=percy, signature=Signed(points=make.DRAWN))
    fact = Fact("assessment_completed", "The assessment is completed", "2026-11-20")
    to = cast.petra().agency_id
    actions.release(robin.id, new_id(), [fact], to, at=now(), by=cast.sam())
    actions.revoke(first.id, at=now(), by=percy)
    url = reverse("consent:copy", args=[robin.id])
    page = client.get(url).content.decode()
    for text in ("¿A quién se le puede decir?", "Who may be told?", "<svg", NOTICE):
        assert text in page
    assert page.count("Taken back") == 1
    assert "2026-11-20" in page
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    make.consent(robin, by=percy)
    with django_assert_num_queries(len(few)):
        client.get(url)
