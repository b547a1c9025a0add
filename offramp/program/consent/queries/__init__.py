"""What pages need to know of consents, and what recipients may read."""

from offramp.program.consent.queries.pages import (
    active,
    consent_page,
    happened,
    of_person,
    person_page,
)
from offramp.program.consent.queries.sheet import Sheet, sheet
from offramp.program.consent.queries.told import Disclosure, accounting, releases_about
from offramp.program.consent.queries.words import (
    Agreed,
    ConsentPage,
    ConsentView,
    PersonPage,
    ReleaseView,
    Standing,
)

__all__ = [
    "Agreed",
    "ConsentPage",
    "ConsentView",
    "Disclosure",
    "PersonPage",
    "ReleaseView",
    "Sheet",
    "Standing",
    "accounting",
    "active",
    "consent_page",
    "happened",
    "of_person",
    "person_page",
    "releases_about",
    "sheet",
]
