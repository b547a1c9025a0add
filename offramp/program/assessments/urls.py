from django.urls import path

from offramp.program.assessments import views

app_name = "assessments"

_ONE = "assessments/<uuid:assessment_id>/"
_SECTION = _ONE + "sections/<slug:slug>/"

urlpatterns = [
    path("cases/<uuid:case_id>/assessments/new/", views.start, name="start"),
    path(_ONE, views.overview, name="overview"),
    path(_ONE + "review/", views.review, name="review"),
    path(_SECTION, views.section, name="section"),
    path(_SECTION + "answers/", views.answers, name="answers"),
    path(_SECTION + "skip/", views.skip, name="skip"),
    path("flags/", views.flags, name="flags"),
    path("flags/<uuid:flag_id>/close/", views.close_flag, name="close_flag"),
]
