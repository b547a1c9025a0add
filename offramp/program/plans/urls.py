from django.urls import path

from offramp.program.plans import views

app_name = "plans"

_ONE = "plans/<uuid:plan_id>/"
_GOAL = _ONE + "goals/<uuid:goal_id>/"
_STEP = _ONE + "steps/<uuid:step_id>/"

urlpatterns = [
    path("cases/<uuid:case_id>/plans/new/", views.start, name="start"),
    path(_ONE, views.page, name="page"),
    path(_ONE + "print/", views.paper, name="print"),
    path(_ONE + "about/", views.about, name="about"),
    path(_ONE + "agree/", views.agree, name="agree"),
    path(_ONE + "revise/", views.revise, name="revise"),
    path(_ONE + "goals/new/", views.add_goal, name="add_goal"),
    path(_GOAL, views.change_goal, name="change_goal"),
    path(_GOAL + "drop/", views.drop_goal, name="drop_goal"),
    path(_GOAL + "steps/new/", views.add_step, name="add_step"),
    path(_STEP, views.change_step, name="change_step"),
    path(_STEP + "drop/", views.drop_step, name="drop_step"),
    path(_STEP + "state/", views.set_step, name="set_step"),
]
