from datetime import timedelta

import pytest
from django.http import Http404
from django.utils.timezone import localdate, now

from offramp.platform.audit.models import Entry
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ChargeId, new_id
from offramp.platform.policy.gate import Forbidden
from offramp.program.charges import actions
from offramp.program.charges.models import Extension, ExtensionGround, Notice
from offramp.program.charges.tests import factories as make
from offramp.program.consent import actions as consent_actions
from offramp.program.sites import queries as sites
from tests import cast

pytestmark = pytest.mark.django_db


def ground():
    return sites.current().choices("extension_reason")[0][0]


def test_the_prosecutor_clears_once_the_program_has_told_them():
    charge = make.charge()
    release = make.told(charge)

    cleared = actions.clear(charge.id, at=now(), by=cast.petra())

    assert cleared.state == "cleared"
    assert cleared.cleared_release == release
    entry = Entry.objects.get(action="charge.clear")
    assert entry.details["release"] == str(release.id)
    assert actions.clear(charge.id, at=now(), by=cast.petra()) == cleared


def test_without_a_release_nothing_is_cleared():
    charge = make.charge()
    with pytest.raises(Refused, match="Nobody has told your office"):
        actions.clear(charge.id, at=now(), by=cast.petra())


def test_a_release_about_something_else_does_not_clear():
    charge, other = make.charge(), make.charge()
    make.told(other)
    make.told(charge, slug="engaged")
    with pytest.raises(Refused, match="Nobody has told your office"):
        actions.clear(charge.id, at=now(), by=cast.petra())


def test_a_release_that_the_person_took_back_does_not_clear():
    charge = make.charge()
    release = make.told(charge)
    consent_actions.revoke(release.consent.id, at=now(), by=cast.sam())
    with pytest.raises(Refused, match="Nobody has told your office"):
        actions.clear(charge.id, at=now(), by=cast.petra())


@pytest.mark.parametrize("who", [cast.olive, cast.casey, cast.sam, cast.mona])
def test_only_a_prosecutor_clears_or_files(who):
    charge = make.charge()
    with pytest.raises(Forbidden):
        actions.clear(charge.id, at=now(), by=who())
    with pytest.raises(Forbidden):
        actions.file(charge.id, "other", at=now(), by=who())


def test_an_unknown_charge_is_not_found():
    with pytest.raises(Http404):
        actions.file(ChargeId(new_id()), "other", at=now(), by=cast.petra())


def test_the_prosecutor_records_that_it_was_filed_with_a_reason():
    charge = make.charge()
    with pytest.raises(Refused, match="Choose why"):
        actions.file(charge.id, "", at=now(), by=cast.petra())
    filed = actions.file(charge.id, "new_facts", at=now(), by=cast.petra())
    assert filed.state == "filed"
    assert actions.file(charge.id, "new_facts", at=now(), by=cast.petra()) == filed
    with pytest.raises(Refused):
        actions.clear(charge.id, at=now(), by=cast.petra())


def test_not_completed_is_no_reason_until_a_supervisor_signed_it():
    charge = make.charge(days_ago=90)
    with pytest.raises(Refused, match="No supervisor has reported"):
        actions.file(charge.id, "assessment_not_completed", at=now(), by=cast.petra())
    make.reported(charge, make.told(charge, slug="engaged"))
    filed = actions.file(
        charge.id, "assessment_not_completed", at=now(), by=cast.petra()
    )
    assert filed.state == "filed"


def test_a_report_whose_consent_was_taken_back_is_no_reason():
    charge = make.charge(days_ago=90)
    release = make.told(charge, slug="engaged")
    make.reported(charge, release)
    consent_actions.revoke(release.consent.id, at=now(), by=cast.sam())
    with pytest.raises(Refused, match="No supervisor has reported"):
        actions.file(charge.id, "assessment_not_completed", at=now(), by=cast.petra())


