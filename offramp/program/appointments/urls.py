from django.urls import path

from offramp.program.appointments import views

app_name = "appointments"

urlpatterns = [
    path("people/<uuid:person_id>/appointments/", views.index, name="index"),
    path("people/<uuid:person_id>/appointments/new/", views.new, name="new"),
    path("appointments/<uuid:appointment_id>/remind/", views.remind, name="remind"),
    path(
        "appointments/<uuid:appointment_id>/not-reminded/",
        views.not_reminded,
        name="not_reminded",
    ),
    path("appointments/<uuid:appointment_id>/keep/", views.keep, name="keep"),
    path("appointments/<uuid:appointment_id>/miss/", views.miss, name="miss"),
    path("appointments/<uuid:appointment_id>/cancel/", views.cancel, name="cancel"),
    path("appointments/<uuid:appointment_id>/move/", views.move, name="move"),
]
