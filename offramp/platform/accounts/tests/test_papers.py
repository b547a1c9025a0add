"""Without the papers and dates that the site asks for, nobody comes in."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate, now

from offramp.platform.accounts import actions, doors
from offramp.platform.accounts.actors import SYSTEM, actor_for
from offramp.platform.accounts.models import AgreementKind, ClearanceKind
from offramp.platform.accounts.tests import people
from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ActorId, AgencyId
from offramp.platform.policy.gate import Forbidden
from tests import cast

pytestmark = pytest.mark.django_db
TODAY, DAY = localdate(), timedelta(days=1)


def need(of: str, what: str) -> None:
    actions.set_needs([(of, what)], by=SYSTEM)


def sign(kind: AgreementKind, from_on: date, until_on: date, agency="police") -> None:
    actions.record_agreement(
        AgencyId(cast.agency(agency).id),
        kind,
        from_on=from_on,
        until_on=until_on,
        lies="Cabinet 2",
        at=now(),
        by=cast.mona(),
    )


def clear(user_id: ActorId, until_on: date) -> None:
    actions.record_clearance(
        user_id,
        ClearanceKind.CREDENTIAL,
        done_on=TODAY - 30 * DAY,
        until_on=until_on,
        at=now(),
        by=cast.mona(),
    )


def test_where_the_site_asks_for_nothing_nothing_is_missed():
    assert actor_for(cast.olive().id) is not None


@pytest.mark.parametrize("kind", ["police", "work_group", "treatment_partner"])
def test_without_its_agreement_nobody_of_a_body_reads_what_it_was_told(kind):
    who = {"police": "lee", "work_group": "wren", "treatment_partner": "tess"}[kind]
    reader = getattr(cast, who)()
    need(kind, "mou")
    assert actor_for(reader.id) is None
    sign(AgreementKind.MOU, TODAY, TODAY + DAY, agency=kind)
    assert actor_for(reader.id) == reader


def test_an_agency_without_its_agreement_stays_out_with_a_sentence(client):
    olive = people.with_codes(cast.olive())
    need("police", "mou")
    said = people.password(client, olive.email).content.decode()
    assert doors.NO_PAPER in said
    assert actor_for(olive.id) is None


def test_an_agreement_counts_from_its_first_day_to_its_last():
    olive = cast.olive().id
    need("police", "mou")
    sign(AgreementKind.MOU, TODAY, TODAY + 10 * DAY)
    assert actor_for(olive, TODAY - DAY) is None
    assert actor_for(olive, TODAY) is not None
    assert actor_for(olive, TODAY + 10 * DAY) is not None
    assert actor_for(olive, TODAY + 11 * DAY) is None


def test_another_kind_or_another_agency_does_not_do():
    olive, otto = cast.olive().id, cast.otto().id
    need("police", "qsoa")
    sign(AgreementKind.MOU, TODAY, TODAY)
    assert actor_for(olive) is None
    sign(AgreementKind.QSOA, TODAY, TODAY)
    assert actor_for(olive) is not None
    assert actor_for(otto) is None


def test_the_agencies_of_another_kind_are_not_asked():
    percy = cast.percy().id
    need("police", "mou")
    assert actor_for(percy) is not None


def test_no_treatment_role_without_the_agreement_that_the_law_wants():
    percy = cast.percy().id
    need("program", "qsoa")
    assert actor_for(percy) is None
    sign(AgreementKind.QSOA, TODAY, TODAY, "program")
    assert actor_for(percy) is not None


def test_a_manager_comes_in_to_record_the_agreement_that_is_missing():
    mona = cast.mona().id
    need("program", "qsoa")
    assert actor_for(mona) is not None


def test_who_was_in_when_the_agreement_ended_is_out_at_the_next_page(client):
    olive = cast.signed_in(client, cast.olive())
    assert olive.get("/me/").status_code == 200
    need("police", "mou")
    assert olive.get("/me/").status_code == 302


def test_a_date_that_a_role_needs_is_missed_with_a_sentence_and_ends_by_itself(client):
    percy, email = cast.percy().id, people.with_codes(cast.percy()).email
    need("peer", "credential")
    assert doors.NO_DATE in people.password(client, email).content.decode()
    clear(percy, TODAY + 10 * DAY)
    assert actor_for(percy, TODAY + 10 * DAY) is not None
    assert actor_for(percy, TODAY + 11 * DAY) is None


def test_nobody_writes_down_their_own_date():
    with pytest.raises(Refused):
        actions.record_clearance(
            cast.mona().id,
            ClearanceKind.VETTING,
            done_on=TODAY,
            until_on=TODAY,
            at=now(),
            by=cast.mona(),
        )


def test_an_agreement_that_ends_before_it_begins_is_refused():
    with pytest.raises(Refused, match="last day comes before"):
        sign(AgreementKind.MOU, TODAY, TODAY - DAY)


def test_only_the_manager_records_agreements_and_that_is_on_record():
    with pytest.raises(Forbidden):
        actions.record_agreement(
            AgencyId(cast.agency("police").id),
            AgreementKind.MOU,
            from_on=TODAY,
            until_on=TODAY,
            lies="Cabinet 2",
            at=now(),
            by=cast.sam(),
        )
    sign(AgreementKind.MOU, TODAY, TODAY)
    assert Entry.objects.filter(action="agreement.record").count() == 1


def test_what_ends_within_a_month_is_shown_to_leads(client):
    sign(AgreementKind.MOU, TODAY, TODAY + 29 * DAY)
    clear(cast.percy().id, TODAY + 31 * DAY)
    page = cast.signed_in(client, cast.mona()).get("/staff/").content.decode()
    assert "MOU: ends" in page
    assert "Credential: ends" not in page


def test_the_page_of_agreements_says_what_is_missing(client, django_assert_num_queries):
    need("police", "mou")
    sign(AgreementKind.MOU, TODAY - DAY, TODAY - DAY)
    mona = cast.signed_in(client, cast.mona())
    with django_assert_num_queries(5):  # session, who, needs, agreements, agencies
        page = mona.get("/staff/agreements/").content.decode()
    assert page.count("MOU is needed and not in force") == 2
    assert "Cabinet 2" in page
