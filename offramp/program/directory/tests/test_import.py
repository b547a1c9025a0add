from datetime import timedelta

import pytest
from django.utils.timezone import now

from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.audit.models import Entry
from offramp.platform.kernel.ids import new_id
from offramp.platform.policy.gate import Forbidden
from offramp.program.directory import actions, formats
from offramp.program.directory.models import (
    Check,
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    Source,
    Tag,
)
from offramp.program.directory.rules.checks import Heard, Taking
from offramp.program.directory.tests import factories as make
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def tin(tmp_path):
    """A folder with the old directory, to import and to edit."""
    return make.folder(tmp_path / "tin-directory", make.old_tables())


def everything():
    """All rows of the directory, as they are stored."""
    models = (Organization, Location, Service, Phone, Schedule, Tag, Check)
    return {m.__name__: list(m.objects.order_by("pk").values()) for m in models}


def test_what_can_be_used_comes_in_and_the_rest_is_counted(tin):
    report = make.imported(tin)

    assert report.services_read == 8
    assert report.services_imported == 3
    assert report.services_set_aside == 5
    assert report.reasons == {
        "service_without_organization": 1,
        "service_without_name": 1,
        "duplicate_id": 1,
        "unknown_status": 1,
        "service_without_id": 1,
    }
    assert report.rows_set_aside == {
        "location_of_nothing_imported": 1,
        "link_to_nothing_imported": 1,
        "phone_without_number": 1,
        "phone_of_nothing_imported": 1,
        "schedule_unreadable": 1,
        "schedule_without_hours": 1,
        "eligibility_of_nothing_imported": 1,
    }
    assert report.put_right["url_completed"] == 2
    assert (report.organizations, report.locations, report.phones) == (2, 1, 1)
    assert Service.objects.filter(is_active=True).count() == 3


def test_it_is_stored_as_it_should_read(tin):
    make.imported(tin)
    soup = Service.objects.get(source_key="10")
    assert soup.organization.website == "http://tinwhistle.example.org"
    assert soup.languages == "English, Español"
    assert soup.language_keys == " english espanol "
    phone = Phone.objects.get()
    assert (phone.number, phone.extension) == ("555-555-0150", "12")
    schedule = Schedule.objects.get()
    assert (schedule.freq, schedule.byday) == ("WEEKLY", "MO,TU")
    tags = {(tag.service.name, tag.need, tag.origin) for tag in Tag.objects.all()}
    assert tags == {
        ("Tin Soup", "meals", "words"),
        ("Blue Detox", "detox", "words"),
        ("Blue Detox", "all_hours", "words"),
    }


def test_the_same_file_again_changes_nothing(tin):
    make.imported(tin)
    before = everything()

    again = make.imported(tin)

    assert again.changed == 0
    assert again.services_imported == 3
    assert everything() == before


def test_a_dry_run_reports_the_same_and_writes_nothing(tin):
    said = make.imported(tin, dry_run=True)
    assert not Source.objects.exists()
    assert not Service.objects.exists()
    assert not Entry.objects.filter(action="directory.import").exists()

    done = make.imported(tin)
    assert {**vars(said), "dry_run": False} == vars(done)

    make.rewrite(tin, "services", make.without("11"))
    before = everything()
    assert make.imported(tin, dry_run=True).made_inactive == 1
    assert everything() == before


def test_what_vanished_becomes_inactive_and_comes_back(tin):
    make.imported(tin)
    full = (tin / "services.csv").read_bytes()
    make.rewrite(tin, "services", make.without("10"))

    assert make.imported(tin).made_inactive == 1
    gone = Service.objects.get(source_key="10")
    assert not gone.is_active
    assert gone.gone_by_id == SYSTEM.id
    assert Phone.objects.filter(service=gone).exists()
    assert make.imported(tin).changed == 0

    (tin / "services.csv").write_bytes(full)
    back = make.imported(tin)
    assert (back.made_active_again, back.services_new) == (1, 0)
    assert Service.objects.get(source_key="10").is_active


