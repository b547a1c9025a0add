"""Real directories, where OFFRAMP_TEST_DIRECTORY names a folder that holds them.

They belong to others and do not ship. The made-up directories of the other tests have
the same kinds of mistakes.
"""

import os
import time
from pathlib import Path

import pytest

from offramp.program.directory.models import Phone, Service
from offramp.program.directory.tests import factories as make

FOLDER = Path(os.environ.get("OFFRAMP_TEST_DIRECTORY", "/nowhere"))

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not FOLDER.is_dir(), reason="OFFRAMP_TEST_DIRECTORY names no folder"
    ),
]


def test_miami_comes_in_whole_quickly_and_once():
    began = time.monotonic()
    first = make.imported(FOLDER / "miami-211")
    assert time.monotonic() - began < 30

    assert first.services_read == 4089
    assert first.services_imported == 3642
    assert first.services_set_aside == 447
    assert first.reasons == {"service_without_organization": 447}
    assert first.left_out == {"staff contacts": 4089, "taxonomy codes": 28253}
    assert Service.objects.filter(is_active=True).count() == 3642
    assert not Phone.objects.filter(note__contains="Bondi").exists()
    assert make.imported(FOLDER / "miami-211" / "datapackage.zip").changed == 0


def test_illinois_comes_in_with_what_its_organizations_run():
    first = make.imported(FOLDER / "illinois-legal-aid")
    assert first.services_read == first.services_imported + first.services_set_aside
    assert (first.services_imported, first.organizations) == (89, 33)
    assert make.imported(FOLDER / "illinois-legal-aid").changed == 0


@pytest.mark.parametrize(
    "example",
    ["csv", "service_full.json", "organization_full.json", "service_list.json"],
)
def test_the_official_examples_are_all_read(example):
    path = FOLDER / "hsds-3.1-examples" / example
    first = make.imported(path)
    assert (first.services_read, first.services_imported) == (1, 1)
    assert make.imported(path).changed == 0


def test_the_folder_of_official_examples_is_one_directory():
    first = make.imported(FOLDER / "hsds-3.1-examples")
    assert (first.services_read, first.services_imported) == (3, 1)
    assert first.reasons == {"duplicate_id": 2}
    assert make.imported(FOLDER / "hsds-3.1-examples").changed == 0
