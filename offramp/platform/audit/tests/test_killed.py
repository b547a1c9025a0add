"""Writers are killed in the middle: what was acknowledged has its entry, nothing else."""

import os
import subprocess
import sys
import time

import pytest

from offramp.platform.accounts.models import User
from offramp.platform.audit.models import Entry
from offramp.platform.audit.moments import spelled
from offramp.platform.audit.verify import GENESIS, link
from offramp.platform.outbox.tests.test_killed import Place, place
from tests import cast

__all__ = ["place"]

WRITERS = 2
WRITER = """
import django, os
django.setup()
from django.db import transaction
from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.accounts.models import User
from offramp.platform.audit import log
from offramp.platform.policy.table import Permission
user = User.objects.get(pk=os.environ["WHO"])
for number in range(1_000_000):
    word = f"{os.getpid()}-{number}"
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(badge=word)
        log.record(Permission.ACCOUNT_GRANT, user, by=SYSTEM, word=word)
    print(word, flush=True)
"""


@pytest.mark.slow  # processes start, write for a moment and are killed
def test_every_acknowledged_act_has_its_entry_and_the_chain_holds(place: Place):
    user = User.objects.using(place.alias).get(pk=cast.pat().id)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "offramp.config.settings",
        "OFFRAMP_DATABASE_URL": place.url,
        "WHO": str(user.pk),
    }
    writers = [
        subprocess.Popen(  # noqa: S603 # our own words
            [sys.executable, "-c", WRITER],
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        for _ in range(WRITERS)
    ]
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.readline()  # it has begun
    time.sleep(0.3)
    acknowledged = set()
    for writer in writers:
        writer.kill()
        said, _ = writer.communicate()
        acknowledged |= {line for line in said.split("\n")[:-1] if line}

    entries = Entry.objects.using(place.alias).order_by("position")
    written = {e.details["word"] for e in entries if "word" in e.details}
    assert acknowledged
    assert acknowledged <= written
    user.refresh_from_db()
    assert user.badge in written  # no act without its entry
    prev = GENESIS
    for number, entry in enumerate(entries, 1):
        at = spelled(entry.stored_at)
        assert (entry.position, entry.prev) == (number, prev)
        assert entry.hash == link(prev, number, at, entry.body)
        prev = entry.hash
