"""What a person sees of their own record, on a screen in their hands."""

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from offramp.doors.participant import pages, words
from offramp.platform.audit import log
from offramp.platform.audit.models import Entry
from offramp.platform.kernel.ids import OpeningId, new_id
from offramp.platform.policy.table import Permission
from offramp.program.consent import actions as consent
from offramp.program.consent.models import Consent
from offramp.program.consent.rules import Fact
from offramp.program.consent.tests import factories as consents
from offramp.program.people import actions as people
from offramp.program.people.tests import factories as make
from offramp.program.rights.models import Request
from offramp.program.rights.tests import factories as asked
from tests import cast
from tests.cast import signed_in

pytestmark = pytest.mark.django_db
ENGAGED = Fact("engaged", "Taking part", "June 1, 2026")


@pytest.fixture
def casey():
    return cast.casey()


@pytest.fixture
def robin(casey):
    return make.person(by=casey, known_as="Robin")


@pytest.fixture
def tablet(client, casey, robin):
    """Casey's screen, in Robin's hands."""
    signed_in(client, casey)
    client.post(
        reverse("participant:show", args=[robin.id]),
        {"language": "en", "submission_id": str(new_id())},
    )
    return client


def _url(name, person, *rest, language="en"):
    return reverse(f"participant:{name}", args=[person.id, language, *rest])


def _text(client, url) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    said: str = answer.content.decode()
    return said


def _told(robin, casey):
    agreed = consents.consent(
        robin,
        by=casey,
        recipient_agency_id=cast.agency("work_group").id,
        categories=["engaged"],
    )
    consent.release(
        robin.id, new_id(), (ENGAGED,), cast.agency("work_group").id,
        at=now(), by=casey,
    )  # fmt: skip
    return agreed


def _emergency(robin):
    said = {"recipient_name": "Dr. Madeup", "facility": "Made-up Hospital"}
    what = {"what": "Takes made-up medicine", "nature": "Would not wake up"}
    asked.emergency(robin, by=cast.sam(), **said, **what)


def test_they_see_what_they_agreed_to_and_end_it_themselves(tablet, casey, robin):
    agreed = _told(robin, casey)
    page = _text(tablet, _url("agreed", robin))
    assert "Lantern Table" in page
    assert "This yes still holds" in page
    end = _url("end", robin, agreed.id)
    assert end in page
    assert "End this yes?" in _text(tablet, end)
    answer = tablet.post(end)
    assert answer.url == _url("agreed", robin)
    assert Consent.objects.get(pk=agreed.id).revoked_at is not None
    page = _text(tablet, answer.url)
    assert "We tell them no more" in page
    assert "You ended this yes" in page
    assert end not in page


def test_they_see_who_was_told_what_when_and_why_whatever_let_us(tablet, casey, robin):
    agreed = _told(robin, casey)
    _emergency(robin)
    consent.revoke(agreed.id, at=now(), by=casey)
    page = _text(tablet, _url("told", robin))
    for said in (
        "Lantern Table", "You said yes to it.", "You have since ended that yes.",
        "Dr. Madeup, Made-up Hospital", "It was an emergency", "Would not wake up",
        "Takes made-up medicine", words.day(localdate(), "en"), "Casey Castly",
    ):  # fmt: skip
        assert said in page


def test_each_thing_told_is_one_line(casey, robin):
    _told(robin, casey)
    _emergency(robin)
    lines = pages.told(pages.own(robin.id, "en", by=casey))
    assert len(lines) == 2


def test_they_see_who_opened_their_record_and_what_of_it(tablet, casey, robin):
    way = make.way(robin, by=casey)
    agreed = _told(robin, casey)
    log.read(Permission.CONSENT_READ, agreed, by=cast.sam())
    log.record(Permission.PERSON_CHANGE, way, by=cast.cora())
    page = _text(tablet, _url("opened", robin, localdate().year))
    assert "Sam Castly, " in page
    assert "what you agreed to" in page
    assert "Cora Castly" in page


def test_an_opening_in_an_emergency_is_shown_with_its_reason(tablet, robin):
    people.open_record(
        OpeningId(new_id()), robin.id, reason="life",
        words="A call from the roadside", at=now(), by=cast.pat(),
    )  # fmt: skip
    page = _text(tablet, _url("opened", robin, localdate().year))
    assert "Opened in an emergency" in page
    assert "Pat Castly" in page
    assert "Somebody was in danger." in page


def test_they_ask_in_their_own_words_and_read_the_answer(tablet, casey, robin):
    url = _url("ask", robin)
    sent = {"what": "wrong", "words": "I was born in May", "submission_id": new_id()}
    answer = tablet.post(url, sent)
    assert answer.status_code == 302
    row = Request.objects.get()
    assert (row.kind, row.words) == ("correction", "I was born in May")
    page = _text(tablet, url)
    assert "We answer by" in page
    tablet.post(_url("take_back", robin, row.id))
    assert "You took this back" in _text(tablet, url)


