import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.timezone import localtime, now

from offramp.platform.audit.models import Entry
from offramp.program.directory.models import Service
from offramp.program.directory.tests import factories as directory
from offramp.program.referrals import actions
from offramp.program.referrals.models import Referral, UnmetNeed
from offramp.program.referrals.tests import factories as make
from offramp.program.sites import queries as sites
from tests import cast

pytestmark = pytest.mark.django_db

POLICE = re.compile(
    r"police|officer|arrest|court|prosecut|diver(t|sion)|law enforcement|charge|jail|"
    r"\bLEAD\b|offramp|drug",
    re.IGNORECASE,
)


@pytest.fixture
def casey(client: Client):
    return cast.signed_in(client, cast.casey())


@pytest.fixture
def case():
    return make.case(by=cast.casey(), known_as="Robin Testcase")


def test_from_the_case_to_the_service_and_on(casey, case):
    service = directory.service("Tin Detox", needs=["detox"])
    new = f"/cases/{case.id}/referrals/new/"

    found = casey.get(f"{new}?need=detox").content.decode()
    assert "Tin Detox" in found
    assert f"{new}{service.id}/?need=detox" in found

    form = casey.get(f"{new}{service.id}/?need=detox").content.decode()
    assert '<option value="detox" selected>' in form

    typed = {
        "need": "detox",
        "is_warm": "yes",
        "note": "",
        "submission_id": str(uuid4()),
    }
    sent = casey.post(f"{new}{service.id}/", typed)
    again = casey.post(f"{new}{service.id}/", typed)
    assert sent.status_code == again.status_code == 302
    assert sent.headers["Location"] == again.headers["Location"]
    page = casey.get(sent.headers["Location"]).content.decode()
    assert "Sent, no answer yet" in page
    assert "Somebody goes along" in page


def test_each_act_is_a_page_or_one_tap(casey):
    referral = make.referral(by=cast.casey(), at=now() - timedelta(days=1))
    page = f"/referrals/{referral.id}/"
    day = localtime() + timedelta(days=3)
    site = sites.current()
    asked = {
        "wait": {"waits_until_on": day.date().isoformat()},
        "appoint": {"appointment": day.strftime("%Y-%m-%dT%H:%M")},
        "not-connect": {"reason": site.choices("not_connected_reason")[0][0]},
    }
    assert (
        casey.post(f"{page}accept/", {"submission_id": str(uuid4())}).status_code == 302
    )
    for name, typed in asked.items():
        assert casey.get(f"{page}{name}/").status_code == 200
        assert casey.post(f"{page}{name}/", typed).headers["Location"] == page
    assert Referral.objects.get().state == "not_connected"
    refused = casey.post(f"{page}accept/", {"submission_id": str(uuid4())})
    assert refused.status_code == 409
    assert "Send a new one to try again" in refused.content.decode()
    assert casey.get(f"{page}accept/").status_code == 405


def test_arriving_and_being_turned_away_and_a_change_of_mind(casey):
    site = sites.current()
    arrived = (localtime() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    for name, typed, state in (
        ("connect", {"arrived_at": arrived}, "connected"),
        (
            "decline",
            {"reason": site.choices("referral_declined_reason")[0][0]},
            "declined",
        ),
        ("withdraw", {}, "withdrawn"),
    ):
        id = make.referral(by=cast.casey(), at=now() - timedelta(days=2)).id
        assert casey.post(f"/referrals/{id}/{name}/", typed).status_code == 302
        assert Referral.objects.get(pk=id).state == state


def test_only_what_is_open_now_is_offered(casey):
    referral = make.referral(by=cast.casey())
    page = casey.get(f"/referrals/{referral.id}/").content.decode()
    assert "They accepted" in page
    actions.appoint(
        referral.id, uuid4(), now() + timedelta(days=1), at=now(), by=cast.casey()
    )
    page = casey.get(f"/referrals/{referral.id}/").content.decode()
    assert "They accepted" not in page
    assert "Another day" in page
    actions.connect(referral.id, uuid4(), at=now(), by=cast.casey())
    assert (
        "What did you learn?"
        not in casey.get(f"/referrals/{referral.id}/").content.decode()
    )


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        (
            "appoint",
            {"appointment": ""},
            "Answer “When do they expect the participant?”",
        ),
        ("appoint", {"appointment": "1890-01-01T10:00"}, "Enter a year from 1900 on."),
        ("appoint", {"appointment": "soon 🌈"}, "Enter a date and a time that exist."),
        ("wait", {"waits_until_on": "2020-01-01"}, "or a later day"),
        ("connect", {"arrived_at": "2099-01-01T10:00"}, "This time has not come yet."),
        ("decline", {"reason": "because"}, "Choose one of the answers shown here."),
        ("not-connect", {}, "Answer “Why?”"),
    ],
)
def test_mistakes_come_back_with_a_sentence(casey, name, typed, says):
    referral = make.referral(by=cast.casey())
    page = casey.post(f"/referrals/{referral.id}/{name}/", {"x": "y", **typed})
    assert page.status_code == 422
    assert says in page.content.decode()
    assert Referral.objects.get().state == "sent"


