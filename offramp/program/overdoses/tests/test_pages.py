"""The form on a phone, the report, the sheet, and which zone has what."""

import pytest
from django.test import Client

from offramp.config.zones.tests.conftest import process
from offramp.platform.kernel.ids import new_id
from offramp.platform.policy.zones import Zone
from offramp.program.diversions.tests import factories as diversions
from offramp.program.overdoses.forms import OverdoseForm
from offramp.program.overdoses.models import Dose, Incident, Notice, Revived
from offramp.program.overdoses.rules import Said
from offramp.program.overdoses.tests import factories as make
from offramp.program.touchpoints.tests import factories as met
from tests import cast

pytestmark = pytest.mark.django_db


def test_an_officer_reports_and_is_led_to_the_sheet(client: Client, settings):
    process(settings, Zone.JUSTICE)
    officer = cast.signed_in(client, cast.olive())
    assert "Call the emergency line" in officer.get("/overdoses/new/").content.decode()
    sent = make.sent(second_giver="officer", second_doses="1")
    for _ in range(2):
        page = officer.post("/overdoses/new/", sent, follow=True)
    told = page.content.decode()
    assert "2 doses" in told
    assert "The sheet to hand over" in told
    assert (Incident.objects.count(), Dose.objects.count()) == (1, 3)
    here = f"/overdoses/{sent['submission_id']}/sheet/"
    assert "Meadow Code 40-7" in officer.get(here).content.decode()
    done = officer.post(here, {"submission_id": str(new_id())}, follow=True)
    assert "Sheet handed over" in done.content.decode()
    assert officer.get(f"/people/{new_id()}/overdoses/").status_code == 404


def test_what_was_typed_stays_when_something_lacks(client: Client):
    peer = cast.signed_in(client, cast.percy())
    page = peer.post("/overdoses/new/", make.sent(doses="", called_911="", place="X"))
    told = page.content.decode()
    assert page.status_code == 422
    assert 'value="X"' in told
    assert not Incident.objects.exists()
    nowhere = peer.post("/overdoses/new/", make.sent(place=""))
    assert "Say where it was." in nowhere.content.decode()


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"second_giver": "officer"}, "how many doses they gave"),
        ({"second_doses": "2"}, "Choose who gave them"),
    ],
)
def test_who_gave_and_how_many_go_together(answers, sentence):
    form = OverdoseForm(make.sent(**answers))
    assert not form.is_valid()
    assert sentence in str(form.errors)


def test_nobody_gave_any_and_what_was_chosen_before_is_left_out():
    form = OverdoseForm(make.sent(naloxone="no", latitude="x", longitude="9"))
    assert form.is_valid()
    [victim] = form.incident().victims
    assert (victim.naloxone, victim.given) == (Said.NO, ())
    assert form.incident().latitude is None


def test_the_sheet_is_handed_over_at_a_contact(client: Client):
    olive = cast.olive()
    contact = diversions.contact(made_by=olive)
    officer = cast.signed_in(client, olive)
    here = f"/contacts/{contact.pk}/sheet/?in=es"
    assert officer.get(here).status_code == 200
    assert officer.post(here, {"submission_id": str(new_id())}).status_code == 302
    assert Notice.objects.get().contact_id == contact.pk
    assert cast.signed_in(Client(), cast.otto()).get(here).status_code == 404


def test_a_person_asks_for_it_and_takes_it_back(client: Client):
    percy = cast.percy()
    robin = met.person(of=percy)
    incident = make.incident(percy)
    peer = cast.signed_in(client, percy)
    here = f"/people/{robin.pk}/overdoses/"
    victim = str(incident.victims.get().pk)
    assert peer.post(here, {"victim": victim}).status_code == 422
    told = peer.post(here, {"victim": victim, "asked": "on"}, follow=True)
    assert "By the mill" in told.content.decode()
    assert peer.post(f"{here}{victim}/remove/").status_code == 302
    assert not Revived.objects.exists()


def test_what_is_known_later_is_added(client: Client):
    olive = cast.olive()
    incident = make.incident(olive, victims=(make.victim(survived=Said.UNKNOWN),))
    officer = cast.signed_in(client, olive)
    assert (
        "It is known now" in officer.get(f"/overdoses/{incident.pk}/").content.decode()
    )
    here = f"/overdoses/victims/{incident.victims.get().pk}/"
    assert officer.post(here, {"survived": "yes"}).status_code == 302
    more = {"survived": "yes", "naloxone": "no", "submission_id": str(new_id())}
    assert officer.post(f"/overdoses/{incident.pk}/another/", more).status_code == 302
    assert incident.victims.count() == 2
