from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from offramp.platform.accounts.actors import acting
from offramp.platform.kernel.ids import ServiceId
from offramp.platform.policy.table import Permission
from offramp.program.directory import access, actions, queries
from offramp.program.directory.forms import CheckForm, NeedsForm, Search


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find a service."""
    form = Search(request.GET)
    number = request.GET.get("page", "1")
    page = queries.search(form.wanted(), number, by=acting(request))
    return render(request, "directory/search.html", {"form": form, "found": page})


@require_safe
def detail(request: HttpRequest, service_id: ServiceId) -> HttpResponse:
    """One service: what its directory says, and what it told us."""
    service = queries.one(service_id, by=acting(request))
    return render(request, "directory/detail.html", {"service": service})


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, service_id: ServiceId) -> HttpResponse:
    """Write down what the service said when somebody asked."""
    actor = acting(request)
    access.get(service_id, Permission.DIRECTORY_CHECK, by=actor)
    form = CheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        check_id, heard = form.cleaned_data["submission_id"], form.heard()
        actions.check(check_id, service_id, heard, at=now(), by=actor)
        messages.success(request, "Saved. Colleagues see it with today's date.")
        return redirect("directory:detail", service_id)
    service = queries.one(service_id, by=actor)
    return render(request, "directory/check.html", {"form": form, "service": service})


@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, service_id: ServiceId) -> HttpResponse:
    """Settle what the service helps with."""
    actor = acting(request)
    access.get(service_id, Permission.DIRECTORY_CHECK, by=actor)
    service = queries.one(service_id, by=actor)
    ticked = [tag.slug for tag in service.tags]
    form = NeedsForm(
        request.POST or None, initial={"helps_with": ticked, "open_to": ticked}
    )
    if request.method == "POST" and form.is_valid():
        actions.settle_needs(service_id, form.meets(), at=now(), by=actor)
        return redirect("directory:detail", service_id)
    return render(request, "directory/needs.html", {"form": form, "service": service})
