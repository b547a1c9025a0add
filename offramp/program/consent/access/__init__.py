"""The only way to a consent, and to what was told under one."""

from offramp.program.consent.access.clock import end_of, here
from offramp.program.consent.access.counting import must_count
from offramp.program.consent.access.rows import (
    about,
    agreed,
    get,
    in_force,
    reachable,
    releases,
    releases_about,
    still_told,
    told,
)
from offramp.program.consent.access.terms import terms, until

__all__ = [
    "about",
    "agreed",
    "end_of",
    "get",
    "here",
    "in_force",
    "must_count",
    "reachable",
    "releases",
    "releases_about",
    "still_told",
    "terms",
    "told",
    "until",
]
