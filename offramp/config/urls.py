"""The map of the site, on one screen."""

from django.urls import URLPattern, URLResolver, include, path

from offramp.config import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("alive", views.alive, name="alive"),
    path("healthz", views.healthz, name="healthz"),
    path("", include("offramp.doors.desk.urls")),
    path("", include("offramp.platform.accounts.urls")),
    path("contacts/", include("offramp.doors.field.urls")),
    path("charges/", include("offramp.program.charges.urls")),
    path("", include("offramp.program.dispatch.urls")),
    path("", include("offramp.program.people.urls")),
    path("", include("offramp.program.consent.urls")),
    path("", include("offramp.program.appointments.urls")),
    path("", include("offramp.program.journey.urls")),
    path("", include("offramp.program.cases.urls")),
    path("", include("offramp.program.touchpoints.urls")),
    path("directory/", include("offramp.program.directory.urls")),
    path("", include("offramp.program.referrals.urls")),
    path("", include("offramp.program.assessments.urls")),
    path("", include("offramp.program.plans.urls")),
]
