from django.urls import URLPattern, path

from offramp.doors.field import views
from offramp.doors.field.phone import kinds
from offramp.doors.field.phone import views as phones
from offramp.platform.policy.zones import Zone

app_name = "field"

# What works without signal, in each zone.
_PHONE = [
    path("", phones.queue, name="queue"),
    path("sw.js", phones.worker, name="worker"),
    path("app.webmanifest", phones.manifest, name="manifest"),
    path("session.json", phones.session, name="session"),
    path("sealed/<uuid:entry_id>", phones.sealed, name="sealed"),
    path("waiting/", phones.waiting, name="waiting"),
    path("waiting/<uuid:kept_id>/", phones.entry, name="entry"),
    path("waiting/<uuid:kept_id>/settle/", phones.settle, name="settle"),
]
_ABOUT_PEOPLE = [
    path("waiting/<uuid:kept_id>/for/<uuid:case_id>/", phones.match, name="match"),
]


def phone(zone: Zone) -> list[URLPattern]:
    """What a phone finds in a zone: its own people's forms, each at an address."""
    forms = [
        path(f"write/{kind.slug}/", phones.form, {"kind": kind.slug}, name=kind.slug)
        for kind in kinds.of(zone)
    ]
    return [*_PHONE, *([] if zone == Zone.JUSTICE else _ABOUT_PEOPLE), *forms]


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
