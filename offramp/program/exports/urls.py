from django.urls import path

from offramp.program.exports import views

app_name = "exports"

# What those have too who tell: one thing, to hand it over as a file.
program = [path("releases/<uuid:release_id>/save/", views.one, name="one")]

urlpatterns = [
    *program,
    path("told/save/", views.index, name="index"),
    path("told/save/file/", views.save, name="save"),
    path("told/save/ask/", views.ask, name="ask"),
    path("told/save/<uuid:export_id>/allow/", views.allow, name="allow"),
    path("told/save/<uuid:export_id>/refuse/", views.refuse, name="refuse"),
    path("told/save/<uuid:export_id>/file/", views.take, name="take"),
]
