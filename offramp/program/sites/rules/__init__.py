"""What a site is, and how its folder is read. Pure Python: no database, no Django."""

from offramp.program.sites.rules.folder import build, digest, read
from offramp.program.sites.rules.mistakes import Mistake, Mistakes
from offramp.program.sites.rules.retention import Retention
from offramp.program.sites.rules.site import (
    Block,
    Clocks,
    Coverage,
    Criterion,
    Fallback,
    Leaflet,
    Line,
    Offence,
    OpenQuestion,
    Route,
    RuleSet,
    Site,
    SiteAgency,
)
from offramp.program.sites.rules.supplies import (
    NALOXONE,
    STRIPS,
    Product,
    Supplies,
    SupplyKind,
)

__all__ = [
    "NALOXONE",
    "STRIPS",
    "Block",
    "Clocks",
    "Coverage",
    "Criterion",
    "Fallback",
    "Leaflet",
    "Line",
    "Mistake",
    "Mistakes",
    "Offence",
    "OpenQuestion",
    "Product",
    "Retention",
    "Route",
    "RuleSet",
    "Site",
    "SiteAgency",
    "Supplies",
    "SupplyKind",
    "build",
    "digest",
    "read",
]
