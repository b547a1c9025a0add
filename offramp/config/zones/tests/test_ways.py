"""Everybody's way, through the real pages, with only the rights of their zone's login."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import now

from offramp.config.zones.tests.conftest import Enter
from offramp.doors.field.tests.pages import sent
from offramp.platform.audit.models import Entry
from offramp.platform.kernel.ids import new_id
from offramp.platform.outbox.models import Message
from offramp.platform.outbox.worker import send_waiting
from offramp.platform.policy.actor import OUTSIDE
from offramp.platform.policy.zones import Zone
from offramp.program.charges.models import Charge, Extension, ExtensionGround
from offramp.program.charges.rules import FilingReason
from offramp.program.charges.tests import factories as charges
from offramp.program.consent import actions as consent
from offramp.program.consent.models import Consent
from offramp.program.consent.rules import Fact
from offramp.program.consent.tests import factories as consents
from offramp.program.dispatch.models import Dispatch, Page
from offramp.program.dispatch.tests import factories as dispatch
from offramp.program.people.tests import factories as people_made
from offramp.program.sites import queries as sites
from tests import cast, world
from tests.architecture.walk import (
    APART,
    COLUMNS,
    addresses,
    answered,
    people,
    table,
)

pytestmark = pytest.mark.slow  # tells the whole story, in a real database


def differing(column: str, told: world.Told, everything) -> dict[str, str]:
    """Where the zone answers otherwise than the access table says."""
    actor = people(told)[column]
    client = Client(raise_request_exception=False)
    if actor is not None:
        cast.signed_in(client, actor)
    place = COLUMNS.index(column)
    # Which methods an address takes is the same in every zone.
    wanted = {k: rows[place] for k, rows in table().items() if rows[place] != "405"}
    return {
        f"{name} {method}": f"{found}, not {right}"
        for name, params in everything
        for method in ("GET", "POST")
        if name not in APART and (name, method) in wanted
        for url, is_here in [_url(name, {p: told.ids[p] for p in params})]
        for right in [wanted[name, method] if is_here else "404"]
        if (found := str(answered(client, method, url).status_code)) != right
    }


def _url(name: str, ids: dict[str, object]) -> tuple[str, bool]:
    there = reverse(name, urlconf="offramp.config.urls", kwargs=ids)
    try:
        return there, reverse(name, kwargs=ids) == there
    except NoReverseMatch:
        return there, False


def test_the_access_table_holds_in_each_zone_under_its_own_login(enter: Enter):
    everything = list(addresses())
    with enter(Zone.PROGRAM):
        told = world.tell()  # by the program's login alone, from account to referral
    columns = people(told)
    for zone in (Zone.JUSTICE, Zone.PROGRAM):
        with enter(zone):
            for column, actor in columns.items():
                works_here = actor is None or (
                    bool(actor.roles & OUTSIDE) == (zone == Zone.JUSTICE)
                )
                if works_here:
                    assert not differing(column, told, everything), (zone, column)


def test_an_officer_pages_a_peer_who_comes_and_the_officer_is_free(
    enter: Enter, mailoutbox
):
    olive, percy = cast.olive(), cast.percy()
    dispatch.shift(percy)
    with enter(Zone.JUSTICE):
        officer = cast.signed_in(Client(), olive)
        here = sent(officer)
        assert officer.get("/contacts/").status_code == 200
        assert b"paged" in officer.get(here).content
    assert not mailoutbox
    [page] = Page.objects.all()
    there = f"/dispatches/{page.dispatch_id}/"
    with enter(Zone.PROGRAM):
        send_waiting("a-worker")
        [mail] = mailoutbox
        assert there in mail.body
        peer = cast.signed_in(Client(), percy)
        assert peer.post(f"{there}answer/", {"minutes": "10"}).status_code == 302
        assert peer.post(f"{there}arrive/").status_code == 302
    with enter(Zone.JUSTICE):
        officer = cast.signed_in(Client(), olive)
        assert b"Percy" in officer.get(f"{here}status/").content
        assert (
            officer.post(f"{here}number/", {"incident_number": "23-1"}).status_code
            == 302
        )
        assert officer.post(f"{here}release/").status_code == 302
    assert Dispatch.objects.get().state == "released"


def test_an_officer_takes_a_handover_back(enter: Enter):
    dispatch.shift(cast.percy())
    olive = cast.olive()
    with enter(Zone.JUSTICE):
        officer = cast.signed_in(Client(), olive)
        here = sent(officer)
        reason = {"reason": sites.current().choices("withdrawal_reason")[0][0]}
        assert officer.post(f"{here}withdraw/", reason).status_code == 302
    assert Dispatch.objects.get().state == "withdrawn"
    assert Charge.objects.get().state == "let_go"
    assert set(Message.objects.values_list("state", flat=True)) == {"taken_back"}


def told_under_the_programs_login(enter: Enter) -> str:
    """A held charge, and the release about it; the address of the charge."""
    cast.sam(), cast.petra()
    held = charges.charge()
    with enter(Zone.PROGRAM):
        charges.told(held)
    return f"/charges/{held.id}/"


def test_a_prosecutor_reads_what_was_told_and_clears(enter: Enter):
    here = told_under_the_programs_login(enter)
    petra = cast.petra()
    with enter(Zone.JUSTICE):
        prosecutor = cast.signed_in(Client(), petra)
        assert b"42 CFR part 2" in prosecutor.get(here).content
        assert prosecutor.get("/", follow=True).status_code == 200
        assert prosecutor.post(f"{here}clear/").status_code == 302
    assert Charge.objects.get().state == "cleared"
    assert Entry.objects.filter(action="charge.clear").exists()


def test_what_the_person_takes_back_is_gone_for_the_prosecutor_at_once(enter: Enter):
    here = told_under_the_programs_login(enter)
    petra, sam = cast.petra(), cast.sam()
    with enter(Zone.JUSTICE):
        prosecutor = cast.signed_in(Client(), petra)
        assert b"42 CFR part 2" in prosecutor.get(here).content
    with enter(Zone.PROGRAM):
        consent.revoke(Consent.objects.get().id, at=now(), by=sam)
    with enter(Zone.JUSTICE):
        prosecutor = cast.signed_in(Client(), petra)
        assert b"42 CFR part 2" not in prosecutor.get(here).content
        assert prosecutor.post(f"{here}clear/").status_code == 409
        reason = {"reason": FilingReason.NEW_FACTS, "confirmed": "on"}
        assert prosecutor.post(f"{here}file/", reason).status_code == 302
    assert Charge.objects.get().state == "filed"


@pytest.mark.parametrize("who", ["lee", "wren", "tess"])
def test_other_bodies_read_what_they_were_told_until_it_is_taken_back(
    enter: Enter, who: str
):
    reader, sam = getattr(cast, who)(), cast.sam()
    fact = Fact("engaged", "Is taking part", "June 1, 2026")
    to = {"recipient_agency_id": reader.agency_id, "categories": ["engaged"]}
    with enter(Zone.PROGRAM):
        robin = people_made.person(by=sam)
        agreed = consents.consent(robin, by=sam, **to)
        told = consent.release(
            robin.id, new_id(), [fact], reader.agency_id, at=now(), by=sam
        )
    with enter(Zone.JUSTICE):
        client = cast.signed_in(Client(), reader)
        for where in ("/", "/told/", f"/told/{told.id}/"):
            assert b"June 1, 2026" in client.get(where, follow=True).content or (
                where == "/" and who == "lee"
            )
        for save in ("/told/save/file/", f"/releases/{told.id}/save/"):
            assert client.post(save)["Content-Type"] == "application/zip"
    with enter(Zone.PROGRAM):
        consent.revoke(agreed.id, at=now(), by=sam)
    with enter(Zone.JUSTICE):
        client = cast.signed_in(Client(), reader)
        assert b"Nothing is released to you" in client.get("/told/").content
        assert client.get(f"/told/{told.id}/").status_code == 404


def test_a_police_supervisor_reads_what_officers_wrote(enter: Enter):
    lee, olive = cast.lee(), cast.olive()
    dispatch.shift(cast.percy())
    with enter(Zone.JUSTICE):
        here = sent(cast.signed_in(Client(), olive))
        client = cast.signed_in(Client(), lee)
        assert b"Zebulon" in client.get("/agency/contacts/").content
        assert b"Zebulon" in client.get(f"/agency{here}").content


def test_more_time_goes_both_ways_and_its_ground_stays_in_the_program(enter: Enter):
    here = told_under_the_programs_login(enter)
    later = Charge.objects.get().due_on + timedelta(days=3)
    asked = {"until": later.isoformat()}
    petra, sam = cast.petra(), cast.sam()
    ground = {"reason": sites.current().choices("extension_reason")[0][0]}
    with enter(Zone.PROGRAM):
        supervisor = cast.signed_in(Client(), sam)
        assert supervisor.post(f"{here}extend/", {**asked, **ground}).status_code == 302
    with enter(Zone.JUSTICE):
        prosecutor = cast.signed_in(Client(), petra)
        assert b"More time" in prosecutor.get(here).content
        asked["until"] = (later + timedelta(days=3)).isoformat()
        assert prosecutor.post(f"{here}extend/", asked).status_code == 302
    assert ExtensionGround.objects.count() == 1
    assert Extension.objects.count() == 2
