from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from offramp.platform.accounts.actors import acting
from offramp.platform.design.paging import page_number
from offramp.platform.kernel.ids import DispatchId
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.dispatch import actions, queries
from offramp.program.dispatch.forms import AnswerForm, FollowUpForm
from offramp.program.dispatch.lifecycle import Found


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


@require_POST
def check_in(request: HttpRequest, dispatch_id: DispatchId) -> HttpResponse:
    """The peer says that all is well."""
    actions.check_in(dispatch_id, at=now(), by=acting(request))
    messages.success(request, "Noted. Nobody worries about you for now.")
    return redirect("dispatch:detail", dispatch_id)


@require_POST
def done(request: HttpRequest, dispatch_id: DispatchId) -> HttpResponse:
    """The peer is done and safe."""
    actions.done(dispatch_id, at=now(), by=acting(request))
    messages.success(request, "Noted: you are done. Nobody waits for a word of you.")
    return redirect("dispatch:detail", dispatch_id)


@require_POST
def see_to(request: HttpRequest, dispatch_id: DispatchId) -> HttpResponse:
    """A lead sees to a peer who has not been heard of."""
    actions.see_to(dispatch_id, at=now(), by=acting(request))
    messages.success(request, "Noted: you see to it. Nobody else is called.")
    return redirect("dispatch:detail", dispatch_id)


@require_POST
def follow_up(request: HttpRequest, dispatch_id: DispatchId) -> HttpResponse:
    """Somebody was looked for after a night on which nobody could come."""
    require(acting(request), Permission.FOLLOW_UP_RECORD)
    form = FollowUpForm(request.POST)
    if form.is_valid():
        found = Found(form.cleaned_data["found"])
        actions.follow_up(dispatch_id, found, at=now(), by=acting(request))
        messages.success(request, "Noted.")
    else:
        messages.error(request, "Choose what came of it.")
    return redirect("dispatch:detail", dispatch_id)
