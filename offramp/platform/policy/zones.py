"""Two zones: which duties belong where, and what each zone's database login may do.

A zone is a process with a login of its own at the database. The table below is the
whole of what the two logins may do; `offramp grants` writes it into PostgreSQL. A change
here is a change of policy, as in `table.py`. Its source: 42 CFR Part 2, and the promise
that police and prosecution read nothing but what the participant agreed to tell them.
"""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from offramp.platform.kernel.segments import Segment
from offramp.platform.policy.actor import OUTSIDE, Actor, Role


class Zone(StrEnum):
    """Where a process stands."""

    JUSTICE = "justice"
    PROGRAM = "program"
    ALL = "all"  # one process for both: for demo, training and development


class Right(StrEnum):
    """What a login may do with the rows of a table, in the database's own words."""

    SELECT = "SELECT"
    INSERT = "INSERT"
    UPDATE = "UPDATE"
    DELETE = "DELETE"


Rights = frozenset[Right]

_NONE: Rights = frozenset()
_READ: Rights = frozenset({Right.SELECT})
_ADD: Rights = frozenset({Right.INSERT})
_READ_ADD = _READ | _ADD
_WRITE = _READ_ADD | {Right.UPDATE}
_EVERYTHING = frozenset(Right)

# (the justice zone, the program zone). Nothing is granted that is not written here.
_TABLE: Mapping[Segment, tuple[Rights, Rights]] = {
    # Officers write it. The program's side reads it, a peer answers the page, and a
    # supervisor gives more time: those change rows too. Nobody removes one.
    Segment.JUSTICE: (_WRITE, _WRITE),
    # Each movement is written once, and a correction is another. Of the program's own
    # movements the justice login sees none: see `offramp grants`.
    Segment.SUPPLY: (_READ_ADD, _READ_ADD),
    # Told by the program, read by the body that was told. It writes nothing.
    Segment.RELEASE: (_READ, _WRITE),
    # Whether somebody is known here is treatment information already.
    Segment.PROGRAM: (_NONE, _EVERYTHING),
    Segment.TREATMENT: (_NONE, _EVERYTHING),
    # Written once. A correction is another row.
    Segment.COUNSELLING: (_NONE, _READ_ADD),
    # The office reads the release. The consent names the person.
    Segment.CONSENT: (_NONE, _WRITE),
    # A hold and a certificate stay for good. They name nobody, but ids of people.
    Segment.RETENTION: (_NONE, _WRITE),
    # Each zone adds to the record of acts. One reads it: its ids name people.
    Segment.AUDIT: (_ADD, _READ_ADD),
    # No person stands there. Justice needs the offences, its agencies and duties, and
    # whom to page; only the program's side changes them, so that nobody can give
    # themselves another zone's duty.
    Segment.SITE: (_READ, _EVERYTHING),
    # Each zone signs people in. On PostgreSQL the rows of the program's people are
    # kept from the justice login besides: see `offramp grants`.
    Segment.PLATFORM: (_EVERYTHING, _EVERYTHING),
    # An officer's handover pages a peer: the message waits for the program's worker,
    # which runs nowhere else. Messages name nobody.
    Segment.OUTBOX: (_WRITE, _EVERYTHING),
    # Who can read a session's key can be whoever it belongs to.
    Segment.JUSTICE_SESSION: (_EVERYTHING, _NONE),
    Segment.PROGRAM_SESSION: (_NONE, _EVERYTHING),
}


def rights(segment: Segment | None, zone: Zone) -> Rights:
    """What the zone's login may do. Nothing with a table that only its owner uses."""
    if segment is None:
        return _NONE
    justice, program = _TABLE[segment]
    match zone:
        case Zone.JUSTICE:
            return justice
        case Zone.PROGRAM:
            return program
        case Zone.ALL:
            return justice | program


def zone_of(role: Role) -> Zone:
    """Where somebody with this duty works. A new duty works in the program's zone."""
    return Zone.JUSTICE if role in OUTSIDE else Zone.PROGRAM


def within(actor: Actor, zone: Zone) -> Actor | None:
    """The actor with the duties that belong to this zone; None when none does."""
    if zone == Zone.ALL:
        return actor
    roles = frozenset(role for role in actor.roles if zone_of(role) == zone)
    if not roles:
        return None
    return replace(actor, roles=roles)
