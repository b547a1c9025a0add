"""Preview, then tell: what was seen is what goes, and nothing else."""

from datetime import timedelta
from itertools import chain, combinations

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from offramp.platform.accounts import actions as accounts
from offramp.platform.accounts.models import AgreementKind
from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import AgencyId, CaseId
from offramp.platform.policy.table import Permission
from offramp.program.cases import actions as cases
from offramp.program.cases.models import Case
from offramp.program.charges import queries as charges
from offramp.program.consent import actions as consent
from offramp.program.consent import queries as consent_queries
from offramp.program.consent.models import Release
from offramp.program.consent.rules import NAME, NOTICE, Kind, Recipient, categories_of
from offramp.program.consent.tests import factories as consents
from offramp.program.journey import access, actions
from offramp.program.people.access import ids_of
from offramp.program.people.models import Person
from offramp.program.rights.lifecycle import Event
from offramp.program.rights.tests import factories as requests
from tests import cast
from tests.cast import signed_in

# Each tells a whole story first.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def robin(told):
    return Person.objects.get(pk=told.ids["person_id"])


def _consent(robin, kind: str, categories, by):
    to = cast.agency(kind)
    return consents.consent(
        robin, by=by, recipient_agency_id=to.id, categories=list(categories)
    )


def test_what_was_seen_is_what_goes(client, told, robin):
    sam = told.supervisor
    agreed = _consent(robin, "work_group", ["handoff_met", "engaged"], sam)
    signed_in(client, sam)
    url = reverse("journey:tell", args=[agreed.id])
    page = client.get(url)
    shown = page.content.decode()
    assert NOTICE in shown
    assert "Lantern Table" in shown
    seen = page.context["form"].initial["seen"]
    answer = client.post(url, {"seen": seen, "submission_id": str(agreed.id)})
    assert answer.status_code == 302
    release = Release.objects.get(consent=agreed)
    assert {fact["slug"] for fact in release.facts} == {"handoff_met", "engaged"}
    for fact in release.facts:
        assert fact["value"] in shown
    assert "Until" in shown
    assert ":" not in release.scope.rpartition("Until")[2]
    assert release.notice == NOTICE
    assert release.consent_version == agreed.text_version


def _sign(kind: str, days: int, permits: str) -> None:
    accounts.record_agreement(
        AgencyId(cast.agency(kind).id),
        AgreementKind.MOU,
        from_on=localdate() - timedelta(days=30),
        until_on=localdate() + timedelta(days=days),
        lies="Cabinet 2",
        permits=permits,
        at=now(),
        by=cast.mona(),
    )


def test_what_the_agreement_with_them_permits_stands_beside_it(client, told, robin):
    agreed = _consent(robin, "work_group", ["handoff_met"], told.supervisor)
    signed_in(client, told.supervisor)
    url = reverse("journey:tell", args=[agreed.id])
    assert "No agreement with Lantern Table" in client.get(url).content.decode()
    _sign("work_group", -2, "Nothing any more.")
    _sign("prosecutor", 9, "What the office may read.")
    _sign("work_group", 9, "Attendance, to plan help together.")
    page = client.get(url).content.decode()
    assert "Attendance, to plan help together." in page
    assert "Nothing any more." not in page
    assert "What the office may read." not in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_whoever_left_their_desk_is_asked_again_before_anything_is_told(
    client, told, robin, method
):
    agreed = _consent(robin, "work_group", ["engaged"], told.supervisor)
    seen = access.offer(agreed.id, by=told.supervisor).mark
    signed_in(client, told.supervisor)
    session = client.session
    session["factor_at"] = (now() - timedelta(minutes=6)).isoformat()
    session.save()
    url = reverse("journey:tell", args=[agreed.id])
    asked = getattr(client, method)(url, {"seen": seen})
    assert asked.status_code == 401
    assert "Is it still you?" in asked.content.decode()
    assert not Release.objects.filter(consent=agreed).exists()


def test_when_the_facts_have_changed_since_nothing_goes(client, told, robin):
    sam = told.supervisor
    agreed = _consent(robin, "work_group", ["engaged", "case_closed"], sam)
    seen = access.offer(agreed.id, by=sam).mark
    closing = {"reason": "agreed_to_end", "at": now(), "by": sam}
    cases.close(Case.objects.get(person=robin).id, **closing)
    with pytest.raises(Refused, match="has changed"):
        actions.tell(agreed.id, seen, at=now(), by=sam)
    signed_in(client, sam)
    url = reverse("journey:tell", args=[agreed.id])
    answer = client.post(url, {"seen": seen, "submission_id": str(agreed.id)})
    assert answer.status_code == 409
    assert "Look again" in answer.content.decode()
    assert not Release.objects.filter(consent=agreed).exists()


def test_a_release_carries_the_ticked_facts_and_no_other(told, robin):
    """Every choice of ticks: what goes is what is ticked, true, and nothing more."""
    sam = told.supervisor
    most = sorted(categories_of("lead_release", Recipient.WORK_GROUP))
    ticks = chain.from_iterable(combinations(most, n) for n in range(1, len(most) + 1))
    true = {"handoff_met", "engaged", "assessment_completed", "referral_made"}
    for ticked in ticks:
        agreed = _consent(robin, "work_group", ticked, sam)
        went = {
            fact.slug
            for piece in access.offer(agreed.id, by=sam).pieces
            for fact in piece.facts
        }
        told_of = set(ticked) & true
        # The name goes along with something, and never by itself.
        assert went == told_of | ({NAME} & set(ticked) if told_of else set())


