from django.urls import path

from offramp.program.retention import views

app_name = "retention"

urlpatterns = [
    path("retention/", views.schedule, name="schedule"),
    path("retention/due/<slug:record>/", views.due, name="due"),
    path("retention/due/<slug:record>/propose/", views.propose, name="propose"),
    path("retention/destructions/", views.destructions, name="destructions"),
    path(
        "retention/destructions/<uuid:destruction_id>/",
        views.destruction,
        name="destruction",
    ),
    path(
        "retention/destructions/<uuid:destruction_id>/print/",
        views.certificate,
        name="certificate",
    ),
    path("retention/destructions/<uuid:destruction_id>/sign/", views.sign, name="sign"),
    path(
        "retention/destructions/<uuid:destruction_id>/withdraw/",
        views.withdraw,
        name="withdraw",
    ),
    path("retention/holds/", views.holds, name="holds"),
    path("retention/holds/<uuid:hold_id>/", views.hold, name="hold"),
    path("people/<uuid:person_id>/hold/", views.hold_person, name="hold_person"),
]
