from django.urls import path

from offramp.platform.accounts.views import own, providers, sign_in, staff

app_name = "accounts"

# What each zone has; the rest is the program's.
everybody = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/factor/", sign_in.factor, name="factor"),
    path("sign-in/passkey/", sign_in.passkey, name="passkey"),
    path("sign-in/with/<slug:provider>/", providers.go, name="provider"),
    path("sign-in/with/<slug:provider>/back/", providers.back, name="provider_back"),
    path("sign-in/set-up/", own.set_up, name="set_up"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("confirm/", own.confirm, name="confirm"),
    path("me/", own.own, name="own"),
    path("me/password/", own.password, name="password"),
    path("me/factors/new/", own.add_factor, name="add_factor"),
    path(
        "me/factors/<uuid:factor_id>/remove/", own.remove_factor, name="remove_factor"
    ),
    path("me/recovery-codes/", own.write_recovery_codes, name="recovery"),
    path("me/devices/end/", own.end_others, name="end_others"),
    path("me/devices/<uuid:handle>/end/", own.end_session, name="end_session"),
]
urlpatterns = [
    *everybody,
    path("staff/", staff.staff, name="staff"),
    path("staff/grants/new/", staff.new_grant, name="new_grant"),
    path(
        "staff/grants/<uuid:grant_id>/approve/",
        staff.decide_grant,
        {"answer": "approve"},
        name="approve_grant",
    ),
    path(
        "staff/grants/<uuid:grant_id>/refuse/",
        staff.decide_grant,
        {"answer": "refuse"},
        name="refuse_grant",
    ),
    path(
        "staff/resets/<uuid:reset_id>/approve/",
        staff.decide_reset,
        {"answer": "approve"},
        name="approve_reset",
    ),
    path(
        "staff/resets/<uuid:reset_id>/refuse/",
        staff.decide_reset,
        {"answer": "refuse"},
        name="refuse_reset",
    ),
    path("staff/agreements/", staff.agreements, name="agreements"),
    path("staff/agreements/new/", staff.new_agreement, name="new_agreement"),
    path(
        "staff/duties/<uuid:duty_id>/confirm/", staff.confirm_duty, name="confirm_duty"
    ),
    path("staff/duties/<uuid:duty_id>/end/", staff.end_duty, name="end_duty"),
    path("staff/<uuid:user_id>/", staff.colleague, name="colleague"),
    path("staff/<uuid:user_id>/disable/", staff.disable, name="disable"),
    path("staff/<uuid:user_id>/enable/", staff.enable, name="enable"),
    path("staff/<uuid:user_id>/unlock/", staff.unlock, name="unlock"),
    path(
        "staff/<uuid:user_id>/first-password/",
        staff.first_password,
        name="first_password",
    ),
    path("staff/<uuid:user_id>/reset/", staff.reset, name="reset"),
    path("staff/<uuid:user_id>/clearances/new/", staff.clearance, name="clearance"),
]
