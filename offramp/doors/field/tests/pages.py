"""What an officer's browser sends, and how pages are compared."""

import re
from typing import Any
from uuid import uuid4

from django.test import Client

from offramp.platform.policy.actor import Actor
from offramp.program.diversions.tests import factories as make
from offramp.program.sites import queries as sites
from tests import cast

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"|X-CSRFToken[^}]+}')
MINTED = re.compile(rb'name="submission_id" value="[^"]+"')


def browser(actor: Actor) -> Client:
    """A signed-in browser of its own."""
    return cast.signed_in(Client(), actor)


def typed(**changes: Any) -> dict[str, Any]:
    """The common case: eligible, offered, yes."""
    site = sites.current()
    said = {
        "submission_id": str(uuid4()),
        "route": make.holding_route(),
        "offences": [make.immune_offence()],
        "said_name": "Zebulon Testperson",
        "age_band": site.choices("age_band")[1][0],
        "perceived_race": site.choices("race_perceived")[0][0],
        "perceived_sex": site.choices("sex_perceived")[0][0],
        "place": "Behind the library",
        "all_fit": "on",
        "offer": "accepted",
    }
    return {**said, **changes}


def not_eligible(**changes: Any) -> dict[str, Any]:
    """One answer rules the person out."""
    slug, answer = next(iter(make.unwanted().items()))
    return typed(**{f"fits_{slug}": answer, **changes})


def sent(client: Client, **changes: Any) -> str:
    """The address of the contact that this form became."""
    answer = client.post("/contacts/new/", typed(**changes))
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def plain(body: bytes) -> bytes:
    """A page without the tokens that are new in every answer."""
    return MINTED.sub(b"", TOKEN.sub(b"", body))
