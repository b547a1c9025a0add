from django.urls import path

from offramp.program.naloxone import views

app_name = "naloxone"

# What officers have too: what they and their cars carry.
carried = [
    path("supply/", views.index, name="index"),
    path("supply/hand-out/", views.hand_out, name="hand_out"),
    path("supply/<uuid:holder_id>/", views.holder, name="holder"),
    path("supply/<uuid:holder_id>/<uuid:lot_id>/move/", views.move, name="move"),
    path(
        "supply/<uuid:holder_id>/<uuid:lot_id>/take-out/",
        views.take_out,
        name="take_out",
    ),
]
urlpatterns = [
    *carried,
    path("supply/receive/", views.receive, name="receive"),
    path("supply/new/", views.new_holder, name="new_holder"),
    path("supply/<uuid:holder_id>/close/", views.close, name="close"),
    path(
        "supply/<uuid:holder_id>/<uuid:lot_id>/correct/", views.correct, name="correct"
    ),
    path("supply/recalls/", views.recalls, name="recalls"),
    path("supply/recalls/new/", views.new_recall, name="new_recall"),
    path("supply/recalls/<uuid:recall_id>/", views.recalled, name="recalled"),
    path("people/<uuid:person_id>/supplies/", views.give, name="give"),
]
