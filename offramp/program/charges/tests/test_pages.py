from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from offramp.platform.audit.models import Entry
from offramp.program.charges import actions, queries
from offramp.program.charges.models import Charge
from offramp.program.charges.tests import factories as make
from offramp.program.consent import actions as consent_actions
from offramp.program.consent.models import Release
from offramp.program.sites import queries as sites
from tests import cast

pytestmark = pytest.mark.django_db


def browser(actor):
    return cast.signed_in(Client(), actor)


@pytest.fixture
def petra():
    return browser(cast.petra())


def body(answer):
    return answer.content.decode()


def test_the_list_puts_the_next_date_first(petra):
    later = make.charge(days_ago=1, said_name="Later Person")
    sooner = make.charge(days_ago=9, said_name="Sooner Person")
    page = body(petra.get("/charges/"))
    assert page.index("Sooner Person") < page.index("Later Person")
    assert f"/charges/{later.id}/" in page
    assert f"/charges/{sooner.id}/" in page
    seen = Entry.objects.filter(action="charge.read").latest("position")
    assert set(seen.details["listed"]) == {str(later.id), str(sooner.id)}


def test_an_empty_list_says_when_it_will_not_be(petra):
    assert "No charge is held back" in body(petra.get("/charges/"))
    assert "No charge stands like this" in body(petra.get("/charges/?state=filed"))


def test_settled_charges_have_lists_of_their_own(petra):
    charge = make.charge()
    actions.file(charge.id, "other", at=now(), by=cast.petra())
    assert f"/charges/{charge.id}/" not in body(petra.get("/charges/"))
    assert f"/charges/{charge.id}/" in body(petra.get("/charges/?state=filed"))
    assert petra.get("/charges/?state=nonsense").status_code == 200


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 400])
def test_any_page_number_is_answered(petra, number):
    make.charge()
    assert petra.get("/charges/", {"page": number}).status_code == 200


def test_one_row_and_a_page_of_rows_take_the_same_queries(
    django_assert_num_queries,
):
    by, today = cast.petra(), localdate()
    sites.current()
    make.told(make.charge())
    with django_assert_num_queries(5):  # count, rows, releases, two records of reading
        list(queries.held(by, today))
    make.told(make.charge())
    for _ in range(queries.PAGE):
        make.charge()
    with django_assert_num_queries(5):
        page = queries.held(by, today)
        assert len(list(page)) == queries.PAGE
    assert page.has_next()


def test_a_charges_page_takes_a_fixed_number_of_queries(django_assert_num_queries):
    by, today = cast.petra(), localdate()
    plain, told = make.charge(), make.charge(days_ago=90)
    make.told(told)
    until = localdate() + timedelta(days=3)
    actions.extend(told.id, until, at=now(), by=by)
    for charge, count in ((plain, 6), (told, 7)):  # one more record of reading
        with django_assert_num_queries(count):
            queries.charge_page(charge.id, by, today)


def test_the_prosecutor_sees_what_the_officer_wrote_the_law_and_the_dates(petra):
    charge = make.charge(said_name="Zebulon 🌻", incident_number="26-77")
    page = body(petra.get(f"/charges/{charge.id}/"))
    [offence] = charge.offences
    for shown in (
        "Zebulon 🌻",
        "26-77",
        offence["statute"],
        offence["offence_class"],
        sites.current().settings["arrest_record_statute"],
        "What the person tells the program is not here",
    ):
        assert shown in page
    assert "Record as cleared" not in page


def test_a_release_shows_with_its_notice_and_opens_clearing(petra):
    charge = make.charge()
    release = make.told(charge)
    page = body(petra.get(f"/charges/{charge.id}/"))
    assert release.notice in page
    assert "Record as cleared" in page
    assert "Completed: clear it" in body(petra.get("/charges/"))
    answer = petra.post(f"/charges/{charge.id}/clear/")
    assert answer["Location"] == f"/charges/{charge.id}/"
    assert Charge.objects.get().state == "cleared"
    assert "no charge is pursued" in body(petra.get(f"/charges/{charge.id}/"))


def test_when_the_person_takes_consent_back_it_is_as_if_never_told(petra):
    charge = make.charge()
    before = petra.get(f"/charges/{charge.id}/").content
    release = make.told(charge)
    consent_actions.revoke(release.consent.id, at=now(), by=cast.sam())
    after = petra.get(f"/charges/{charge.id}/").content
    assert before == after or _plain(before) == _plain(after)
    assert "Completed" not in body(petra.get("/charges/"))
    answer = petra.post(f"/charges/{charge.id}/clear/")
    assert answer.status_code == 409
    assert "Nobody has told your office" in body(answer)


def _plain(page):
    from offramp.doors.field.tests.pages import plain

    return plain(page)


