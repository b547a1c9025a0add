from django.urls import path

from offramp.program.retention import views

app_name = "retention"

urlpatterns = [
    path("retention/holds/", views.holds, name="holds"),
    path("retention/holds/<uuid:hold_id>/", views.hold, name="hold"),
    path("people/<uuid:person_id>/hold/", views.hold_person, name="hold_person"),
]
