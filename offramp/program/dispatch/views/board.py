"""The manager's board, and how quick handoffs were."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.views.decorators.http import require_safe

from offramp.platform.accounts.actors import acting
from offramp.program.dispatch import queries

_DAYS = {"7": 7, "30": 30, "90": 90, "365": 365}


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Who is on, what is open, what was today; the open part keeps itself fresh."""
    by_itself = request.headers.get("X-Requested-With") == "fetch"
    seen = request.headers.get("If-None-Match", "").removeprefix("W/").strip('"')
    found = queries.board(acting(request), etag=seen if by_itself else None)
    if found is None:
        return HttpResponseNotModified()
    name = "_board" if by_itself else "board"
    answer = render(request, f"dispatch/{name}.html", {"board": found})
    answer["ETag"] = f'"{found.etag}"'
    return answer


@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """Answered in, arrived in, missed and why, unserved, officers' minutes."""
    days = _DAYS.get(request.GET.get("days", ""), 30)
    page = {"found": queries.measures(days, acting(request)), "days": days}
    return render(request, "dispatch/measures.html", {**page, "spans": list(_DAYS)})