@pytest.mark.parametrize(
    ("what", "more", "missing"),
    [
        ("office", {}, "Pick the office."),
        ("colleague", {}, "Pick the person."),
        ("less", {"words": ""}, "Write what you ask."),
    ],
)
def test_what_is_missing_is_named(tablet, robin, what, more, missing):
    sent = {"what": what, "words": "Please", "submission_id": new_id(), **more}
    answer = tablet.post(_url("ask", robin), sent)
    assert answer.status_code == 422
    assert missing in answer.content.decode()


def test_in_spanish_the_errors_are_spanish_too(tablet, robin):
    answer = tablet.post(_url("ask", robin, language="es"), {})
    said = answer.content.decode()
    assert 'lang="es"' in said
    for sentence in ("Por favor, revise esto", "Elija qué pide.", "Escriba qué pide."):
        assert sentence in said
    assert "ask__optional" not in said


def test_nothing_of_anybody_else_is_theirs(tablet, casey, robin):
    wren = make.person(by=casey, known_as="Wren")
    other = consents.consent(wren, by=casey)
    row = asked.request(wren, by=casey)
    assert tablet.get(_url("end", robin, other.id)).status_code == 404
    assert tablet.post(_url("end", robin, other.id)).status_code == 404
    assert tablet.post(_url("take_back", robin, row.id)).status_code == 404
    assert Consent.objects.get(pk=other.id).revoked_at is None


def test_what_is_not_theirs_to_show_is_not_there(client, robin):
    for stranger in (cast.pat(), cast.cora()):
        signed_in(client, stranger)
        show = reverse("participant:show", args=[robin.id])
        for url in (show, _url("told", robin), _url("paper", robin, 2026)):
            assert client.get(url).status_code == 404


def test_before_it_is_handed_over_the_page_leads_to_the_one_that_does(
    client, casey, robin
):
    signed_in(client, casey)
    answer = client.get(_url("told", robin))
    assert answer.url == reverse("participant:show", args=[robin.id])


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_paper_holds_all_of_it(client, casey, robin, language):
    _told(robin, casey)
    _emergency(robin)
    asked.request(robin, by=casey, words="I was born in May")
    signed_in(client, casey)
    page = _text(client, _url("paper", robin, localdate().year, language=language))
    for said in ("Lantern Table", "Dr. Madeup", "I was born in May", "Casey Castly"):
        assert said in page
    assert words.words(language)["told"] in page


def test_they_are_told_how_to_complain_on_screen_and_on_paper(tablet, casey, robin):
    assert "hhs.gov/ocr" in _text(tablet, _url("ask", robin))
    tablet.logout()
    signed_in(tablet, casey)
    page = _text(tablet, _url("paper", robin, localdate().year))
    assert "hhs.gov/ocr" in page
    assert "privacy officer" in page


def test_other_years_and_languages_are_not_there(client, casey, robin):
    signed_in(client, casey)
    year = localdate().year
    oldest = year - 3
    assert client.get(_url("paper", robin, oldest)).status_code == 200
    assert client.get(_url("paper", robin, oldest - 1)).status_code == 404
    assert client.get(_url("paper", robin, year + 1)).status_code == 404
    assert client.get(_url("paper", robin, year, language="xx")).status_code == 404


def test_showing_it_is_on_record(tablet, casey, robin):
    entry = Entry.objects.filter(action="own.show", subject_id=robin.id)
    assert "hand over" in {row.details.get("did") for row in entry}


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("start", ()),
        ("agreed", ()),
        ("told", ()),
        ("opened", (localdate().year,)),
        ("ask", ()),
        ("done", ()),
    ],
)
def test_each_page_asks_the_database_ten_times_at_most(
    tablet, casey, robin, name, rest, django_assert_max_num_queries
):
    for _ in range(3):
        _told(robin, casey)
        _emergency(robin)
        asked.request(robin, by=casey)
    with django_assert_max_num_queries(10):
        _text(tablet, _url(name, robin, *rest))


def test_so_does_the_paper_however_much_is_on_it(
    client, casey, robin, django_assert_max_num_queries
):
    signed_in(client, casey)
    for _ in range(3):
        _told(robin, casey)
        _emergency(robin)
        asked.request(robin, by=casey)
    with django_assert_max_num_queries(10):
        _text(client, _url("paper", robin, localdate().year))


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "You signed on paper. We keep a photo"), ("es", "Usted firmó en papel")],
)
def test_what_they_signed_on_paper_is_said(client, robin, language, words):
    signed_in(client, cast.sam())
    year = localdate().year
    assert words not in _text(client, _url("paper", robin, year, language=language))
    consents.on_paper(robin, by=cast.sam())
    assert words in _text(client, _url("paper", robin, year, language=language))
