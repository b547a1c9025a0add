from django.urls import path

from offramp.program.consent import views

app_name = "consent"

urlpatterns = [
    path("people/<uuid:person_id>/consents/", views.index, name="index"),
    path("people/<uuid:person_id>/consents/new/", views.new, name="new"),
    path("people/<uuid:person_id>/consents/paper/", views.paper, name="paper"),
    path("people/<uuid:person_id>/consents/print/", views.copy, name="copy"),
    path("consents/<uuid:consent_id>/", views.detail, name="detail"),
    path("consents/<uuid:consent_id>/print/", views.printed, name="print"),
    path("consents/<uuid:consent_id>/scan/", views.scan, name="scan"),
    path("releases/<uuid:release_id>/print/", views.document, name="document"),
    path("consents/<uuid:consent_id>/copy/", views.give_copy, name="give_copy"),
    path("consents/<uuid:consent_id>/sign/", views.sign, name="sign"),
    path("consents/<uuid:consent_id>/revoke/", views.revoke, name="revoke"),
]
