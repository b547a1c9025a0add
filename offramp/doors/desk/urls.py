from django.urls import path

from offramp.doors.desk import views

app_name = "desk"

urlpatterns = [
    path("", views.home, name="home"),
    path("cases/", views.worklist, name="worklist"),
]
