import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from offramp.config.demo import file


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OFFRAMP_DATA", str(tmp_path))
    # Set and removed, so that whatever the demo sets is taken back after the test.
    for name in ("OFFRAMP_DATABASE_URL", "OFFRAMP_DEMO"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    return tmp_path


def logins(path: Path, *emails: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE accounts_user (email TEXT)")
        connection.executemany(
            "INSERT INTO accounts_user VALUES (?)", [(email,) for email in emails]
        )
        connection.commit()


def test_the_demo_has_a_file_of_its_own(folder: Path):
    file.choose(fresh=False)
    assert os.environ["OFFRAMP_DATABASE_URL"] == f"sqlite:///{folder}/demo.sqlite3"
    assert os.environ["OFFRAMP_DEMO"] == "yes"


def test_a_database_that_is_named_is_used(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("OFFRAMP_DATABASE_URL", "sqlite:////tmp/other.sqlite3")
    file.choose(fresh=False)
    assert os.environ["OFFRAMP_DATABASE_URL"] == "sqlite:////tmp/other.sqlite3"


def test_fresh_throws_the_demo_away(folder: Path):
    logins(folder / "demo.sqlite3", "olive@demo.example")
    (folder / "demo.sqlite3-wal").touch()
    file.choose(fresh=True)
    assert list(folder.iterdir()) == []


def test_fresh_never_throws_a_real_program_away(folder: Path):
    logins(folder / "demo.sqlite3", "olive@demo.example", "chief@stlouisco.example")
    with pytest.raises(SystemExit, match="does not hold the demo"):
        file.choose(fresh=True)
    assert (folder / "demo.sqlite3").exists()


def test_fresh_empties_no_database_server(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("OFFRAMP_DATABASE_URL", "postgresql://localhost/offramp")
    with pytest.raises(SystemExit, match="Empty that one yourself"):
        file.choose(fresh=True)