def test_filing_asks_for_a_reason_and_to_be_meant(petra):
    charge = make.charge()
    where = f"/charges/{charge.id}/file/"
    assert "The person still has time" in body(petra.get(where))
    assert petra.post(where, {}).status_code == 422
    assert petra.post(where, {"reason": "new_facts"}).status_code == 422
    assert Charge.objects.get().state == "held"
    answer = petra.post(where, {"reason": "new_facts", "confirmed": "on"})
    assert answer["Location"] == f"/charges/{charge.id}/"
    assert Charge.objects.get().state == "filed"
    assert "New facts" in body(petra.get(f"/charges/{charge.id}/"))


def test_filing_as_not_completed_waits_for_a_signature(petra):
    charge = make.charge(days_ago=90)
    where = f"/charges/{charge.id}/file/"
    said = {"reason": "assessment_not_completed", "confirmed": "on"}
    answer = petra.post(where, said)
    assert answer.status_code == 409
    assert "No supervisor has reported" in body(answer)
    make.reported(charge, make.told(charge, slug="engaged"))
    page = body(petra.get(f"/charges/{charge.id}/"))
    assert "Reported: assessment not completed" in page
    assert "no warrant is asked for" in page
    assert petra.post(where, said).status_code == 302


def test_a_report_is_hidden_once_consent_is_taken_back(petra):
    charge = make.charge(days_ago=90)
    release = make.told(charge, slug="engaged")
    make.reported(charge, release)
    consent_actions.revoke(release.consent.id, at=now(), by=cast.sam())
    assert "Reported" not in body(petra.get(f"/charges/{charge.id}/"))
    assert "Reported" not in body(petra.get("/charges/"))


def test_more_time_keeps_the_programs_reason_from_the_prosecutor(petra):
    charge = make.charge()
    sam = browser(cast.sam())
    reason, words = sites.current().choices("extension_reason")[0]
    where = f"/charges/{charge.id}/extend/"
    until = (charge.due_on + timedelta(days=2)).isoformat()
    assert words in body(sam.get(where))
    assert words not in body(petra.get(where))
    assert sam.post(where, {"until": until}).status_code == 422
    assert sam.post(where, {"until": until, "reason": reason}).status_code == 302
    page = body(petra.get(f"/charges/{charge.id}/"))
    assert "The program asked for more time" in page
    assert words not in page


@pytest.mark.parametrize(
    ("until", "code"),
    [
        ("", 422),
        ("soon", 422),
        ("1890-01-01", 422),
        ("2999-01-01", 422),
        ("2025-02-30", 422),
        ("2020-01-01", 409),
    ],
)
def test_a_date_that_makes_no_sense_gets_a_sentence(petra, until, code):
    charge = make.charge()
    answer = petra.post(f"/charges/{charge.id}/extend/", {"until": until})
    assert answer.status_code == code
    assert "errors-title" in body(answer)
    charge.refresh_from_db()
    assert not charge.extensions.exists()


@pytest.mark.parametrize("path", ["", "file/", "extend/"])
def test_an_unknown_charge_is_not_found(petra, path):
    assert petra.get(f"/charges/{uuid4()}/{path}").status_code == 404


@pytest.mark.parametrize("who", [cast.olive, cast.percy])
def test_officers_and_peers_have_no_pages_of_charges(who):
    charge = make.charge()
    client = browser(who())
    for path in ("", f"{charge.id}/", f"{charge.id}/file/", f"{charge.id}/extend/"):
        assert client.get(f"/charges/{path}").status_code == 403


@pytest.mark.parametrize("who", [cast.sam, cast.mona])
def test_the_program_reads_dates_and_cannot_clear_or_file(who):
    charge = make.charge()
    make.told(charge)
    client = browser(who())
    page = body(client.get(f"/charges/{charge.id}/"))
    assert "Only the prosecutor clears a charge" in page
    assert "Record as" not in page
    assert client.post(f"/charges/{charge.id}/clear/").status_code == 403
    assert client.get(f"/charges/{charge.id}/file/").status_code == 403


def test_the_prosecutors_pages_read_no_treatment_table(petra):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    charge = make.charge()
    make.told(charge)
    with CaptureQueriesContext(connection) as asked:
        petra.get("/charges/")
        petra.get(f"/charges/{charge.id}/")
    walled = ("people_", "cases_", "touchpoints_", "assessments_", "extensionground")
    sql = " ".join(query["sql"] for query in asked.captured_queries)
    assert not [table for table in walled if table in sql]
    assert '"consent_consent"' not in sql


def test_a_condition_of_a_case_is_out_of_sight_once_the_case_is_decided(petra):
    charge = make.charge()
    release = make.told(charge, "engaged")
    Release.objects.filter(pk=release.pk).update(kind="condition")
    url = f"/charges/{charge.id}/"
    assert release.scope in petra.get(url).content.decode()
    actions.file(charge.id, "new_facts", at=now(), by=cast.petra())
    page = petra.get(url).content.decode()
    assert release.scope not in page
    assert "Released to your office" not in page
