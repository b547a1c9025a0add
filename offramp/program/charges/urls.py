from django.urls import path

from offramp.program.charges import views

app_name = "charges"

urlpatterns = [
    path("", views.held, name="held"),
    path("<uuid:charge_id>/", views.charge, name="charge"),
    path("<uuid:charge_id>/clear/", views.clear, name="clear"),
    path("<uuid:charge_id>/file/", views.file, name="file"),
    path("<uuid:charge_id>/extend/", views.extend, name="extend"),
]
