import json
import shutil

import pytest

from offramp.platform.design import vendored


def test_what_lies_here_is_what_was_fetched():
    assert vendored.check() > 30
    assert vendored.main(["check"]) == 0


def test_each_package_ships_its_licence():
    for package in vendored.PACKAGES:
        assert any("LICENSE" in target for target in package.files.values())


def test_the_lock_names_no_address():
    assert "://" not in vendored.LOCK.read_text()


@pytest.fixture
def copy(tmp_path, monkeypatch):
    folder = tmp_path / "vendor"
    shutil.copytree(vendored.FOLDER, folder)
    monkeypatch.setattr(vendored, "FOLDER", folder)
    monkeypatch.setattr(vendored, "LOCK", folder / vendored.LOCK.name)
    return folder


def test_a_changed_file_is_noticed(copy, capsys):
    with (copy / "htmx/htmx.min.js").open("a") as script:
        script.write("// mine")
    assert vendored.main(["check"]) == 1
    assert capsys.readouterr().err == "Not as the lock says: htmx/htmx.min.js\n"


def test_a_file_too_many_and_one_too_few_are_noticed(copy):
    (copy / "extra.js").write_text("")
    (copy / "htmx/LICENSE").unlink()
    with pytest.raises(vendored.NotAsExpected, match="extra.js, htmx/LICENSE"):
        vendored.check()


def test_another_version_is_noticed(copy):
    lock = json.loads(vendored.LOCK.read_text())
    lock["packages"]["htmx.org"]["version"] = "2.0.10"
    vendored.LOCK.write_text(json.dumps(lock))
    with pytest.raises(vendored.NotAsExpected, match="the lock has 2.0.10"):
        vendored.check()


def test_it_explains_itself(capsys):
    assert vendored.main([]) == 2
    assert "vendored fetch" in capsys.readouterr().err
