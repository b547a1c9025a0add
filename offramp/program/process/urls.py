from django.urls import path

from offramp.program.process import views

app_name = "process"

_PAPER = "papers/<uuid:paper_id>/"

urlpatterns = [
    path("papers/", views.waiting, name="waiting"),
    path("papers/new/", views.receive, name="receive"),
    path(_PAPER, views.paper, name="paper"),
    path(_PAPER + "order/", views.enter_order, name="order"),
    path(_PAPER + "refuse/", views.refuse, name="refuse"),
    path(_PAPER + "reopen/", views.reopen, name="reopen"),
    path("papers/orders/<uuid:order_id>/", views.release, name="release"),
    path("people/<uuid:person_id>/papers/", views.matching, name="matching"),
    path("people/<uuid:person_id>/papers/<uuid:paper_id>/", views.match, name="match"),
]
