"""Pages lead nowhere that whoever reads them may not go."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now

from offramp.platform.accounts.actors import OPENED, actor_for
from offramp.platform.kernel.ids import ActorId, PersonId
from offramp.program.assessments import queries as assessments
from offramp.program.assessments.models import Flag
from offramp.program.consent.models import Release
from offramp.program.people import actions as people
from offramp.program.people.models import Care, CareDuty, Opening
from tests import cast
from tests.cast import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LINK = re.compile(r'<a [^>]*href="(/[^"#]*)"')


def _links(client, url: str) -> set[str]:
    answer = client.get(url)
    assert answer.status_code == 200
    _, _, main = answer.content.decode().partition("<main")
    return set(LINK.findall(main.partition("</main>")[0]))


def _refused(client, url: str) -> set[str]:
    return {link for link in _links(client, url) if client.get(link).status_code >= 400}


@pytest.fixture
def pages(told):
    person = told.ids["person_id"]
    return [
        reverse("journey:person", args=[person]),
        reverse("consent:index", args=[person]),
        reverse("consent:detail", args=[told.ids["consent_id"]]),
        reverse("rights:index", args=[person]),
    ]


def test_in_care_every_link_leads_on(client, told, pages):
    signed_in(client, told.case_manager)
    for page in pages:
        assert not _refused(client, page)


def test_when_care_has_ended_only_what_may_still_be_read_is_linked(client, told, pages):
    ended = {"until_at": now() - timedelta(days=1), "until_by_id": told.supervisor.id}
    Care.objects.update(**ended)
    signed_in(client, told.case_manager)
    for page in pages[:3]:
        assert not _refused(client, page)
    assert pages[1] in _links(client, pages[0])
    assert pages[3] not in _links(client, pages[0])
    shown = client.get(pages[2]).content.decode()
    assert "They take it back" not in shown
    assert "See what would be told" not in shown


def test_a_record_opened_in_an_emergency_leads_only_where_it_may_be_read(
    client, told, pages
):
    opening = Opening.objects.get(pk=told.ids["opening_id"])
    stranger = actor_for(ActorId(opening.opened_by_id))
    assert stranger
    signed_in(client, stranger)
    session = client.session
    until = opening.holds_until.isoformat()
    session[OPENED] = {str(opening.pk): [str(opening.person_id), until]}
    session.save()
    links = _links(client, pages[0])
    assert not _refused(client, pages[0])
    assert not links & set(pages[1:])


def test_what_was_told_is_shown_to_those_who_may_read_releases(client, told, pages):
    release = Release.objects.get(pk=told.ids["release_id"])
    fact = release.facts[0]["value"]
    index, detail = pages[1:3]
    signed_in(client, told.case_manager)
    assert fact in client.get(detail).content.decode()
    ended = {"until_at": now() - timedelta(days=1), "until_by_id": told.supervisor.id}
    Care.objects.update(**ended)
    copy = reverse("consent:copy", args=[told.ids["person_id"]])
    for url in (index, detail, copy):
        page = client.get(url)
        assert page.status_code == 200
        assert fact not in page.content.decode()


def test_flags_of_whom_one_no_longer_looks_after_are_in_no_list(told):
    flag = Flag.objects.get(pk=told.ids["flag_id"])
    cora = cast.cora()
    people.take_into_care(
        PersonId(flag.person_id), CareDuty.CASE_MANAGER, cora.id, at=now(), by=cora
    )
    assert flag.id in {row.id for row in assessments.open_flags(by=cora)}
    ended = {"until_at": now() - timedelta(days=1), "until_by_id": cora.id}
    Care.objects.filter(staff_id=cora.id).update(**ended)
    assert not assessments.open_flags(by=cora)