def test_what_was_typed_is_not_lost(casey, case):
    service = directory.service()
    url = f"/cases/{case.id}/referrals/new/{service.id}/"
    page = casey.post(url, {"need": "", "note": "ترجمة 🌈 " + "x" * 300})
    assert page.status_code == 422
    assert "ترجمة 🌈" in page.content.decode()
    assert casey.post(url, {"need": "detox", "note": "a\x00b"}).status_code == 422
    assert not Referral.objects.exists()


def test_a_need_that_nobody_meets_is_noted_from_the_case(casey, case):
    url = f"/cases/{case.id}/needs/new/"
    assert casey.get(url).status_code == 200
    sent = casey.post(
        url, {"need": "dental", "why": "far", "note": "No bus on Sundays"}
    )
    assert sent.headers["Location"] == f"/people/{case.person_id}/"
    assert UnmetNeed.objects.get().why == "far"
    assert casey.post(url, {"need": "dental", "why": "magic"}).status_code == 422


def test_a_service_that_closed_meanwhile_is_shown_as_closed(casey):
    service = directory.service("Tin Beds")
    referral = make.referral(by=cast.casey(), to=service)
    Service.objects.filter(pk=service.pk).update(is_active=False, status="defunct")
    page = casey.get(f"/referrals/{referral.id}/").content.decode()
    assert "This service is no longer offered" in page
    assert "No longer offered" in casey.get("/referrals/").content.decode()


def test_the_letter_names_nobody_and_says_nothing_of_police(casey, case):
    service = directory.service("Tin Beds", organization="Tin House")
    referral = make.referral(
        by=cast.casey(), of=case, to=service, need="emergency_shelter"
    )
    actions.appoint(
        referral.id, uuid4(), now() + timedelta(days=1), at=now(), by=cast.casey()
    )

    letter = casey.get(f"/referrals/{referral.id}/letter/").content.decode()

    shown = re.sub(r"<(script|link|meta)[^>]*>", "", letter)
    body = re.sub(r"<[^>]+>", " ", shown)
    assert "Tin Beds" in body
    assert "Shelter tonight" in body
    assert "Casey Castly" in body
    assert "Robin" not in body
    assert not POLICE.search(body)
    assert sites.current().name not in body
    assert sites.current().short_name not in body
    entry = Entry.objects.filter(action="referral.read", subject_id=referral.id).last()
    assert entry is not None
    assert entry.details == {"letter": True}


def test_the_list_shows_the_longest_silence_first_at_a_fixed_cost(
    casey, django_assert_num_queries
):
    def some(days, name):
        case = make.case(by=cast.casey(), known_as=name)
        make.referral(by=cast.casey(), of=case, at=now() - timedelta(days=days))

    some(1, "Wren Made-up")
    with django_assert_num_queries(5):
        casey.get("/referrals/")
    some(9, "Lark Made-up")
    for number in range(8):
        some(4, f"Bird {number}")
    with django_assert_num_queries(5):
        page = casey.get("/referrals/").content.decode()
    assert (
        page.index("Lark Made-up") < page.index("Bird 1") < page.index("Wren Made-up")
    )
    assert "<strong>No answer for 9 days</strong>" in page
    listed = Entry.objects.filter(action="referral.read").last()
    assert listed is not None
    assert len(listed.details["listed"]) == 10


def test_the_page_of_a_referral_always_costs_the_same(casey, django_assert_num_queries):
    referral = make.referral(by=cast.casey())
    with django_assert_num_queries(7):
        casey.get(f"/referrals/{referral.id}/")
    for _ in range(6):
        actions.appoint(
            referral.id, uuid4(), now() + timedelta(days=1), at=now(), by=cast.casey()
        )
    with django_assert_num_queries(7):
        casey.get(f"/referrals/{referral.id}/")


def test_others_learn_nothing_from_the_addresses(client, case):
    referral = make.referral(by=cast.casey(), of=case)
    nobody = uuid4()
    for actor, status in ((cast.cora(), 404), (cast.olive(), 403), (cast.petra(), 403)):
        cast.signed_in(client, actor)
        for url in (
            f"/referrals/{referral.id}/",
            f"/referrals/{nobody}/",
            f"/referrals/{referral.id}/letter/",
            f"/cases/{case.id}/referrals/new/",
            f"/cases/{case.id}/needs/new/",
        ):
            assert client.get(url).status_code == status
        assert (
            client.post(f"/referrals/{referral.id}/accept/", {}).status_code == status
        )
