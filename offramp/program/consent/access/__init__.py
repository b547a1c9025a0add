"""The only way to a consent, and to what was told under one."""

from offramp.program.consent.access.counting import must_count
from offramp.program.consent.access.rows import (
    about,
    agreed,
    get,
    in_force,
    reachable,
    releases,
    told,
)

__all__ = [
    "about",
    "agreed",
    "get",
    "in_force",
    "must_count",
    "reachable",
    "releases",
    "told",
]
