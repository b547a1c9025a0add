from django.urls import path

from offramp.doors.desk import views

app_name = "desk"

# Each zone has a first page; the rest is the program's.
home = [path("", views.home, name="home")]

urlpatterns = [
    *home,
    path("cases/", views.worklist, name="worklist"),
]
