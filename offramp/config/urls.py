"""The map of the site, on one screen: what each zone has, and both together."""

from django.urls import URLPattern, URLResolver, include, path

from offramp.config import views
from offramp.doors.desk import urls as desk
from offramp.doors.field import urls as field
from offramp.platform.accounts import urls as accounts
from offramp.platform.policy.zones import Zone
from offramp.program.charges import urls as charges
from offramp.program.exports import urls as exports
from offramp.program.naloxone import urls as naloxone
from offramp.program.overdoses import urls as overdoses

Map = list[URLPattern | URLResolver]

BOTH: Map = [
    path("alive", views.alive, name="alive"),
    path("healthz", views.healthz, name="healthz"),
]


def phones(zone: Zone) -> Map:
    """What works without signal: each zone has the forms of its own people."""
    return [path("field/", include((field.phone(zone), "phone")))]


# Officers and prosecutors, and whoever else reads only what was told.
JUSTICE: Map = [
    path("contacts/", include("offramp.doors.field.urls")),
    path("charges/", include("offramp.program.charges.urls")),
    path("", include("offramp.program.exports.urls")),
    path("", include("offramp.doors.partners.urls")),
]
# Everybody else. Of the pages above, what the program's people use too.
READ_ALSO: Map = [
    path("contacts/", include((field.program, field.app_name))),
    path("charges/", include((charges.program, charges.app_name))),
    path("", include((exports.program, exports.app_name))),
]
PROGRAM: Map = [
    path("", include("offramp.platform.accounts.urls")),
    path("", include("offramp.platform.outbox.urls")),
    path("", include("offramp.doors.desk.urls")),
    path("", include("offramp.program.dispatch.urls")),
    path("", include("offramp.program.people.urls")),
    path("", include("offramp.program.rights.urls")),
    path("", include("offramp.program.process.urls")),
    path("", include("offramp.program.consent.urls")),
    path("", include("offramp.program.appointments.urls")),
    path("", include("offramp.program.journey.urls")),
    path("", include("offramp.program.cases.urls")),
    path("", include("offramp.program.touchpoints.urls")),
    path("", include("offramp.program.naloxone.urls")),
    path("", include("offramp.program.overdoses.urls")),
    path("", include("offramp.program.notes.urls")),
    path("directory/", include("offramp.program.directory.urls")),
    path("", include("offramp.program.referrals.urls")),
    path("", include("offramp.program.assessments.urls")),
    path("", include("offramp.program.plans.urls")),
    path("", include("offramp.program.retention.urls")),
    path("audit/", include("offramp.impact.oversight.urls")),
    path("", include("offramp.doors.participant.urls")),
]
# Of the program's pages, what those outside it have too.
HAVE_ALSO: Map = [
    path("", include((accounts.everybody, accounts.app_name))),
    path("", include((desk.home, desk.app_name))),
    path("", include((naloxone.carried, naloxone.app_name))),
    path("", include((overdoses.everybody, overdoses.app_name))),
]

urlpatterns = BOTH + phones(Zone.ALL) + JUSTICE + PROGRAM
