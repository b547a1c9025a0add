from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from offramp.doors.field.phone import arriving, matching, shells
from offramp.doors.field.phone.kinds import KINDS
from offramp.platform.accounts.actors import acting
from offramp.platform.kernel.ids import CaseId
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.platform.sealed import phone
from offramp.platform.submissions import actions
from offramp.platform.submissions.rules import EntryId


@login_not_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits on this phone. Nothing here says who asks for the page."""
    return HttpResponse(shells.queue_page())


@login_not_required
@require_safe
def form(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty form that stays on the phone. Nothing here says who asks for it."""
    return HttpResponse(shells.form_page(KINDS[kind]))


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the pages and sends what waits; or takes itself away."""
    return HttpResponse(shells.worker(), content_type="text/javascript")


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What makes the pages an app of their own on the phone's first screen."""
    return JsonResponse(shells.manifest(), content_type="application/manifest+json")


@require_safe
def session(request: HttpRequest) -> HttpResponse:
    """Who is signed in on this phone, by id alone, and what sending needs."""
    by = acting(request)
    require(by, Permission.ENTRY_SEND)
    told = {"writer": str(by.id), "csrf": get_token(request), "key": phone.public_key()}
    return JsonResponse(told)


@require_http_methods(["PUT"])
def sealed(request: HttpRequest, entry_id: EntryId) -> HttpResponse:
    """Take an entry that a phone kept, under the id that the phone gave it."""
    clock = request.headers.get("X-Phone-Clock", "")
    answer = arriving.take_in(entry_id, request.body, clock, acting(request))
    return JsonResponse(answer.body, status=answer.status)


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """The entries from one's phone that one has to look at."""
    lines = matching.lines(acting(request))
    return render(request, "field/phone/waiting.html", {"lines": lines})


@require_safe
def entry(request: HttpRequest, kept_id: UUID) -> HttpResponse:
    """One entry: whom is it about, or why does it differ?"""
    shown = matching.page(kept_id, acting(request))
    return render(request, "field/phone/entry.html", {"shown": shown})


@require_http_methods(["POST"])
def match(request: HttpRequest, kept_id: UUID, case_id: CaseId) -> HttpResponse:
    """The entry is about this person."""
    done = matching.say_whom(kept_id, case_id, at=now(), by=acting(request))
    messages.success(request, done.says)
    return redirect(done.url)


@require_http_methods(["POST"])
def settle(request: HttpRequest, kept_id: UUID) -> HttpResponse:
    """The entry was looked at, and nothing is to be done with it."""
    actions.settle(kept_id, at=now(), by=acting(request))
    messages.success(request, "Done. What it said is gone.")
    return redirect("phone:waiting")
