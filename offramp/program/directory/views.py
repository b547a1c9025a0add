from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from offramp.platform.accounts.actors import acting
from offramp.platform.design.paging import page_number
from offramp.platform.kernel.ids import ServiceId
from offramp.platform.policy.table import Permission
from offramp.program.directory import access, actions, queries
from offramp.program.directory.forms import CheckForm, NeedsForm, Search
from offramp.program.directory.rules.page import ServicePage

asking = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find a service."""
    form = Search(request.GET)
    page = queries.search(form.wanted(), page_number(request), by=acting(request))
    return render(request, "directory/search.html", {"form": form, "found": page})


@require_safe
def detail(request: HttpRequest, service_id: ServiceId) -> HttpResponse:
    """One service: what its directory says, and what it told us."""
    service = queries.one(service_id, by=acting(request))
    return render(request, "directory/detail.html", {"service": service})


@asking
def check(request: HttpRequest, service_id: ServiceId) -> HttpResponse:
    """Write down what the service said when somebody asked."""
    actor = acting(request)
    access.get(service_id, Permission.DIRECTORY_CHECK, by=actor)
    form = CheckForm(_posted(request))
    if form.is_valid():
        check_id, heard = form.cleaned_data["submission_id"], form.heard()
        actions.check(check_id, service_id, heard, at=now(), by=actor)
        messages.success(request, "Saved. Colleagues see it with today's date.")
        return redirect("directory:detail", service_id)
    service = queries.one(service_id, by=actor)
    return _ask(request, "directory/check.html", form, service)


@asking
def settle(request: HttpRequest, service_id: ServiceId) -> HttpResponse:
    """Settle what the service helps with."""
    actor = acting(request)
    access.get(service_id, Permission.DIRECTORY_CHECK, by=actor)
    service = queries.one(service_id, by=actor)
    ticked = [tag.slug for tag in service.tags]
    form = NeedsForm(
        _posted(request), initial={"helps_with": ticked, "open_to": ticked}
    )
    if form.is_valid():
        actions.settle_needs(service_id, form.meets(), at=now(), by=actor)
        return redirect("directory:detail", service_id)
    return _ask(request, "directory/needs.html", form, service)


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _ask(
    request: HttpRequest, template: str, form: Form, service: ServicePage
) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, "service": service}, status=status)
