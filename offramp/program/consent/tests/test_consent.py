from datetime import timedelta

import pytest
from django.http import Http404
from django.utils.timezone import localdate, now

from offramp.platform.audit.models import Entry
from offramp.platform.design.signatures import Signed
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ConsentId, new_id
from offramp.platform.policy.gate import Forbidden
from offramp.platform.policy.table import Permission
from offramp.program.consent import access, actions, queries
from offramp.program.consent.models import Consent, Release
from offramp.program.consent.rules import NOTICE, Fact
from offramp.program.consent.tests import factories as make
from offramp.program.people import actions as people_actions
from offramp.program.people.tests import factories as people
from tests import cast

pytestmark = pytest.mark.django_db

COMPLETED = Fact("assessment_completed", "The assessment is completed", "2026-11-20")
ENGAGED = Fact("engaged", "Is taking part", "yes")


@pytest.fixture
def casey():
    return cast.casey()


@pytest.fixture
def robin(casey):
    return people.person(by=casey)


def _release(person, by, *facts, about=None):
    return actions.release(
        person.id, about or new_id(), facts or (COMPLETED,),
        cast.petra().agency_id, at=now(), by=by,
    )  # fmt: skip


def test_a_consent_keeps_the_text_that_was_agreed_to(casey, robin):
    consent = make.consent(robin, by=casey, language="es")
    page = queries.consent_page(consent.id, casey)
    assert page.text["title"] == consent.text["title"]
    assert page.consent.recipient.startswith("Attorney for the Meadow")
    assert page.consent.categories == ("La evaluación está completa",)
    assert Entry.objects.filter(action="consent.record").count() == 1


def test_recording_twice_is_recording_once(casey, robin):
    id, terms = ConsentId(new_id()), make.terms()
    assert actions.record(id, robin.id, by=casey, **terms) == actions.record(
        id, robin.id, by=casey, **terms
    )
    assert Consent.objects.count() == 1
    with pytest.raises(Refused, match="already saved"):
        actions.record(id, robin.id, by=casey, **make.terms(categories=["engaged"]))


@pytest.mark.parametrize(
    ("lacking", "sentence"),
    [
        ({"categories": []}, "Tick what may be told"),
        ({"signature": Signed()}, "Sign in the box"),
        ({"signed_how": "spoken"}, "colleague who heard"),
        ({"signed_how": "nodded"}, "how the person agreed"),
    ],
)
def test_without_an_element_nothing_is_recorded(casey, robin, lacking, sentence):
    with pytest.raises(Refused, match=sentence):
        make.consent(robin, by=casey, **lacking)
    assert not Consent.objects.exists()


def test_a_last_day_that_is_over_is_refused(casey, robin):
    with pytest.raises(Refused, match="must not be over"):
        make.consent(robin, by=casey, expires_on=localdate() - timedelta(days=1))


def test_a_spoken_yes_needs_a_colleague_who_heard_it(casey, robin):
    for witness in (casey.id, cast.olive().id, new_id()):
        with pytest.raises(Refused, match="colleague who heard"):
            make.consent(robin, by=casey, signed_how="spoken", witness_id=witness)
    make.consent(robin, by=casey, signed_how="spoken", witness_id=cast.percy().id)


def test_nothing_is_told_without_a_consent(casey, robin):
    with pytest.raises(Refused, match="has not agreed"):
        _release(robin, casey)


def test_nothing_is_told_beyond_what_was_ticked(casey, robin):
    make.consent(robin, by=casey)
    with pytest.raises(Refused, match="has not agreed"):
        _release(robin, casey, COMPLETED, ENGAGED)
    _release(robin, casey)


def test_nobody_is_told_but_who_was_named(casey, robin):
    make.consent(robin, by=casey)
    with pytest.raises(Refused):
        actions.release(
            robin.id, new_id(), (COMPLETED,), cast.olive().agency_id,
            at=now(), by=casey,
        )  # fmt: skip


def test_the_prosecutor_reads_the_release_with_its_notice_and_nothing_else(
    casey, robin, django_assert_num_queries
):
    make.consent(robin, by=casey)
    about = new_id()
    _release(robin, casey, about=about)
    petra = cast.petra()

    with django_assert_num_queries(2):
        found = queries.releases_about([about], petra)

    (told,) = found[about]
    assert told.facts == (COMPLETED,)
    assert told.notice == NOTICE
    assert "Robin" not in told.scope
    for permission in (Permission.CONSENT_READ, Permission.CONSENT_RECORD):
        with pytest.raises(Forbidden):
            access.reachable(petra, permission)


