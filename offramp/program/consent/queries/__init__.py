"""What pages need to know of consents, and what recipients may read."""

from offramp.program.consent.queries.copies import copy_rows, no_copies
from offramp.program.consent.queries.pages import (
    active,
    consent_page,
    everything_signed,
    happened,
    of_person,
    person_page,
    scan,
)
from offramp.program.consent.queries.sheet import Sheet, sheet, who_may_witness
from offramp.program.consent.queries.told import (
    Disclosure,
    Document,
    ToTell,
    accounting,
    all_we_were_told,
    document,
    releases_about,
    resting,
    to_tell,
    we_were_told,
)
from offramp.program.consent.queries.words import (
    Agreed,
    ConsentPage,
    ConsentView,
    PersonPage,
    ReleaseView,
    Scanned,
    Standing,
)

__all__ = [
    "Agreed",
    "ConsentPage",
    "ConsentView",
    "Disclosure",
    "Document",
    "PersonPage",
    "ReleaseView",
    "Scanned",
    "Sheet",
    "Standing",
    "ToTell",
    "accounting",
    "active",
    "all_we_were_told",
    "consent_page",
    "copy_rows",
    "document",
    "everything_signed",
    "happened",
    "no_copies",
    "of_person",
    "person_page",
    "releases_about",
    "resting",
    "scan",
    "sheet",
    "to_tell",
    "we_were_told",
    "who_may_witness",
]
