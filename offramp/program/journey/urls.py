from django.urls import path

from offramp.program.journey import views

app_name = "journey"

urlpatterns = [
    path("people/<uuid:person_id>/", views.person, name="person"),
]
