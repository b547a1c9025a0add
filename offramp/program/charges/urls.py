from django.urls import path

from offramp.program.charges import views

app_name = "charges"

# What the program's supervisors and managers use too; the rest is the prosecutor's.
program = [
    path("", views.held, name="held"),
    path("<uuid:charge_id>/", views.charge, name="charge"),
    path("<uuid:charge_id>/extend/", views.extend, name="extend"),
]

urlpatterns = [
    *program,
    path("<uuid:charge_id>/condition/", views.set_condition, name="set_condition"),
    path(
        "<uuid:charge_id>/condition/take-back/",
        views.take_condition_back,
        name="take_condition_back",
    ),
    path("<uuid:charge_id>/clear/", views.clear, name="clear"),
    path("<uuid:charge_id>/file/", views.file, name="file"),
]
