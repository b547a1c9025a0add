from uuid import uuid4

import pytest

from offramp.program.directory.models import Service
from offramp.program.directory.rules import editions
from offramp.program.directory.tests import factories as make

OURS = {str(number): f"Service {number}" for number in range(10)}


def test_a_dated_download_is_an_edition_of_what_we_have():
    found = {**OURS, "77": "New"}
    assert editions.of("download-7", found, {"county": OURS}) == "county"


def test_small_numbers_alone_make_no_edition():
    other = {id: f"Other {id}" for id in OURS}
    assert editions.of("county", other, {"county": OURS}) is None
    assert editions.of("state", other, {"county": OURS}) is None


def test_a_small_part_under_another_name_is_a_directory_of_its_own():
    part = {"1": OURS["1"]}
    assert editions.of("part", part, {"county": OURS}) is None
    assert editions.of("county", part, {"county": OURS}) == "county"


def test_of_two_that_fit_the_one_with_more_in_common_is_meant():
    smaller = {"1": OURS["1"]}
    stored = {"small": smaller, "county": OURS}
    assert editions.of("download", OURS, stored) == "county"


def test_a_universal_id_is_the_same_service_under_any_name():
    id = str(uuid4())
    assert editions.of("x", {id: "Renamed"}, {"county": {id: "Old name"}}) == "county"


def test_the_operator_hears_of_a_directory_that_shrank():
    assert editions.warning(gone=20, had=20) == ""
    assert editions.warning(gone=21, had=100) == ""
    assert "30 of 40 services" in editions.warning(gone=30, had=40)


@pytest.fixture
def tin(tmp_path, db):
    """A folder with the old directory, to import and to edit."""
    return make.folder(tmp_path / "tin-directory", make.old_tables())


def test_a_directory_is_known_by_what_is_in_it(tin, tmp_path):
    make.imported(tin)
    copy = make.folder(tmp_path / "download-2027", make.old_tables())
    make.rewrite(copy, "services", make.without("12"))

    report = make.imported(copy)

    assert report.source == "tin-directory"
    assert (report.made_inactive, report.services_new) == (1, 0)


def test_another_directory_never_takes_a_name_that_is_taken(tin, tmp_path):
    make.imported(tin)
    tables = make.old_tables()
    tables["services"] = [
        {**row, "name": f"Other {row['id']}"} for row in tables["services"]
    ]
    other = make.folder(tmp_path / "elsewhere" / "tin-directory", tables)

    report = make.imported(other)

    assert report.source == "tin-directory-2"
    assert report.made_inactive == 0
    assert (
        Service.objects.filter(source__slug="tin-directory", is_active=True).count()
        == 3
    )


def test_a_part_of_a_directory_makes_nothing_else_inactive(tmp_path, db):
    both = [make.service_json("s-1"), make.service_json("s-2")]
    make.imported(make.json_file(tmp_path / "nest.json", both))
    one = make.service_json("s-1", name="Renamed", description="")
    report = make.imported(make.json_file(tmp_path / "nest.json", one))

    assert (report.services_altered, report.made_inactive) == (0, 0)
    assert report.source == "nest-2"  # a new name and no other sign: not guessed

    again = make.service_json("s-1", description="Changed")
    report = make.imported(make.json_file(tmp_path / "nest.json", again))
    assert (report.source, report.services_altered) == ("nest", 1)
    assert Service.objects.filter(is_active=True, source__slug="nest").count() == 2


def test_an_organization_in_full_makes_its_other_services_inactive(tmp_path, db):
    services = [make.service_json("s-1"), make.service_json("s-2")]
    for service in services:
        del service["organization"]
    whole = {"id": "o-1", "name": "Nest", "services": services}
    make.imported(make.json_file(tmp_path / "nest.json", whole))
    whole["services"] = services[:1]

    report = make.imported(make.json_file(tmp_path / "nest.json", whole))

    assert report.made_inactive == 1
    assert not Service.objects.get(source_key="s-2").is_active
