from django.urls import path

from offramp.doors.field import views

app_name = "field"

# What the program's supervisors and managers read too; the rest is the officer's.
program = [
    path("", views.contacts, name="contacts"),
    path("<uuid:contact_id>/", views.contact, name="contact"),
    path("<uuid:contact_id>/status/", views.status, name="status"),
    path("<uuid:contact_id>/card/", views.card, name="card"),
    path("<uuid:contact_id>/card/<slug:language>/", views.card, name="card_in"),
]

urlpatterns = [
    *program,
    path("new/", views.new_contact, name="new_contact"),
    path("new/<uuid:contact_id>/", views.form, name="form"),
    path("<uuid:contact_id>/number/", views.number, name="number"),
    path("<uuid:contact_id>/told/", views.told, name="told"),
    path("<uuid:contact_id>/withdraw/", views.withdraw, name="withdraw"),
    path("<uuid:contact_id>/release/", views.release, name="release"),
]
