from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from offramp.platform.accounts.actors import acting
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ActorId, ShiftId
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.dispatch import access, actions, queries
from offramp.program.dispatch.forms import ShiftForm, SwapForm
from offramp.program.dispatch.lifecycle import SwapEvent
from offramp.program.dispatch.rules import Place
from offramp.program.sites import queries as sites


@require_safe
def roster(request: HttpRequest) -> HttpResponse:
    """Who is on call, a week at a time."""
    page = queries.roster(request.GET.get("week", ""), acting(request))
    return render(request, "dispatch/roster.html", {"roster": page})


@require_http_methods(["GET", "HEAD", "POST"])
def new_shift(request: HttpRequest) -> HttpResponse:
    """Put a peer on the roster."""
    require(acting(request), Permission.ROSTER_CHANGE)
    form = ShiftForm(request.POST or None)
    if form.is_valid() and _added(request, form):
        messages.success(request, "The shift is on the roster.")
        week = f"{form.cleaned_data['day']:%G-W%V}"
        return redirect(f"{reverse('dispatch:roster')}?week={week}")
    code = 422 if form.errors else 200
    return render(request, "dispatch/new_shift.html", {"form": form}, status=code)


def _added(request: HttpRequest, form: ShiftForm) -> bool:
    given = form.cleaned_data
    who, span = ActorId(UUID(given["staff_id"])), form.span(access.site_zone())
    id, place = ShiftId(given["submission_id"]), Place(given["place"])
    by, weeks = acting(request), given["weeks"]
    days = {holiday.on for holiday in sites.current().holidays}
    out = days if given["without_holidays"] else set()
    try:
        actions.add_shift(
            id, who, place, span, weeks=weeks, without=out, at=now(), by=by
        )
    except Refused as no:
        form.add_error(None, str(no))
        return False
    return True


@require_POST
def cancel_shift(request: HttpRequest, shift_id: ShiftId) -> HttpResponse:
    """Take a shift off the roster."""
    shift = actions.cancel_shift(shift_id, at=now(), by=acting(request))
    messages.success(request, "The shift is off the roster.")
    day = shift.from_at.astimezone(access.site_zone())
    return redirect(f"{reverse('dispatch:roster')}?week={day:%G-W%V}")


@require_http_methods(["GET", "HEAD", "POST"])
def swap(request: HttpRequest, shift_id: ShiftId) -> HttpResponse:
    """Ask a colleague to take a shift of one's own."""
    by = acting(request)
    shift = queries.own_shift(shift_id, by, at=now())
    form = SwapForm(request.POST or None, colleagues=shift.colleagues)
    if form.is_valid() and _asked(request, shift_id, form):
        messages.success(request, "Asked. The shift stays yours until they say yes.")
        return redirect("dispatch:roster")
    code = 422 if form.errors else 200
    page = {"form": form, "shift": shift}
    return render(request, "dispatch/swap.html", page, status=code)


def _asked(request: HttpRequest, shift_id: ShiftId, form: SwapForm) -> bool:
    to, given = form.chosen()
    id = form.cleaned_data["submission_id"] or uuid4()
    try:
        actions.ask_swap(
            UUID(str(id)), shift_id, to, given, at=now(), by=acting(request)
        )
    except Refused as no:
        form.add_error(None, str(no))
        return False
    return True


@require_POST
def settle_swap(request: HttpRequest, swap_id: UUID, event: SwapEvent) -> HttpResponse:
    """Say yes or no to a colleague, or take back what one asked."""
    actions.settle_swap(swap_id, event, at=now(), by=acting(request))
    messages.success(request, _SETTLED[event])
    return redirect("dispatch:roster")


_SETTLED = {
    SwapEvent.ACCEPT: "The shift is yours now.",
    SwapEvent.REFUSE: "You said no. The roster stays as it was.",
    SwapEvent.TAKE_BACK: "Taken back. The shift stays yours.",
}
