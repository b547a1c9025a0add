from django.urls import path

from offramp.program.journey import views

app_name = "journey"

urlpatterns = [
    path("people/<uuid:person_id>/", views.person, name="person"),
    path(
        "requests/<uuid:request_id>/answer/",
        views.answer_request,
        name="answer_request",
    ),
    path(
        "people/<uuid:person_id>/conditions/<uuid:charge_id>/",
        views.condition,
        name="condition",
    ),
    path(
        "people/<uuid:person_id>/conditions/<uuid:charge_id>/paper/",
        views.condition_paper,
        name="condition_paper",
    ),
    path("cases/<uuid:case_id>/telling/", views.telling, name="telling"),
    path("consents/<uuid:consent_id>/tell/", views.tell, name="tell"),
    path("cases/<uuid:case_id>/not-completed/", views.report, name="report"),
    path(
        "assessments/<uuid:assessment_id>/complete/",
        views.complete_assessment,
        name="complete_assessment",
    ),
]
