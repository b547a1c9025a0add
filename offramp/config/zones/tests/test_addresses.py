"""What each zone answers, and who may sign in there."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import now

from offramp.config.zones.tests.conftest import process
from offramp.doors.field.tests.pages import plain
from offramp.platform.accounts import actions as accounts
from offramp.platform.accounts.forms import NOTICE
from offramp.platform.accounts.models import User
from offramp.platform.accounts.urls import everybody
from offramp.platform.policy.zones import Zone
from offramp.program.naloxone.urls import carried
from offramp.program.overdoses.urls import everybody as at_overdoses
from tests import cast
from tests.architecture.walk import addresses

WHO = {
    Zone.JUSTICE: (cast.olive, cast.petra, cast.lee, cast.wren, cast.tess),
    Zone.PROGRAM: (cast.casey, cast.mona),
}


def names(settings, zone: Zone) -> set[str]:
    process(settings, zone)
    return {name for name, _ in addresses()}


def test_the_zones_together_answer_everything_that_one_process_does(settings):
    everything = names(settings, Zone.ALL)
    justice, program = names(settings, Zone.JUSTICE), names(settings, Zone.PROGRAM)
    assert justice | program == everything
    assert everything - program == {
        "field:new_contact", "field:form", "field:number", "field:withdraw",
        "field:release", "field:told", "charges:clear", "charges:file",
        "charges:set_condition", "charges:take_condition_back",
        "partners:told", "partners:release", "partners:contacts", "partners:contact",
        "exports:index", "exports:save", "exports:ask", "exports:allow",
        "exports:refuse", "exports:take", "phone:contact",
    }  # fmt: skip
    assert justice & program == {
        "alive", "healthz", *(f"accounts:{page.name}" for page in everybody), "desk:home",
        "field:contacts", "field:contact", "field:status", "field:card",
        "field:card_in", "charges:held", "charges:charge", "charges:extend",
        "exports:one", "phone:queue", "phone:worker", "phone:manifest",
        "phone:session", "phone:sealed", "phone:waiting", "phone:entry", "phone:settle",
        "phone:overdose", "phone:kit",
        *(f"naloxone:{page.name}" for page in carried),
        *(f"overdoses:{page.name}" for page in at_overdoses),
    }  # fmt: skip


@pytest.mark.django_db
def test_an_address_of_the_other_zone_is_as_unknown_as_any(settings):
    there = reverse("people:search"), reverse("desk:worklist"), "/nothing/here/"
    process(settings, Zone.JUSTICE)
    client = cast.signed_in(Client(), cast.olive())
    answers = [client.get(path) for path in there]
    assert {answer.status_code for answer in answers} == {404}
    pages = {plain(answer.content) for answer in answers}
    assert len(pages) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("zone", [Zone.JUSTICE, Zone.PROGRAM])
def test_first_page_and_menu_lead_nowhere_that_the_zone_does_not_have(settings, zone):
    process(settings, zone)
    for actor in (play() for play in WHO[zone]):
        client = cast.signed_in(Client(), actor)
        answer = client.get("/", follow=True)
        assert answer.status_code == 200
        assert b'href=""' not in answer.content


def sign_in(email: str):
    user = User.objects.get(email=email)
    user.set_password("a long made-up password")
    user.save()
    words = {"email": email, "password": "a long made-up password", "notice": NOTICE}
    return Client().post(reverse("accounts:sign_in"), words)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("zone", "other"),
    [(Zone.JUSTICE, Zone.PROGRAM), (Zone.PROGRAM, Zone.JUSTICE)],
)
def test_whoever_signs_in_at_the_wrong_address_is_told_the_right_one(
    settings, zone, other
):
    settings.OFFRAMP_ORIGINS = {z: f"https://{z}.example.test" for z in WHO}
    here, there = WHO[zone][0](), WHO[other][0]()
    process(settings, zone)
    assert sign_in(User.objects.get(pk=here.id).email).status_code == 302
    answer = sign_in(User.objects.get(pk=there.id).email)
    assert answer.status_code == 422
    assert f"https://{other}.example.test" in answer.content.decode()


@pytest.mark.django_db
def test_a_session_of_the_other_zone_is_ended(settings):
    process(settings, Zone.JUSTICE)
    client = cast.signed_in(Client(), cast.casey())
    assert client.get("/")["Location"].startswith(reverse("accounts:sign_in"))


@pytest.mark.django_db
def test_whoever_is_signed_out_by_a_manager_is_out_at_the_other_address(settings):
    process(settings, Zone.JUSTICE)
    client = cast.signed_in(Client(), cast.olive())
    assert client.get("/", follow=True).status_code == 200
    process(settings, Zone.PROGRAM)
    accounts.disable(cast.olive().id, at=now(), by=cast.mona())
    accounts.enable(cast.olive().id, at=now(), by=cast.mona())
    process(settings, Zone.JUSTICE)
    assert client.get("/")["Location"].startswith(reverse("accounts:sign_in"))


def test_justice_has_no_address_of_the_programs(settings):
    process(settings, Zone.JUSTICE)
    with pytest.raises(NoReverseMatch):
        reverse("dispatch:pages")
