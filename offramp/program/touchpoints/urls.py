from django.urls import path

from offramp.program.touchpoints import views

app_name = "touchpoints"

urlpatterns = [
    path("people/<uuid:person_id>/touchpoints/", views.history, name="history"),
    path("people/<uuid:person_id>/touchpoints/new/", views.new, name="new"),
]