def test_what_changed_is_changed_and_nothing_else(tin):
    make.imported(tin)
    make.rewrite(tin, "services", make.with_value("11", name="Tin Beds and Breakfast"))
    make.rewrite(tin, "phones", make.with_value("50", number="555-555-0177"))

    report = make.imported(tin)

    assert report.services_altered == 1
    assert report.changed == 3  # the service, the number that went, the one that came
    assert Service.objects.get(source_key="11").name == "Tin Beds and Breakfast"
    assert Phone.objects.get().number == "555-555-0177"


def test_a_service_that_can_no_longer_be_used_becomes_inactive(tin):
    make.imported(tin)
    make.rewrite(tin, "organizations", make.without("1"))
    report = make.imported(tin)
    assert report.reasons["service_without_organization"] == 3
    assert report.made_inactive == 2


def test_what_was_checked_here_is_never_overwritten(tin):
    make.imported(tin)
    soup = Service.objects.get(source_key="10")
    casey = cast.casey()
    heard = Heard(taking=Taking.WAITING, note="Ask for the back door")
    actions.check(new_id(), soup.id, heard, at=now(), by=casey)
    actions.settle_needs(soup.id, {"food"}, at=now(), by=casey)
    kept = (
        list(Check.objects.values()),
        list(Tag.objects.filter(service=soup).order_by("need").values()),
    )

    described = make.with_value("10", description="Methadone and showers, hot meals")
    make.rewrite(tin, "services", described)
    assert make.imported(tin).services_altered == 1

    tags = Tag.objects.filter(service=soup)
    settled = tags.filter(origin="checked").order_by("need")
    assert (list(Check.objects.values()), list(settled.values())) == kept
    assert set(tags.filter(holds=True).values_list("need", flat=True)) == {
        "food", "methadone", "showers",
    }  # fmt: skip
    make.rewrite(tin, "services", make.without("10"))
    make.imported(tin)
    assert Check.objects.count() == 1


def test_our_own_terms_in_a_directory_become_tags(tmp_path):
    make.imported(make.json_file(tmp_path / "nest.json", [make.service_json()]))
    assert {(tag.need, tag.origin) for tag in Tag.objects.all()} == {
        ("buprenorphine", "listed"),
        ("same_day", "words"),
    }


def test_states_of_a_service_are_kept_apart(tmp_path):
    states = ("active", "inactive", "defunct", "temporarily closed")
    content = [make.service_json(state, status=state) for state in states]
    make.imported(make.json_file(tmp_path / "nest.json", content))
    active = Service.objects.filter(is_active=True).values_list("status", flat=True)
    assert set(active) == {"active", "temporarily_closed"}
    assert make.imported(tmp_path / "nest.json").changed == 0


def test_an_import_is_all_or_nothing(tin, monkeypatch):
    def fails(*args):
        raise RuntimeError("the lights went out")

    monkeypatch.setattr(actions, "_report", fails)
    with pytest.raises(RuntimeError):
        make.imported(tin)
    assert not Service.objects.exists()
    assert not Source.objects.exists()


def test_only_the_system_imports(tin):
    with pytest.raises(Forbidden):
        actions.import_rows(formats.read(tin), at=now(), by=cast.sam())


def test_an_import_is_on_record_without_a_name_in_it(tin):
    make.imported(tin)
    entry = Entry.objects.get(action="directory.import")
    assert entry.details == {"services": 8}
    source = Source.objects.get()
    assert entry.subject_id == source.id
    assert now() - source.imported_at < timedelta(minutes=1)


def test_the_made_up_directory_is_whole_and_stays_so():
    first = make.imported(make.MADE_UP)
    assert first.services_imported == first.services_read == 27
    assert not first.rows_set_aside
    assert not first.put_right
    assert make.imported(make.MADE_UP).changed == 0


def test_emoji_other_alphabets_and_hidden_characters_come_through(tmp_path):
    service = make.service_json(
        name="مركز 🌈 Zora\x00\u200b\nЗора", description="x" * 9000
    )
    report = make.imported(make.json_file(tmp_path / "nest.json", [service]))
    kept = Service.objects.get()
    assert kept.name == "مركز 🌈 Zora\nЗора"
    assert len(kept.description) == 8000
    assert report.put_right["text_shortened"] == 1
