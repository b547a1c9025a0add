"""What officers do in the story: meet somebody, offer, hand over or not."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from offramp.config.demo.people import Somebody
from offramp.config.demo.world import World
from offramp.platform.kernel.ids import ContactId, DiversionId
from offramp.platform.policy.actor import Actor
from offramp.program.diversions.rules import ContactData, diversion_id_of
from offramp.program.journey import actions as journey


def officer_for(world: World, somebody: Somebody) -> Actor:
    """The officer who meets this person. The first three meet more than the others."""
    officers = world.staff.officers
    return officers[
        somebody.number % 3 if somebody.number % 2 else somebody.number % 20
    ]


def said(world: World, somebody: Somebody, **changes: Any) -> ContactData:
    """An eligible person who is offered help and says yes, unless changed."""
    site = world.site
    held = next(route.slug for route in site.routes if route.charge_held)
    offences = site.offered_offences
    rules = site.rules_on(localdate(world.now))
    usual = ContactData(
        route=held,
        place=somebody.place,
        offences=(offences[0 if somebody.number % 3 else 1].slug,),
        incident_number=f"DEMO-{somebody.number:04d}",
        said_name=somebody.full_name,
        said_alias=somebody.known_as
        if somebody.known_as != somebody.given_name
        else "",
        birth_on=somebody.birth_on,
        phone=somebody.phone if somebody.number % 3 else "",
        perceived_race=somebody.race_perceived,
        perceived_sex=somebody.sex_perceived,
        answers={criterion.slug: criterion.wanted for criterion in rules.criteria},
        offered=True,
        accepted=True,
    )
    return replace(usual, **changes)


def meet(
    world: World, somebody: Somebody, at: datetime, *, again: str = "", **changes: Any
) -> DiversionId:
    """The officer's contact, sent three minutes later; paged when they said yes."""
    contact_id = ContactId(world.id("contact", somebody.number, again))
    data = replace(said(world, somebody, **changes), happened_at=at)
    journey.hand_over(
        contact_id,
        data,
        at=min(at + timedelta(minutes=3), world.now),
        by=officer_for(world, somebody),
    )
    return diversion_id_of(contact_id)
