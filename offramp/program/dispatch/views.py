from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from offramp.platform.accounts.actors import acting
from offramp.platform.design.paging import page_number
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ActorId, DispatchId, ShiftId
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.dispatch import access, actions, queries
from offramp.program.dispatch.forms import AnswerForm, ShiftForm
from offramp.program.dispatch.rules import Place


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """What waits for me, large; beneath it what has been."""
    by = acting(request)
    context = {
        "open": queries.open_for(by),
        "history": queries.history(by, number=page_number(request)),
    }
    return render(request, "dispatch/pages.html", context)


@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """The open pages again, when something has changed."""
    found = queries.open_for(acting(request), etag=_seen(request))
    if found is None:
        return HttpResponseNotModified()
    answer = render(request, "dispatch/_open.html", {"open": found})
    answer["ETag"] = f'"{found.etag}"'
    return answer


def _seen(request: HttpRequest) -> str:
    return request.headers.get("If-None-Match", "").removeprefix("W/").strip('"')


@require_safe
def detail(request: HttpRequest, dispatch_id: DispatchId) -> HttpResponse:
    """Where to go, whom to meet, and what to tap."""
    page = queries.detail(dispatch_id, acting(request))
    return render(request, "dispatch/detail.html", {"dispatch": page})


@require_safe
def progress(request: HttpRequest, dispatch_id: DispatchId) -> HttpResponse:
    """How one dispatch stands, again, when something has changed."""
    found = queries.one(dispatch_id, acting(request), etag=_seen(request))
    if found is None:
        return HttpResponseNotModified()
    answer = render(request, "dispatch/_card.html", {"open": found})
    answer["ETag"] = f'"{found.standing.etag}"'
    return answer


@require_POST
def answer(request: HttpRequest, dispatch_id: DispatchId) -> HttpResponse:
    """A peer comes, in so many minutes."""
    form = AnswerForm(request.POST)
    minutes = form.cleaned_data["minutes"] if form.is_valid() else 0
    actions.answer(dispatch_id, minutes, at=now(), by=acting(request))
    return redirect("dispatch:detail", dispatch_id)


@require_POST
def cannot(request: HttpRequest, dispatch_id: DispatchId) -> HttpResponse:
    """A peer cannot come."""
    actions.cannot(dispatch_id, at=now(), by=acting(request))
    messages.success(request, "Noted. The next peer is paged.")
    return redirect("dispatch:pages")


@require_POST
def travel(request: HttpRequest, dispatch_id: DispatchId) -> HttpResponse:
    """The peer has set out."""
    actions.travel(dispatch_id, at=now(), by=acting(request))
    return redirect("dispatch:detail", dispatch_id)


@require_POST
def arrive(request: HttpRequest, dispatch_id: DispatchId) -> HttpResponse:
    """The peer is there."""
    actions.arrive(dispatch_id, at=now(), by=acting(request))
    return redirect("dispatch:detail", dispatch_id)


@require_POST
def release(request: HttpRequest, dispatch_id: DispatchId) -> HttpResponse:
    """The officer has left."""
    actions.release(dispatch_id, at=now(), by=acting(request))
    return redirect("dispatch:detail", dispatch_id)


@require_POST
def escalate(request: HttpRequest, dispatch_id: DispatchId) -> HttpResponse:
    """A supervisor does not wait for the clock."""
    actions.escalate(dispatch_id, at=now(), by=acting(request))
    return redirect("dispatch:detail", dispatch_id)


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
    try:
        actions.add_shift(id, who, place, span, weeks=weeks, at=now(), by=by)
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
