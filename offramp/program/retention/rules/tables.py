"""Which rows of which tables go with a record, and what stays and why.

Whoever adds a table with a way to a person or to a contact gives it a line here, before
the line of the table that it points at. A test finds what is missing.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Rows(NamedTuple):
    """The rows of a table that lead to a person, or to a contact, by this path."""

    table: str
    path: str


# What an officer wrote, and what came of it on that side.
OF_A_CONTACT = (
    Rows("dispatch.followup", "dispatch__diversion__contact"),
    Rows("dispatch.watch", "dispatch__diversion__contact"),
    Rows("dispatch.page", "dispatch__diversion__contact"),
    Rows("dispatch.dispatch", "diversion__contact"),
    Rows("charges.extensionground", "extension__charge__diversion__contact"),
    Rows("charges.extension", "charge__diversion__contact"),
    Rows("charges.condition", "charge__diversion__contact"),
    Rows("charges.notice", "charge__diversion__contact"),
    Rows("charges.charge", "diversion__contact"),
    Rows("cases.arrival", "diversion__contact"),
    Rows("overdoses.notice", "contact"),
    Rows("diversions.diversion", "contact"),
    Rows("diversions.contact", "pk"),
)
COUNSELLING = (Rows("notes.counsellingnote", "person"),)
OF_A_PERSON = (
    *COUNSELLING,
    Rows("referrals.step", "referral__person"),
    Rows("referrals.referral", "person"),
    Rows("referrals.unmetneed", "person"),
    Rows("plans.step", "goal__plan__person"),
    Rows("plans.goal", "plan__person"),
    Rows("plans.plan", "person"),
    Rows("assessments.flag", "person"),
    Rows("assessments.score", "response__assessment__person"),
    Rows("assessments.response", "assessment__person"),
    Rows("assessments.assessment", "person"),
    Rows("cases.intake", "case__person"),
    Rows("cases.arrival", "case__person"),
    Rows("cases.case", "person"),
    Rows("touchpoints.note", "touchpoint__person"),
    Rows("touchpoints.touchpoint", "person"),
    Rows("overdoses.revived", "person"),
    Rows("naloxone.giving", "person"),
    Rows("appointments.appointment", "person"),
    Rows("rights.request", "person"),
    Rows("rights.disclosure", "person"),
    Rows("consent.release", "consent__person"),
    Rows("consent.scan", "consent__person"),
    Rows("consent.consent", "person"),
    Rows("process.order", "paper__person"),
    Rows("process.paper", "person"),
    Rows("people.opening", "person"),
    Rows("people.keeping", "person"),
    Rows("people.merge", "kept"),
    Rows("people.merge", "merged"),
    Rows("people.care", "person"),
    Rows("people.selfdescription", "person"),
    Rows("people.contactway", "person"),
    Rows("people.namekey", "person"),
    Rows("people.alias", "person"),
    Rows("people.person", "pk"),
)
KEPT: Mapping[str, str] = {
    "audit.entry": "The record of acts is a chain: its ids then name nobody.",
    "outbox.message": "Fixed words and a code: the page it was for goes with the rest.",
    "audit.listed": "It says in which entries an id stands, and no more.",
    "retention.hold": "That somebody's record was held must be shown later.",
    "retention.part": "What is left to destroy; each goes with its record.",
}
