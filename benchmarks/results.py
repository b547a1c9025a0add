"""What a run found, with all that it must be read with."""

import argparse
import hashlib
import json
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import machine, place

FOLDER = Path(__file__).resolve().parent / "results"


def shape() -> str:
    """Changes when tables or the made-up data change."""
    whole = hashlib.sha256()
    files = [
        *place.ROOT.glob("offramp/*/*/migrations/0*.py"),
        *(Path(__file__).parent / name for name in MAKERS),
    ]
    for file in sorted(files):
        whole.update(file.read_bytes())
    return whole.hexdigest()[:12]


MAKERS = (
    "handovers.py", "invented.py", "seed.py", "staff.py", "stays.py", "world.py",
)  # fmt: skip


def _git(*words: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own words
        ["git", *words],  # noqa: S607 - the one on the path
        cwd=place.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip()


@dataclass
class Results:
    """Grows while a run goes on."""

    facts: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def begin(cls, asked: argparse.Namespace, base: place.Base) -> "Results":
        """Everything that is known before the first request."""
        from django.db import connection

        from benchmarks.seed import counts

        with connection.cursor() as cursor:
            cursor.execute(
                "SHOW server_version" if base.pid else "SELECT sqlite_version()"
            )
            version = cursor.fetchone()[0]
            cursor.execute(
                "SELECT pg_database_size(current_database())"
                if base.pid
                else "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
            )
            size = cursor.fetchone()[0]
        changed = _git("status", "--porcelain", "--", "offramp", "programs")
        return cls(
            {
                "at": datetime.now(UTC).isoformat(timespec="seconds"),
                "commit": _git("rev-parse", "--short=12", "HEAD"),
                "files_changed_since_commit": len(changed.splitlines()),
                "machine": machine.facts(),
                "database": {
                    "kind": asked.database,
                    "version": version,
                    "megabytes": round(size / 1e6),
                    "settings": place.DURABLE if base.pid else place.SQLITE,
                },
                "run": {
                    name: getattr(asked, name)
                    for name in ("rounds", "seconds", "requests", "clients")
                },
                "note": asked.note,
                "rows": counts(),
            }
        )

    def write(self) -> Path:
        """Keep the figures in a file of their own."""
        FOLDER.mkdir(exist_ok=True)
        kind, day = self.facts["database"]["kind"], self.facts["at"][:16]
        file = FOLDER / f"{day.replace(':', '')}-{kind}.json"
        file.write_text(self.text())
        return file

    def text(self) -> str:
        """The figures as they are kept."""
        return json.dumps(self.facts, indent=1) + "\n"