def test_a_release_that_says_not_completed_does_not_clear():
    charge = make.charge(days_ago=90)
    make.reported(charge, make.told(charge))
    with pytest.raises(Refused, match="Nobody has told your office"):
        actions.clear(charge.id, at=now(), by=cast.petra())


def test_a_supervisor_signs_the_report_once():
    charge = make.charge(days_ago=90)
    release = make.told(charge, slug="engaged")
    first = make.reported(charge, release)
    assert make.reported(charge, release) == first
    assert first.signature_name == "Sam Castly"
    assert Notice.objects.count() == 1
    assert Entry.objects.filter(action="not_completed.report").count() == 1


def test_no_report_before_the_date_without_attempts_or_unsigned():
    early, late = make.charge(), make.charge(days_ago=90)
    release = make.told(late, slug="engaged")
    with pytest.raises(Refused, match="has until"):
        make.reported(early, release)
    too_few = sites.current().clocks.minimum_attempts - 1
    with pytest.raises(Refused, match="attempts to reach"):
        make.reported(late, release, attempts=too_few)
    with pytest.raises(Refused, match="Sign with your full name"):
        make.reported(late, release, signature_name="  ")
    assert not Notice.objects.exists()


def test_a_report_needs_a_release_about_this_very_diversion():
    charge, other = make.charge(days_ago=90), make.charge(days_ago=90)
    with pytest.raises(Refused, match="agreed"):
        make.reported(charge, make.told(other, slug="engaged"))


@pytest.mark.parametrize("who", [cast.casey, cast.petra, cast.mona, cast.olive])
def test_only_a_supervisor_reports(who):
    charge = make.charge(days_ago=90)
    release = make.told(charge, slug="engaged")
    with pytest.raises(Forbidden):
        make.reported(charge, release, by=who())


def test_a_settled_charge_is_not_reported_or_extended():
    charge = make.charge(days_ago=90)
    release = make.told(charge)
    actions.clear(charge.id, at=now(), by=cast.petra())
    with pytest.raises(Refused, match="cleared already"):
        make.reported(charge, release)
    until = localdate() + timedelta(days=3)
    with pytest.raises(Refused, match="cleared already"):
        actions.extend(charge.id, until, at=now(), by=cast.petra())


def test_a_prosecutor_gives_more_time_without_giving_a_reason():
    charge = make.charge()
    until = charge.due_on + timedelta(days=3)
    extended = actions.extend(charge.id, until, at=now(), by=cast.petra())
    assert extended.due_on == until
    assert Extension.objects.get().asked_by == "prosecutor"
    assert not ExtensionGround.objects.exists()


def test_why_the_program_needs_more_time_stays_on_its_side_of_the_wall():
    charge = make.charge()
    until = charge.due_on + timedelta(days=3)
    with pytest.raises(Refused, match="Choose why"):
        actions.extend(charge.id, until, "", at=now(), by=cast.sam())
    actions.extend(charge.id, until, ground(), at=now(), by=cast.sam())
    extension = Extension.objects.get()
    assert extension.asked_by == "program"
    assert ExtensionGround.objects.get().reason == ground()
    assert ExtensionGround.segment == "treatment"
    assert ground() not in str(Entry.objects.get(action="charge.extend").details)


def test_more_time_than_the_site_allows_is_refused():
    charge = make.charge()
    days = sites.current().clocks.extension_days
    far = charge.due_on + timedelta(days=days + 1)
    with pytest.raises(Refused, match="or an earlier day"):
        actions.extend(charge.id, far, at=now(), by=cast.petra())
    with pytest.raises(Refused, match="that is more time"):
        actions.extend(charge.id, charge.due_on, at=now(), by=cast.petra())


def test_case_managers_and_officers_do_not_extend():
    charge = make.charge()
    until = charge.due_on + timedelta(days=3)
    for who in (cast.casey, cast.olive):
        with pytest.raises(Forbidden):
            actions.extend(charge.id, until, ground(), at=now(), by=who())
