"""Things told to a body, for tests of files, by the real actions where few are needed."""

from datetime import timedelta

from django.utils.timezone import now

from offramp.platform.kernel.ids import new_id
from offramp.platform.policy.actor import Actor
from offramp.program.consent import actions as consent
from offramp.program.consent.models import Consent, Release
from offramp.program.consent.rules import Fact
from offramp.program.consent.tests import factories as consents
from offramp.program.people.tests import factories as people
from tests import cast


def told(
    to: Actor, value: str = "June 1, 2026", label: str = "Is taking part"
) -> tuple[Consent, Release]:
    """A new person agreed that this reader's body is told one fact."""
    sam, person = cast.sam(), people.person(by=cast.sam())
    terms = {"recipient_agency_id": to.agency_id, "categories": ["engaged"]}
    agreed = consents.consent(person, by=sam, **terms)
    facts = [Fact("engaged", label, value)]
    return agreed, consent.release(
        person.id, new_id(), facts, to.agency_id, at=now(), by=sam
    )


def told_many(to: Actor, how_many: int) -> Consent:
    """As if so many people had been told of: one row, many times."""
    agreed, one = told(to)
    Release.objects.bulk_create(
        Release(
            **{
                field.attname: getattr(one, field.attname)
                for field in Release._meta.fields
                if field.name not in {"id", "about_id", "made_at"}
            },
            about_id=new_id(),
            made_at=one.made_at - timedelta(minutes=number),
        )
        for number in range(1, how_many)
    )
    return agreed
