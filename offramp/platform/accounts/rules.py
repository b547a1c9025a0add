"""What holds for logins, duties and papers, whatever the site. Knows no tables."""

from datetime import date, timedelta

from offramp.platform.policy.actor import JUSTICE, Role

LONGEST_GRANT = timedelta(days=366)
CONFIRM_AFTER = timedelta(days=91)
ENDS_SOON = timedelta(days=30)
DORMANT_AFTER = timedelta(days=90)

# Which roles an agency of a kind can give.
ROLES_AT = {
    "police": (Role.OFFICER,),
    "prosecutor": (Role.PROSECUTOR,),
    "program": tuple(r for r in Role if r not in JUSTICE and r is not Role.SYSTEM),
}


def latest_end(from_on: date) -> date:
    """The last day on which a duty that begins then may end."""
    return from_on + LONGEST_GRANT


def is_too_long(from_on: date, until_on: date) -> bool:
    """Whether a duty would last for more than twelve months."""
    return until_on > latest_end(from_on)


def is_dormant(last_on: date, today: date) -> bool:
    """Whether a login has not been used for so long that it is closed."""
    return today - last_on > DORMANT_AFTER
