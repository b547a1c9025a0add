"""Requests and disclosures for tests, made by the real actions."""

from django.utils.timezone import now

from offramp.platform.kernel.ids import DisclosureId, RequestId, new_id
from offramp.platform.policy.actor import Actor
from offramp.program.people.models import Person
from offramp.program.rights import actions
from offramp.program.rights.models import Disclosure, Request


def request(of: Person, *, by: Actor, kind: str = "restriction", **said) -> Request:
    """Something the person asks about their record."""
    said = {"words": "Please do not tell them", "at": now(), **said}
    return actions.ask(RequestId(new_id()), of.id, kind=kind, by=by, **said)


def emergency(of: Person, *, by: Actor, **said) -> Disclosure:
    """Medical staff were told something."""
    told = {
        "recipient_name": "Dr. Wilma Madeup",
        "facility": "Meadow Hospital",
        "what": "Takes buprenorphine",
        "nature": "Overdose, not waking up",
        "ground": "unable",
        "at": now(),
        **said,
    }
    return actions.tell_in_emergency(DisclosureId(new_id()), of.id, by=by, **told)
