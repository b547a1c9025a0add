from django.urls import path

from offramp.program.directory import views

app_name = "directory"

urlpatterns = [
    path("", views.search, name="search"),
    path("<uuid:service_id>/", views.detail, name="detail"),
    path("<uuid:service_id>/check/", views.check, name="check"),
    path("<uuid:service_id>/needs/", views.settle, name="needs"),
]
