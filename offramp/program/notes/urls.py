from django.urls import path

from offramp.program.notes import views

app_name = "notes"

urlpatterns = [
    path("people/<uuid:person_id>/counseling-notes/", views.index, name="index"),
    path("people/<uuid:person_id>/counseling-notes/new/", views.new, name="new"),
    path("counseling-notes/<uuid:note_id>/add/", views.add, name="add"),
]
