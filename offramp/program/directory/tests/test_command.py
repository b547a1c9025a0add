import json

import pytest

from offramp.config.commands.import_directory import run
from offramp.program.directory.models import Service
from offramp.program.directory.tests import factories as make

pytestmark = pytest.mark.django_db


def test_it_prints_the_report_as_json_and_progress_elsewhere(tmp_path, capsys):
    path = make.folder(tmp_path / "tin", make.old_tables())

    assert run(str(path), as_json=True) == 0

    shown = capsys.readouterr()
    report = json.loads(shown.out)
    read, imported = report["services_read"], report["services_imported"]
    assert read == imported + report["services_set_aside"] == 8
    assert sum(report["reasons"].values()) == report["services_set_aside"]
    assert report["changed"] > 0
    assert not report["dry_run"]
    assert set(report["explained"]) >= set(report["reasons"])
    assert "Reading" in shown.err
    assert "Writing" in shown.err

    run(str(path), as_json=True)
    assert json.loads(capsys.readouterr().out)["changed"] == 0


def test_a_dry_run_says_so_and_writes_nothing(tmp_path, capsys):
    path = make.package(tmp_path / "tin.zip", make.old_tables())
    assert run(str(path), dry_run=True) == 0
    shown = capsys.readouterr()
    assert "Nothing was written" in shown.out
    assert "3  imported" in shown.out
    assert "The service has no name." in shown.out
    assert "Writing" not in shown.err
    assert not Service.objects.exists()


@pytest.mark.parametrize("as_json", [True, False])
def test_a_wrong_file_gets_one_sentence_and_another_exit_code(
    tmp_path, capsys, as_json
):
    wrong = tmp_path / "photo.jpg"
    wrong.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF")
    assert run(str(wrong), as_json=as_json) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "is not a directory of services" in shown.err
    assert shown.err.count("\n") == 1
    assert not Service.objects.exists()


def test_a_file_that_nobody_may_read_is_named(tmp_path, capsys, monkeypatch):
    path = make.folder(tmp_path / "tin", make.old_tables())
    (path / "services.csv").unlink()
    (path / "services.csv").symlink_to(path / "services.csv")
    assert run(str(path)) == 2
    assert "services.csv" in capsys.readouterr().err
