from django.urls import path

from offramp.program.rights import views

app_name = "rights"

_PERSON = "people/<uuid:person_id>/"
_REQUEST = "requests/<uuid:request_id>/"

urlpatterns = [
    path("requests/", views.waiting, name="waiting"),
    path(_PERSON + "requests/", views.index, name="index"),
    path(_PERSON + "requests/new/", views.new, name="new"),
    path(_REQUEST, views.detail, name="request"),
    path(_REQUEST + "extend/", views.extend, name="extend"),
    path(_REQUEST + "take-back/", views.take_back, name="take_back"),
    path(_REQUEST + "disagree/", views.disagree, name="disagree"),
    path(_PERSON + "emergency/", views.emergency, name="emergency"),
    path(_PERSON + "crime/", views.crime, name="crime"),
    path("disclosures/<uuid:disclosure_id>/", views.disclosure, name="disclosure"),
]
