from django.urls import path

from offramp.program.people import views

app_name = "people"

urlpatterns = [
    path("people/search/", views.search, name="search"),
    path("people/new/", views.new, name="new"),
    path("people/<uuid:person_id>/edit/", views.edit, name="edit"),
    path("people/<uuid:person_id>/ways/", views.ways, name="ways"),
    path("people/<uuid:person_id>/ways/new/", views.new_way, name="new_way"),
    path("ways/<uuid:way_id>/end/", views.end_way, name="end_way"),
    path("people/<uuid:person_id>/description/", views.describe, name="describe"),
    path("people/<uuid:person_id>/care/", views.care, name="care"),
    path("people/<uuid:person_id>/care/end/", views.end_care, name="end_care"),
    path("people/<uuid:person_id>/open/", views.open_record, name="open"),
    path("openings/", views.openings, name="openings"),
    path("openings/<uuid:opening_id>/", views.opening, name="opening"),
    path("openings/<uuid:opening_id>/close/", views.close_record, name="close"),
    path("people/<uuid:person_id>/same/", views.same, name="same"),
    path("people/<uuid:person_id>/merge/<uuid:other_id>/", views.merge, name="merge"),
    path("merges/<uuid:merge_id>/undo/", views.unmerge, name="unmerge"),
]
