from django.urls import path

from offramp.doors.participant import views

app_name = "participant"

_PERSON = "people/<uuid:person_id>/"
_OWN = _PERSON + "own/<str:language>/"

urlpatterns = [
    # For the colleague beside them.
    path(_PERSON + "show/", views.show, name="show"),
    path(_PERSON + "show/<str:language>/<int:year>/", views.paper, name="paper"),
    path(_PERSON + "show/<str:language>/all/", views.record, name="record"),
    # In their own hands: nothing else is answered while they hold the screen.
    path(_OWN, views.start, name="start"),
    path(_OWN + "agreed/", views.agreed, name="agreed"),
    path(_OWN + "agreed/<uuid:consent_id>/", views.end, name="end"),
    path(_OWN + "told/", views.told, name="told"),
    path(_OWN + "opened/<int:year>/", views.opened, name="opened"),
    path(_OWN + "ask/", views.ask, name="ask"),
    path(_OWN + "ask/<uuid:request_id>/", views.take_back, name="take_back"),
    path(_OWN + "done/", views.done, name="done"),
]