def test_the_name_is_told_only_where_it_was_ticked_and_never_to_police(told, robin):
    sam = told.supervisor
    agreed = _consent(robin, "treatment_partner", ["name", "engaged"], sam)
    [piece] = access.offer(agreed.id, by=sam).pieces
    [name, _] = piece.facts
    assert (name.slug, name.value) == (NAME, f"{robin.given_name} {robin.family_name}")
    for recipient in (Recipient.POLICE, Recipient.PROSECUTOR, Recipient.COURT):
        for kind in Kind:
            assert NAME not in categories_of(kind, recipient)


def test_the_prosecutor_is_told_about_the_charge_and_police_about_the_handover(
    told, robin
):
    sam = told.supervisor
    diversion = told.ids["diversion_id"]
    assert diversion in charges.of_diversions([diversion])
    to_office = consents.consent(
        robin,
        by=sam,
        recipient_agency_id=told.prosecutor.agency_id,
        categories=["engaged"],
    )
    to_police = consents.consent(
        robin,
        by=sam,
        recipient_agency_id=told.officer.agency_id,
        categories=["handoff_met"],
    )
    for agreed in (to_office, to_police):
        offer = access.offer(agreed.id, by=sam)
        actions.tell(agreed.id, offer.mark, at=now(), by=sam)
        release = Release.objects.get(consent=agreed)
        assert release.about_id == diversion
    elsewhere = _consent(robin, "police", ["handoff_met"], sam)
    other = cast.agency("police", 1)
    if other.id != told.officer.agency_id:
        elsewhere = consents.consent(
            robin, by=sam, recipient_agency_id=other.id, categories=["handoff_met"]
        )
        assert access.offer(elsewhere.id, by=sam).pieces == ()


def test_a_consent_that_is_over_offers_nothing(client, told, robin):
    sam = told.supervisor
    agreed = _consent(robin, "work_group", ["engaged"], sam)
    mark = access.offer(agreed.id, by=sam).mark
    consent.revoke(agreed.id, at=now(), by=sam)
    signed_in(client, sam)
    page = client.get(reverse("journey:tell", args=[agreed.id])).content.decode()
    assert "This consent is over" in page
    assert "Tell exactly this" not in page
    with pytest.raises(Refused):
        actions.tell(agreed.id, mark, at=now(), by=sam)


def test_every_release_is_one_line_of_the_accounting(told, robin):
    sam = told.supervisor
    before = len(consent_queries.accounting(ids_of(robin.id)))
    agreed = _consent(robin, "work_group", ["engaged"], sam)
    for _ in range(2):
        actions.tell(agreed.id, access.offer(agreed.id, by=sam).mark, at=now(), by=sam)
    lines = consent_queries.accounting(ids_of(robin.id))
    assert len(lines) == before + 1
    line = lines[0]
    assert (line.consent_id, line.by_id) == (agreed.id, sam.id)
    assert line.recipient.startswith("Lantern Table")
    assert not line.in_reliance
    consent.revoke(agreed.id, at=now(), by=sam)
    line = consent_queries.accounting(ids_of(robin.id))[0]
    assert line.in_reliance
    assert line.revoked_at is not None


def test_the_page_to_hand_over_is_numbered_named_and_gone_when_it_ends(
    client, told, robin
):
    sam = told.supervisor
    agreed = _consent(robin, "work_group", ["engaged"], sam)
    actions.tell(agreed.id, access.offer(agreed.id, by=sam).mark, at=now(), by=sam)
    release = Release.objects.get(consent=agreed)
    signed_in(client, sam)
    url = reverse("consent:document", args=[release.id])
    page = client.get(url).content.decode()
    assert page.count("For Lantern Table") == 2
    assert page.count(NOTICE) == 2
    assert release.scope in page
    entry = Entry.objects.filter(action="release.read").latest("position")
    assert entry.subject_id == release.id
    consent.revoke(agreed.id, at=now(), by=sam)
    assert client.get(url).status_code == 404


def test_what_was_restricted_is_neither_offered_nor_told(told, robin):
    sam = told.supervisor
    agreed = _consent(robin, "work_group", ["handoff_met", "engaged"], sam)
    before = access.offer(agreed.id, by=sam)
    assert before.pieces
    _restricted(robin, cast.agency("work_group").id, sam)
    after = access.offer(agreed.id, by=sam)
    assert after.is_restricted
    assert not after.pieces
    with pytest.raises(Refused):
        actions.tell(agreed.id, before.mark, at=now(), by=sam)
    with pytest.raises(Refused):
        actions.tell(agreed.id, after.mark, at=now(), by=sam)


def test_what_was_restricted_does_not_hold_up_the_work(told, robin):
    case = CaseId(Case.objects.get(person=robin, closed_at=None).id)
    may = Permission.RELEASE_MAKE
    assert access.telling(case, may, by=told.supervisor).agreed
    _restricted(robin, told.prosecutor.agency_id, told.supervisor)
    found = access.telling(case, may, by=told.supervisor)
    assert not found.agreed
    assert not found.can_tell


def _restricted(robin, agency_id, by):
    row = requests.request(robin, by=by, kind="restriction", agency_id=agency_id)
    actions.answer_request(row.id, Event.GRANT, "Yes, we agree", at=now(), by=by)
