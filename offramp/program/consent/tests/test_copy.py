"""The person's own copy: given in the way that they choose, and asked for until then."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import localdate, now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import new_id
from offramp.platform.outbox.models import Message
from offramp.program.consent import actions
from offramp.program.consent.models import Consent
from offramp.program.consent.rules import HowCopied
from offramp.program.consent.tests import factories as make
from offramp.program.people.tests import factories as people
from tests import cast
from tests.cast import signed_in

pytestmark = pytest.mark.django_db

OPEN = "Copy still to be given"
SETTLED = sorted(set(HowCopied) - {HowCopied.TO_COLLECT})


@pytest.fixture
def percy(client):
    actor = cast.percy()
    signed_in(client, actor)
    return actor


@pytest.fixture
def robin(percy):
    return people.person(by=percy, known_as="Robin")


def pages(client, consent):
    urls = (
        reverse("consent:detail", args=[consent.id]),
        reverse("consent:index", args=[consent.person_id]),
        reverse("journey:person", args=[consent.person_id]),
    )
    return [client.get(url).content.decode() for url in urls]


def give(client, consent, how):
    return client.post(reverse("consent:give_copy", args=[consent.id]), {"how": how})


@pytest.mark.parametrize("how", SETTLED)
def test_how_they_have_it_is_theirs_to_choose(client, percy, robin, how):
    consent = make.consent(robin, by=percy)
    assert all(OPEN in page for page in pages(client, consent))
    assert give(client, consent, how).status_code == 302
    assert not any(OPEN in page for page in pages(client, consent))
    after = Consent.objects.get()
    assert (after.copy_how, after.copied_by_id) == (how, percy.id)
    entry = Entry.objects.filter(action="consent.record").latest("position")
    assert how in str(entry.body)


def test_what_waits_to_be_collected_still_has_to_be_given(client, percy, robin):
    consent = make.consent(robin, by=percy)
    give(client, consent, "to_collect")
    shown = pages(client, consent)
    assert all(OPEN in page for page in shown)
    assert "They will collect it" in shown[0]
    give(client, consent, "printed")
    assert not any(OPEN in page for page in pages(client, consent))


def test_nothing_is_chosen_before_and_nothing_else_is_taken(client, percy, robin):
    consent = make.consent(robin, by=percy)
    url = reverse("consent:give_copy", args=[consent.id])
    page = client.get(url).content.decode()
    assert "checked" not in page
    assert "never goes by e-mail or text" in page
    for how in ("", "e-mail"):
        assert give(client, consent, how).status_code == 422
    with pytest.raises(Refused):
        actions.give_copy(consent.id, "e-mail", at=now(), by=percy)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.update(
            copy_how="e-mail", copied_at=now(), copied_by_id=new_id()
        )


def test_of_what_is_over_no_copy_is_asked_for(client, percy, robin):
    consent = make.consent(robin, by=percy)
    actions.revoke(consent.id, at=now(), by=percy)
    assert not any(OPEN in page for page in pages(client, consent))


def test_no_message_goes_out(client, percy, robin):
    consent = make.consent(robin, by=percy)
    for how in HowCopied:
        give(client, consent, how)
    assert not mail.outbox
    assert not Message.objects.exists()


def test_only_those_who_may_record_it_may_say_so(client, percy, robin):
    consent = make.consent(robin, by=percy)
    for actor, status in (
        (cast.pat(), 404), (cast.quinn(), 403), (cast.petra(), 403), (cast.mona(), 403)
    ):  # fmt: skip
        signed_in(client, actor)
        assert give(client, consent, "printed").status_code == status
    signed_in(client, cast.quinn())
    url = reverse("consent:detail", args=[consent.id])
    assert OPEN not in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("en", "Ask us for it. It is yours.", "You took a photo of it."),
        ("es", "Pídanosla. Es suya.", "Usted le tomó una foto."),
    ],
)
def test_the_person_reads_where_their_copy_is(
    client, percy, robin, language, before, after
):
    consent = make.consent(robin, by=percy)
    year = localdate().year
    url = reverse("participant:paper", args=[robin.id, language, year])
    assert before in client.get(url).content.decode()
    give(client, consent, "photographed")
    page = client.get(url).content.decode()
    assert after in page
    assert before not in page
