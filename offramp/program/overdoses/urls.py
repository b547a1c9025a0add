from django.urls import path

from offramp.program.overdoses import views

app_name = "overdoses"

# What officers have too: their own reports, and the sheet to hand over.
everybody = [
    path("overdoses/", views.index, name="index"),
    path("overdoses/new/", views.new, name="new"),
    path("overdoses/<uuid:incident_id>/", views.detail, name="detail"),
    path("overdoses/<uuid:incident_id>/another/", views.another, name="another"),
    path("overdoses/<uuid:incident_id>/sheet/", views.sheet, name="sheet"),
    path("overdoses/victims/<uuid:victim_id>/", views.learn, name="learn"),
    path("contacts/<uuid:contact_id>/sheet/", views.contact_sheet, name="at_contact"),
]
urlpatterns = [
    *everybody,
    path("overdoses/odmap/", views.odmap, name="odmap"),
    path("overdoses/odmap/send/", views.send, name="send"),
    path("people/<uuid:person_id>/overdoses/", views.of_person, name="of_person"),
    path(
        "people/<uuid:person_id>/overdoses/<uuid:victim_id>/remove/",
        views.unlink,
        name="unlink",
    ),
]
