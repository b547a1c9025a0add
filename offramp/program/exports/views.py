from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from offramp.platform.accounts.actors import acting
from offramp.platform.accounts.fresh import fresh
from offramp.platform.kernel.ids import ExportId, ReleaseId
from offramp.program.exports import actions, queries


@require_safe
@fresh
def index(request: HttpRequest) -> HttpResponse:
    """What a file would hold, and what was asked for."""
    page = queries.page(acting(request), now())
    return render(request, "exports/index.html", {"shown": page})


@require_POST
@fresh
def save(request: HttpRequest) -> HttpResponse:
    """The file of all that one's own body was told."""
    return _sent(actions.save(at=now(), by=acting(request)))


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Ask a colleague to allow a file about many people."""
    actions.ask(at=now(), by=acting(request))
    messages.success(request, "Asked. A colleague who signs in finds it on this page.")
    return redirect("exports:index")


@require_POST
@fresh
def allow(request: HttpRequest, export_id: ExportId) -> HttpResponse:
    """Let a colleague take their file."""
    actions.allow(export_id, at=now(), by=acting(request))
    messages.success(request, "Allowed. Your colleague can save it once, today.")
    return redirect("exports:index")


@require_POST
def refuse(request: HttpRequest, export_id: ExportId) -> HttpResponse:
    """Say no to a colleague's file."""
    actions.refuse(export_id, at=now(), by=acting(request))
    messages.success(request, "Not allowed. Nothing is saved.")
    return redirect("exports:index")


@require_POST
@fresh
def take(request: HttpRequest, export_id: ExportId) -> HttpResponse:
    """The file that a colleague allowed, once."""
    return _sent(actions.take(export_id, at=now(), by=acting(request)))


@require_http_methods(["GET", "HEAD", "POST"])
@fresh
def one(request: HttpRequest, release_id: ReleaseId) -> HttpResponse:
    """One thing that was told: what would be saved, then the file."""
    if request.method == "POST":
        return _sent(actions.save_one(release_id, at=now(), by=acting(request)))
    page = queries.one(release_id, acting(request), now())
    return render(request, "exports/one.html", {"shown": page})


def _sent(file: actions.File) -> HttpResponse:
    answer = HttpResponse(file.content, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return answer
