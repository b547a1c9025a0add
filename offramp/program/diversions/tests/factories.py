from typing import Any
from uuid import uuid4

from django.utils.timezone import localdate, now

from offramp.platform.kernel.ids import ContactId
from offramp.platform.policy.actor import Actor
from offramp.program.diversions import actions
from offramp.program.diversions.models import Contact, Diversion
from offramp.program.diversions.rules import ContactData
from offramp.program.sites import queries as sites


def holding_route() -> str:
    """A route of the site on which a charge is held."""
    return next(r.slug for r in sites.current().routes if r.charge_held)


def free_route() -> str:
    """A route of the site on which no charge is held."""
    return next(r.slug for r in sites.current().routes if not r.charge_held)


def immune_offence() -> str:
    """An offence for which nobody is charged after an overdose."""
    offered = sites.current().offered_offences
    return next(o.slug for o in offered if o.overdose_immunity)


def charged_offence() -> str:
    """An offence that is charged even after an overdose."""
    offered = sites.current().offered_offences
    return next(o.slug for o in offered if not o.overdose_immunity)


def wanted() -> dict[str, str]:
    """The answers that make a person eligible today."""
    rules = sites.current().rules_on(localdate())
    return {criterion.slug: criterion.wanted for criterion in rules.criteria}


def unwanted() -> dict[str, str]:
    """Answers of which one rules the person out."""
    answers = wanted()
    slug, answer = next(iter(answers.items()))
    return {**answers, slug: "no" if answer == "yes" else "yes"}


def data(**changes: Any) -> ContactData:
    """An eligible person who was offered LEAD and says yes, unless changed."""
    site = sites.current()
    said: dict[str, Any] = {
        "route": holding_route(),
        "place": "Behind the library",
        "offences": (immune_offence(),),
        "said_name": "Zebulon Testperson",
        "age_band": site.choices("age_band")[1][0],
        "perceived_race": site.choices("race_perceived")[0][0],
        "perceived_sex": site.choices("sex_perceived")[0][0],
        "answers": wanted(),
        "offered": True,
        "accepted": True,
        **changes,
    }
    return ContactData(**said)


def contact(*, made_by: Actor, **changes: Any) -> Contact:
    """A contact that this officer made just now."""
    contact_id = ContactId(uuid4())
    return actions.record_contact(contact_id, data(**changes), at=now(), by=made_by)


def diversion(*, made_by: Actor, **changes: Any) -> Diversion:
    """A handover that this officer made just now."""
    met = contact(made_by=made_by, **changes)
    return actions.make(met.id, at=now(), by=made_by)
