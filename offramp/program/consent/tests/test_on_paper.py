"""A consent is signed on paper, and its photograph is kept, sealed, beside it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape
from django.utils.timezone import localdate, now

from offramp.platform.design.signatures import Signed
from offramp.platform.design.uploads import redrawn
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import new_id
from offramp.program.consent import access, actions, queries
from offramp.program.consent.models import Consent, Scan
from offramp.program.consent.rules import Fact, Kind
from offramp.program.consent.tests import factories as make
from offramp.program.people.tests import factories as people
from tests import cast
from tests.cast import signed_in

pytestmark = pytest.mark.django_db

COMPLETED = Fact("assessment_completed", "The assessment is completed", "2026-11-20")


@pytest.fixture
def percy(client):
    actor = cast.percy()
    signed_in(client, actor)
    return actor


@pytest.fixture
def robin(percy):
    return people.person(by=percy, known_as="Robin")


def sent(content=make.PNG, name="page.png"):
    return SimpleUploadedFile(name, content, content_type="text/plain")


def said(**changes):
    return {
        "recipient": str(cast.petra().agency_id),
        "categories": ["assessment_completed"],
        "expires_on": (localdate() + timedelta(days=30)).isoformat(),
        "signed_how": "paper",
        "signature_typed": "Robin Madeup",
        "signed_on": localdate().isoformat(),
        "seen_by": str(cast.sam().id),
        "paper_version": make.version_of()[:12],
        "scan": sent(),
        **changes,
    }


def new(client, person, **changes):
    return client.post(reverse("consent:new", args=[person.id]), said(**changes))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", ["lead_release", "care", "counselling", "proceedings"])
def test_the_very_text_is_printed_with_its_version_and_all_that_may_be_ticked(
    client, percy, robin, kind, language
):
    url = reverse("consent:paper", args=[robin.id])
    page = client.get(url, {"kind": kind, "language": language}).content.decode()
    version = make.version_of(kind, language)
    assert f"<strong>{version[:12]}</strong>" in page
    assert {"en": "Sign here", "es": "Firme aquí"}[language] in page
    offered = queries.sheet(robin.id, Kind(kind), language, percy)
    for _, named in (*offered.recipients, *offered.categories):
        assert f'class="tick">{escape(named)}' in page


def test_a_signed_paper_is_kept_with_its_consent(client, percy, robin):
    answer = new(client, robin)
    consent, scan = Consent.objects.get(), Scan.objects.get()
    assert answer.headers["Location"] == f"/consents/{consent.id}/"
    assert (scan.consent_id, scan.kind) == (consent.pk, "image/png")
    assert (scan.witness_id, scan.kept_by_id) == (cast.sam().id, percy.id)
    for name in ("detail", "print"):
        page = client.get(reverse(f"consent:{name}", args=[consent.id]))
        text = page.content.decode()
        assert "Signed on paper, a copy is kept here" in text
        assert "Sam Castly" in text


def test_it_counts_from_the_day_on_the_paper(client, percy, robin):
    day = localdate() - timedelta(days=9)
    new(client, robin, signed_on=day.isoformat())
    consent = Consent.objects.get()
    assert access.here(consent.given_at).date() == day
    assert consent.signed_at == consent.given_at
    assert (
        f"{day:%b} {day.day}" in client.get(f"/consents/{consent.id}/").content.decode()
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"scan": ""}, "Choose the photograph or the scan of the paper."),
        ({"scan": sent(b"<script>")}, "Only PDF, JPEG and PNG"),
        ({"scan": sent(b"")}, "There is nothing in this file"),
        ({"scan": sent(make.PNG.ljust(10 * 1024 * 1024 + 1))}, "larger than 10 MB"),
        ({"signed_on": ""}, "Enter the day that stands on the paper."),
        ({"signed_on": "2999-01-01"}, "has not come yet"),
        ({"signed_on": "2001-01-01"}, "or a later day."),
        ({"seen_by": ""}, "Name the colleague who saw it signed."),
        ({"seen_by": str(new_id())}, "Choose one of the answers shown here."),
        ({"signature_typed": ""}, "Sign in the box, or type the full name."),
        ({"paper_version": ""}, "Enter the version at the foot of the paper."),
        ({"paper_version": "abc"}, "carries another text"),
        ({"paper_version": "0123456789ab"}, "carries another text"),
    ],
)
def test_what_is_wrong_with_it_is_said_and_the_answers_stay(
    client, percy, robin, changes, sentence
):
    answer = new(client, robin, **changes)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert not Consent.objects.exists()
    assert not Scan.objects.exists()
    for kept in ("Robin Madeup", make.version_of()[:12]):
        assert kept in page or kept in changes.values() or "" in changes.values()
    if "scan" in changes:
        assert (
            page.count('class="usa-error-message"') == 1
        )  # the file, and nothing else
    else:
        assert "Choose the file again. The answers are kept." in page


def test_without_its_paper_nothing_is_recorded_whoever_asks(percy, robin):
    for paper, sentence in (
        (None, "Add the photograph"),
        (make.paper(content=b""), "Add the photograph"),
        (make.paper(kind="text/html"), "Add the photograph"),
        (make.paper(witness_id=cast.petra().id), "saw it signed"),
        (make.paper(version=make.version_of(language="es")), "another text"),
    ):
        with pytest.raises(Refused, match=sentence):
            make.consent(robin, by=percy, signed_how="paper", paper=paper)
    assert not Consent.objects.exists()


def test_a_double_tap_is_one_paper(client, percy, robin):
    id = str(new_id())
    for _ in range(2):
        assert new(client, robin, submission_id=id).status_code == 302
    assert Scan.objects.count() == 1


def spoken(robin, percy):
    return make.consent(robin, by=percy, signed_how="spoken", witness_id=cast.sam().id)


def sign(client, consent, **changes):
    answers = {
        "signed_how": "paper",
        "signature_typed": "Robin Madeup",
        "signed_on": localdate().isoformat(),
        "seen_by": str(cast.percy().id),
        "paper_version": consent.text_version[:6],
        "scan": sent(),
        **changes,
    }
    return client.post(reverse("consent:sign", args=[consent.id]), answers)


def test_a_spoken_yes_is_signed_on_paper_later(client, percy, robin):
    consent = spoken(robin, percy)
    sheet = client.get(reverse("consent:print", args=[consent.id])).content.decode()
    assert "Sign here" in sheet
    assert sign(client, consent, scan=sent(b"GIF")).status_code == 422
    assert sign(client, consent).status_code == 302
    after = Consent.objects.get()
    assert after.signed_at is not None
    assert after.signed_how == "spoken"
    assert access.opened(Scan.objects.get()) == redrawn(make.PNG, "image/png")
    page = client.get(reverse("consent:detail", args=[consent.id])).content.decode()
    assert "The signed paper" in page
    assert "Sign it now" not in page


def test_a_paper_signed_in_time_counts_also_when_it_comes_in_late(percy, robin):
    told = spoken(robin, percy)
    actions.release(
        robin.id, new_id(), [COMPLETED], cast.petra().agency_id, at=now(), by=cast.sam()
    )
    late = told.lapses_at + timedelta(days=2)
    paper = make.paper(signed_on=access.here(told.lapses_at).date() - timedelta(days=1))
    signed = actions.sign(told.id, Signed("Robin"), paper=paper, at=late, by=percy)
    assert signed.signed_at < told.lapses_at < late
    assert told.releases.get().expires_at == told.expires_at


def test_a_paper_signed_too_late_or_before_the_yes_does_not_count(percy, robin):
    told = spoken(robin, percy)
    late = told.lapses_at + timedelta(days=2)
    for day, sentence in (
        (access.here(late).date(), "Ask again"),
        (localdate() - timedelta(days=3), "before the yes was said"),
    ):
        paper = make.paper(signed_on=day)
        with pytest.raises(Refused, match=sentence):
            actions.sign(told.id, Signed("Robin"), paper=paper, at=late, by=percy)
    actions.revoke(told.id, at=now(), by=percy)
    with pytest.raises(Refused, match="Ask again"):
        actions.sign(told.id, Signed("R"), paper=make.paper(), at=now(), by=percy)
