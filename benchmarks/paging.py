"""How soon a page leaves, how late it goes on, and what a killed worker loses or doubles.

    python -m benchmarks.paging --kills 0 --refusals 0

Real worker processes, a real SQLite file, and a carrier on this machine that takes 0.2 s
to answer. Workers are killed (`-9`) while they send, one for so many in a hundred pages,
and so many in a hundred requests are refused.
"""

import argparse
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SECONDS_BETWEEN = 0.5
WORKER = """
import django
django.setup()
from threading import Event
from offramp.platform.outbox import worker
worker.run(Event())
"""


def main(pages: int, workers: int, kills: int, refusals: int) -> None:
    """Place pages, kill workers, and say what came out of it."""
    folder = Path(tempfile.mkdtemp(prefix="offramp-paging-"))
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "offramp.config.settings",
        "OFFRAMP_DATA": str(folder),
        "OFFRAMP_DEMO": "yes",
        "OFFRAMP_EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        "OFFRAMP_PROGRAM": "programs/prairie-county",
    }
    from offramp.platform.channels.tests import stand_in

    with stand_in.running() as carrier:
        carrier.dawdles = 0.2
        os.environ |= {
            "OFFRAMP_CARRIER_URL": f"{carrier.origin}/2010-04-01",
            "OFFRAMP_CARRIER_ACCOUNT": "AC1",
            "OFFRAMP_CARRIER_TOKEN": stand_in.TOKEN,
            "OFFRAMP_CARRIER_SENDER": stand_in.SENDER,
        }
        times: dict[str, list[float]] = {}
        takes = carrier.takes

        def timed(path: str, heads: dict[str, str], body: bytes) -> tuple[int, Any]:
            if random.random() * 100 < refusals:  # noqa: S311 - a test's dice
                return 503, {}
            times.setdefault(heads.get("Idempotency-Key", ""), []).append(time.time())
            return takes(path, heads, body)

        carrier.takes = timed  # type: ignore[method-assign] # it also keeps the time
        _run(pages, workers, kills, times)


def _run(pages: int, workers: int, share: int, times: dict[str, list[float]]) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils.timezone import now

    call_command("migrate", verbosity=0)
    place = _people()
    running = [_worker() for _ in range(workers)]
    kills, began = 0, time.time()
    for _ in range(pages):
        place()
        time.sleep(SECONDS_BETWEEN)
        if random.random() * 100 < share:  # noqa: S311 - a test's dice
            kills += 1
            victim = random.randrange(len(running))  # noqa: S311
            running[victim].send_signal(signal.SIGKILL)
            running[victim].wait()
            running[victim] = _worker()
    # Three minutes on, the supervisor has been paged, and his call has gone out.
    while time.time() < began + pages * SECONDS_BETWEEN + 260:
        time.sleep(1)
    for worker in running:
        worker.terminate()
    for worker in running:
        worker.wait()
    _report(times, kills, now() - timedelta(hours=1))


def _worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", WORKER])  # noqa: S603 - our own words


def _people() -> Any:
    """Somebody at each place of the roster, reached by text, e-mail and call."""
    from django.utils.timezone import now

    from offramp.platform.channels import actions as channels
    from offramp.platform.channels.shape import Kind
    from offramp.program.dispatch.rules import Place
    from offramp.program.dispatch.tests import factories as make
    from tests import cast

    cast.SITE = _quick_site()
    cast.load_test_site()
    stands = {
        Place.PRIMARY: cast.percy(),
        Place.BACKUP: cast.pat(),
        Place.SUPERVISOR: cast.sam(),
    }
    for number, (place, who) in enumerate(stands.items()):
        order = [Kind.TEXT, Kind.EMAIL, Kind.VOICE]
        channels.choose(order, f"314555010{number}", at=now(), by=who)
        make.shift(who, place)
    return make.dispatch


def _quick_site() -> Path:
    """The made-up county, with St. Louis County's clocks: 60, 120 and 180 seconds."""
    folder = Path(tempfile.mkdtemp()) / "site"
    shutil.copytree(ROOT / "programs" / "prairie-county", folder)
    clocks = folder / "clocks.toml"
    said = clocks.read_text()
    for name, was, now in (
        ("other_ways_after_seconds", 90, 60),
        ("next_person_after_seconds", 240, 120),
        ("supervisor_after_seconds", 420, 180),
    ):
        said = said.replace(f"{name} = {was}", f"{name} = {now}")
    clocks.write_text(said)
    return folder


def _report(times: dict[str, list[float]], kills: int, since: Any) -> None:
    from offramp.platform.outbox.models import Message
    from offramp.program.dispatch.models import Page

    rows = list(Message.objects.filter(rank__isnull=False, due_at__gte=since))
    sent = [row for row in rows if row.channel in {"text", "voice"}]
    late = sorted(
        times[str(row.id)][0] - row.due_at.timestamp()
        for row in sent
        if str(row.id) in times
    )
    first = sorted(
        times[str(row.id)][0] - row.due_at.timestamp()
        for row in sent
        if row.channel == "text" and str(row.id) in times
    )
    steps = []
    by_dispatch: dict[object, list[Any]] = {}
    for page in Page.objects.order_by("paged_at"):
        by_dispatch.setdefault(page.dispatch_id, []).append(page)
    for pages in by_dispatch.values():
        for before, after in zip(pages, pages[1:], strict=False):
            steps.append((after.paged_at - before.due_at).total_seconds())
    counts = [len(times.get(str(row.id), [])) for row in sent]
    found = {
        "pages": len(by_dispatch),
        "kills": kills,
        "messages to the carrier": len(sent),
        "never sent": counts.count(0),
        "sent twice": sum(count > 1 for count in counts),
        "first notification, median s": round(statistics.median(first), 2),
        "first notification, 99th percentile s": round(_at(first, 0.99), 2),
        "first notification, longest s": round(first[-1], 2),
        "any step late by, 99th percentile s": round(_at(late, 0.99), 2),
        "any step late by, longest s": round(late[-1], 2),
        "next person paged late by, longest s": round(max(steps, default=0), 2),
        "problems": sorted({row.problem for row in rows if row.problem}),
    }
    print(json.dumps(found, indent=2))  # noqa: T201 - to a person


def _at(values: list[float], share: float) -> float:
    return values[min(int(len(values) * share), len(values) - 1)]


if __name__ == "__main__":
    asks = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asks.add_argument("--pages", type=int, default=60)
    asks.add_argument("--workers", type=int, default=2)
    asks.add_argument("--kills", type=int, default=20, help="in a hundred pages")
    asks.add_argument("--refusals", type=int, default=5, help="in a hundred requests")
    main(**vars(asks.parse_args()))