def test_a_recipients_reading_never_touches_consents(casey, robin):
    make.consent(robin, by=casey)
    sql = str(access.releases(cast.petra()).query)
    assert "consent_consent" not in sql.replace("consent_consent_id", "")
    assert "people_" not in sql


def test_telling_the_same_twice_is_telling_once(casey, robin):
    make.consent(robin, by=casey)
    about = new_id()
    assert _release(robin, casey, about=about) == _release(robin, casey, about=about)
    assert Release.objects.count() == 1


def test_ending_a_consent_takes_its_releases_out_of_sight_at_once(casey, robin):
    consent = make.consent(robin, by=casey)
    about = new_id()
    _release(robin, casey, about=about)

    actions.revoke(consent.id, at=now(), by=casey)
    actions.revoke(consent.id, at=now(), by=casey)

    assert queries.releases_about([about], cast.petra()) == {}
    page = queries.person_page(robin.id, casey)
    assert [row.standing for row in page.consents] == ["ended by the person"]
    assert [row.standing for row in page.releases] == ["ended by the person"]
    with pytest.raises(Refused):
        _release(robin, casey, about=about)


def test_an_expired_consent_shows_nothing_without_any_job(casey, robin, monkeypatch):
    """To the second: at the second it ends, nobody is told or shown anything."""
    consent = make.consent(robin, by=casey)
    about, to = new_id(), cast.petra().agency_id
    _release(robin, casey, about=about)
    end = now() + timedelta(hours=1)
    Consent.objects.filter(pk=consent.pk).update(expires_at=end)
    Release.objects.update(expires_at=end)
    before = end - timedelta(seconds=1)
    wanted = ["assessment_completed"]

    monkeypatch.setattr("offramp.program.consent.access.rows.now", lambda: before)
    assert queries.releases_about([about], cast.petra())
    assert queries.agreed_of(queries.agreed_rows(robin.id, to), wanted)
    monkeypatch.setattr("offramp.program.consent.access.rows.now", lambda: end)
    assert queries.releases_about([about], cast.petra()) == {}
    assert not queries.agreed_of(queries.agreed_rows(robin.id, to), wanted)
    monkeypatch.setattr("offramp.program.consent.queries.words.now", lambda: end)
    assert queries.person_page(robin.id, casey).consents[0].standing == "over"


def test_a_consent_under_a_joined_record_counts_for_the_person(casey, robin):
    other = people.person(by=casey, known_as="Robyn")
    make.consent(other, by=casey)
    people_actions.merge(robin.id, other.id, "Same", at=now(), by=cast.sam())
    _release(robin, casey)
    assert len(queries.person_page(robin.id, casey).consents) == 1


def test_peers_tell_nobody_anything(robin, casey):
    make.consent(robin, by=casey)
    with pytest.raises(Forbidden):
        _release(robin, cast.percy())


def test_other_peoples_consents_are_not_there(casey, robin):
    consent = make.consent(robin, by=casey)
    with pytest.raises(Http404):
        queries.consent_page(consent.id, cast.cora())
    with pytest.raises(Http404):
        actions.revoke(consent.id, at=now(), by=cast.cora())
    with pytest.raises(Http404):
        make.consent(robin, by=cast.cora())


@pytest.mark.parametrize("who", ["olive", "petra", "mona"])
def test_justice_and_managers_record_no_consent(who, casey, robin):
    with pytest.raises(Forbidden):
        make.consent(robin, by=getattr(cast, who)())


def test_an_officer_reads_only_what_names_their_agency(casey, robin):
    make.consent(robin, by=casey)
    told, met = new_id(), Fact("handoff_met", "Somebody met the person", "yes")
    _release(robin, casey, about=told)
    assert queries.releases_about([told], cast.olive()) == {}
    police = cast.olive().agency_id
    make.consent(
        robin, by=casey, recipient_agency_id=police, categories=["handoff_met"]
    )
    actions.release(robin.id, told, [met], police, at=now(), by=casey)
    assert queries.releases_about([told], cast.olive())[told][0].facts == (met,)
    assert queries.releases_about([told], cast.otto()) == {}


def test_pages_cost_the_same_however_much_is_on_them(
    casey, robin, django_assert_num_queries
):
    make.consent(robin, by=casey)
    _release(robin, casey)
    with django_assert_num_queries(6):
        queries.person_page(robin.id, casey)
    for _ in range(4):
        make.consent(robin, by=casey, categories=["engaged"])
        _release(robin, casey, ENGAGED)
    with django_assert_num_queries(6):
        queries.person_page(robin.id, casey)
