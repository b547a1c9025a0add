"""Which database the demo uses. Decided before Django reads its settings."""

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
DOMAIN = "demo.example"  # reserved for examples: no mail ever goes there


def choose(*, fresh: bool) -> None:
    """A file of its own in the data folder, unless another database is named.

    Whoever starts the demo sees its messages as lines on the terminal.
    """
    os.environ.setdefault("OFFRAMP_DEMO", "yes")
    os.environ.setdefault("OFFRAMP_EMAIL_BACKEND", "offramp.config.demo.mail.Terminal")
    data = Path(os.environ.get("OFFRAMP_DATA") or ROOT / "data")
    file = data / "demo.sqlite3"
    named = os.environ.setdefault("OFFRAMP_DATABASE_URL", f"sqlite:///{file}")
    if fresh:
        _remove(named)


def _remove(url: str) -> None:
    if not url.startswith("sqlite:///"):
        sys.exit(
            "--fresh throws away a SQLite file, and OFFRAMP_DATABASE_URL names another "
            "kind of database. Empty that one yourself, then run this without --fresh."
        )
    file = Path(url.removeprefix("sqlite:///"))
    if file.exists() and not _is_demo(file):
        sys.exit(
            f"{file} does not hold the demo, so it is not thrown away. Name another "
            "file in OFFRAMP_DATABASE_URL."
        )
    for end in ("", "-wal", "-shm", "-lock"):
        Path(f"{file}{end}").unlink(missing_ok=True)


def _is_demo(file: Path) -> bool:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        try:
            rows = connection.execute("SELECT email FROM accounts_user").fetchall()
        except sqlite3.DatabaseError:
            return False
    return all(email.endswith(f"@{DOMAIN}") for (email,) in rows)
