"""What officers wrote, in the site's words."""

from django.utils.timezone import localdate

from offramp.program.diversions.models import Contact
from offramp.program.diversions.rules import age_on
from offramp.program.sites import queries as sites


def word(name: str, slug: str) -> str:
    """What the site calls it; nothing for nothing."""
    return sites.current().label(name, slug) if slug else ""


def age(contact: Contact) -> str:
    """In years, or the band that the officer chose."""
    if contact.birth_on:
        return str(age_on(localdate(contact.happened_at), contact.birth_on))
    return word("age_band", contact.age_band)


def needs(contact: Contact) -> tuple[str, ...]:
    """What the person needs now, in words."""
    return tuple(word("immediate_need", slug) for slug in contact.needs)


def offences(contact: Contact) -> tuple[str, ...]:
    """The offenses, as the site calls them."""
    site = sites.current()
    return tuple(site.offence(slug).label for slug in contact.offences)
