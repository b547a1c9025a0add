from django.urls import path

from offramp.program.dispatch import views

app_name = "dispatch"

urlpatterns = [
    path("dispatches/", views.pages, name="pages"),
    path("dispatches/status/", views.status, name="status"),
    path("dispatches/<uuid:dispatch_id>/", views.detail, name="detail"),
    path("dispatches/<uuid:dispatch_id>/status/", views.progress, name="progress"),
    path("dispatches/<uuid:dispatch_id>/answer/", views.answer, name="answer"),
    path("dispatches/<uuid:dispatch_id>/cannot/", views.cannot, name="cannot"),
    path("dispatches/<uuid:dispatch_id>/travel/", views.travel, name="travel"),
    path("dispatches/<uuid:dispatch_id>/arrive/", views.arrive, name="arrive"),
    path("dispatches/<uuid:dispatch_id>/release/", views.release, name="release"),
    path("dispatches/<uuid:dispatch_id>/escalate/", views.escalate, name="escalate"),
    path("roster/", views.roster, name="roster"),
    path("roster/shifts/new/", views.new_shift, name="new_shift"),
    path(
        "roster/shifts/<uuid:shift_id>/cancel/",
        views.cancel_shift,
        name="cancel_shift",
    ),
]
