"""What happens to consents, and what is told under them."""

from offramp.program.consent.actions.ending import end_with_case, end_with_stay, revoke
from offramp.program.consent.actions.giving import give_copy, record, sign
from offramp.program.consent.actions.keeping import seal_anew
from offramp.program.consent.actions.telling import release, withhold

__all__ = [
    "end_with_case",
    "end_with_stay",
    "give_copy",
    "record",
    "release",
    "revoke",
    "seal_anew",
    "sign",
    "withhold",
]
