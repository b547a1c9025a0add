"""The only way to a consent, and to what was told under one."""

from offramp.program.consent.access.clock import end_of, here, on, start_of
from offramp.program.consent.access.counting import must_be_signed, must_count
from offramp.program.consent.access.rows import (
    about,
    agreed,
    agreed_with,
    get,
    in_force,
    reachable,
    releases,
    releases_about,
    still_told,
    told,
    with_all,
    without_copy,
)
from offramp.program.consent.access.scans import old_scans, opened, scan, sealed
from offramp.program.consent.access.terms import terms, until

__all__ = [
    "about",
    "agreed",
    "agreed_with",
    "end_of",
    "get",
    "here",
    "in_force",
    "must_be_signed",
    "must_count",
    "old_scans",
    "on",
    "opened",
    "reachable",
    "releases",
    "releases_about",
    "scan",
    "sealed",
    "start_of",
    "still_told",
    "terms",
    "told",
    "until",
    "with_all",
    "without_copy",
]
