"""How many queries each page makes, counted in this process."""

import re
from collections.abc import Iterator

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from benchmarks.staff import email
from benchmarks.tasks import TASKS
from benchmarks.visitor import Ask, Unexpected
from offramp.platform.accounts.models import User

# Opening and closing a transaction asks the database for no row. Whether there is a newer
# site is asked every few seconds by whichever request comes then.
_AROUND = re.compile(
    r"(BEGIN|COMMIT|SAVEPOINT|RELEASE|SET |ROLLBACK|SELECT .* FROM .sites_siteversion)",
    re.IGNORECASE,
)
_HOMES = {
    "officer": "officer0",
    "peer": "peer0",
    "case manager": "manager0",
    "supervisor": "supervisor0",
    "manager": "head",
    "prosecutor": "prosecutor",
}


def browser(first: str) -> Client:
    """A browser in this process, signed in a moment ago."""
    client = Client()
    client.force_login(User.objects.get(email=email(first)))
    session = client.session
    for moment in ("began_at", "seen_at", "factor_at"):
        session[moment] = now().isoformat()
    session["factor"] = "codes"
    session.save()
    return client


def sent(client: Client, ask: Ask, status: int) -> list[str]:
    """The statements that one request made."""
    with CaptureQueriesContext(connection) as caught:
        if ask.fields:
            answer = client.post(ask.path, dict(ask.fields))
        else:
            answer = client.get(ask.path, follow=True)
    if answer.status_code != status:
        raise Unexpected(f"{ask.path} answered {answer.status_code}.")
    statements = [query["sql"] for query in caught.captured_queries]
    return [sql for sql in statements if not _AROUND.match(sql)]


def statements() -> Iterator[tuple[str, list[str]]]:
    """What each page asks the database, once its site and templates are read."""
    for task in TASKS.values():
        client, asks = browser(f"{task.role}0"), task.asks(0)
        sent(client, asks(0), task.status)
        yield task.title, sent(client, asks(1), task.status)
    newcomer = browser("newcomer")
    sent(newcomer, Ask("/cases/"), 200)
    yield "Work list of 1", sent(newcomer, Ask("/cases/"), 200)
    yield "Officer's form", sent(browser("officer0"), Ask("/contacts/new/"), 200)
    for role, first in _HOMES.items():
        client = browser(first)
        sent(client, Ask("/"), 200)
        yield f"First page, {role}", sent(client, Ask("/"), 200)
