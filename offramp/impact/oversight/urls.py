from django.urls import path

from offramp.impact.oversight import views

app_name = "oversight"

urlpatterns = [
    path("", views.queue, name="queue"),
    path("items/<uuid:item_id>/", views.item, name="item"),
    path("record/", views.record, name="record"),
]
