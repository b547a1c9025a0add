from django.urls import path

from offramp.program.referrals import views

app_name = "referrals"

urlpatterns = [
    path("cases/<uuid:case_id>/referrals/new/", views.choose, name="new"),
    path(
        "cases/<uuid:case_id>/referrals/new/<uuid:service_id>/",
        views.send,
        name="send",
    ),
    path("cases/<uuid:case_id>/needs/new/", views.unmet, name="unmet"),
    path("referrals/", views.open_list, name="list"),
    path("referrals/<uuid:referral_id>/", views.detail, name="detail"),
    path("referrals/<uuid:referral_id>/letter/", views.letter, name="letter"),
    path("referrals/<uuid:referral_id>/accept/", views.accept, name="accept"),
    path("referrals/<uuid:referral_id>/wait/", views.wait, name="wait"),
    path("referrals/<uuid:referral_id>/appoint/", views.appoint, name="appoint"),
    path("referrals/<uuid:referral_id>/connect/", views.connect, name="connect"),
    path(
        "referrals/<uuid:referral_id>/not-connect/",
        views.not_connect,
        name="not_connect",
    ),
    path("referrals/<uuid:referral_id>/decline/", views.decline, name="decline"),
    path("referrals/<uuid:referral_id>/withdraw/", views.withdraw, name="withdraw"),
    path("referrals/<uuid:referral_id>/reopen/", views.reopen, name="reopen"),
]
