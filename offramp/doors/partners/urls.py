from django.urls import path

from offramp.doors.partners import views

app_name = "partners"

urlpatterns = [
    path("told/", views.told, name="told"),
    path("told/<uuid:told_id>/", views.release, name="release"),
    path("agency/contacts/", views.contacts, name="contacts"),
    path("agency/contacts/<uuid:contact_id>/", views.contact, name="contact"),
]
