from django.urls import path

from offramp.program.cases import views

app_name = "cases"

urlpatterns = [
    path("diversions/<uuid:diversion_id>/intake/", views.identify, name="intake"),
    path("diversions/<uuid:diversion_id>/intake/new/", views.someone_new, name="new"),
    path("cases/<uuid:case_id>/intake/", views.intake, name="intake_form"),
    path("cases/<uuid:case_id>/take/", views.take, name="take"),
    path("cases/<uuid:case_id>/assign/", views.assign, name="assign"),
    path("cases/<uuid:case_id>/pause/", views.pause, name="pause"),
    path("cases/<uuid:case_id>/resume/", views.resume, name="resume"),
    path("cases/<uuid:case_id>/close/", views.close, name="close"),
]
