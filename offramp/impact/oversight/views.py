from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from offramp.impact.oversight import actions, queries
from offramp.impact.oversight.forms import FoundForm, Search
from offramp.impact.oversight.lifecycle import Event
from offramp.platform.accounts.actors import acting
from offramp.platform.design.paging import page_number
from offramp.platform.kernel.ids import ItemId


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What stood out, and what was found."""
    by = acting(request)
    told = {
        "lines": queries.queue(page_number(request), by=by),
        "standing": queries.standing(by=by),
        "closed": queries.closed(by=by),
    }
    return render(request, "oversight/queue.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, item_id: ItemId) -> HttpResponse:
    """One thing that stood out: look, ask, say what was found."""
    by = acting(request)
    sheet = queries.item(item_id, by=by)
    form = FoundForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        event, words = Event(form.cleaned_data["event"]), form.cleaned_data["words"]
        actions.settle(item_id, event, words, at=now(), by=by)
        messages.success(request, "Saved, with your name and the time.")
        return redirect("oversight:queue")
    told = {"sheet": sheet, "form": form}
    return render(
        request, "oversight/item.html", told, status=422 if form.is_bound else 200
    )


@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """Who did what, and when."""
    by = acting(request)
    form = Search(request.GET)
    found = queries.record(form.wanted(request.GET.get("before", "")), by=by)
    older = request.GET.copy()
    older["before"] = str(found.older)
    told = {"form": form, "found": found, "older": older.urlencode()}
    return render(request, "oversight/record.html", told)
