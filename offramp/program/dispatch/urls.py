from django.urls import path

from offramp.program.dispatch.lifecycle import SwapEvent
from offramp.program.dispatch.views import board, calls, own, roster, tap

app_name = "dispatch"

_ONE = "dispatches/<uuid:dispatch_id>"
_SWAP = "roster/swaps/<uuid:swap_id>"

urlpatterns = [
    path("dispatches/", calls.pages, name="pages"),
    path("dispatches/status/", calls.status, name="status"),
    path("dispatches/board/", board.board, name="board"),
    path("dispatches/measures/", board.measures, name="measures"),
    path(f"{_ONE}/", calls.detail, name="detail"),
    path(f"{_ONE}/status/", calls.progress, name="progress"),
    path(f"{_ONE}/answer/", calls.answer, name="answer"),
    path(f"{_ONE}/cannot/", calls.cannot, name="cannot"),
    path(f"{_ONE}/travel/", calls.travel, name="travel"),
    path(f"{_ONE}/arrive/", calls.arrive, name="arrive"),
    path(f"{_ONE}/release/", calls.release, name="release"),
    path(f"{_ONE}/check-in/", calls.check_in, name="check_in"),
    path(f"{_ONE}/done/", calls.done, name="done"),
    path(f"{_ONE}/see-to/", calls.see_to, name="see_to"),
    path(f"{_ONE}/follow-up/", calls.follow_up, name="follow_up"),
    path(f"{_ONE}/escalate/", calls.escalate, name="escalate"),
    path("p/<str:token>/", tap.tap, name="tap"),
    path("me/paging/", own.paging, name="paging"),
    path("me/paging/test/", own.test, name="test"),
    path("me/paging/browser/", own.browser, name="browser"),
    path("push-worker.js", own.worker, name="push_worker"),
    path("roster/", roster.roster, name="roster"),
    path("roster/shifts/new/", roster.new_shift, name="new_shift"),
    path(
        "roster/shifts/<uuid:shift_id>/cancel/",
        roster.cancel_shift,
        name="cancel_shift",
    ),
    path("roster/shifts/<uuid:shift_id>/swap/", roster.swap, name="swap"),
    *(
        path(
            f"{_SWAP}/{event.value.replace('_', '-')}/",
            roster.settle_swap,
            {"event": event},
            name=f"{event.value}_swap",
        )
        for event in SwapEvent
    ),
]
