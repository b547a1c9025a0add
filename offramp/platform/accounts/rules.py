"""What holds for logins, duties and papers, whatever the site. Knows no tables."""

from datetime import date, timedelta

from offramp.platform.policy.actor import OUTSIDE, Role

LONGEST_GRANT = timedelta(days=366)
CONFIRM_AFTER = timedelta(days=91)
ENDS_SOON = timedelta(days=30)
DORMANT_AFTER = timedelta(days=90)

# How long a password may lie about that somebody else has said or written down.
FIRST_PASSWORD_LASTS = timedelta(days=3)

_ROLES_AT = {
    "police": (Role.OFFICER, Role.POLICE_SUPERVISOR),
    "prosecutor": (Role.PROSECUTOR,),
    "work_group": (Role.WORK_GROUP_MEMBER,),
    "treatment_partner": (Role.TREATMENT_PARTNER,),
    "program": tuple(r for r in Role if r not in OUTSIDE and r is not Role.SYSTEM),
}


# Every role that is given to people, in the order of a form.
GIVEN = tuple(role for roles in _ROLES_AT.values() for role in roles)


def roles_at(kind: str) -> tuple[Role, ...]:
    """Which roles an agency of a kind can give; none at a court or a service."""
    return _ROLES_AT.get(kind, ())


def latest_end(from_on: date) -> date:
    """The last day on which a duty that begins then may end."""
    return from_on + LONGEST_GRANT


def is_too_long(from_on: date, until_on: date) -> bool:
    """Whether a duty would last for more than twelve months."""
    return until_on > latest_end(from_on)


def is_dormant(last_on: date, today: date) -> bool:
    """Whether a login has not been used for so long that it is closed."""
    return today - last_on > DORMANT_AFTER
