"""Answers that belong to the server itself."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from offramp.platform.kernel.errors import Refused
from offramp.program.sites import queries as sites
from offramp.program.sites.rules import Mistakes

UNREADABLE = (
    "The stored site has been loaded by another version of Offramp and cannot be read "
    "by this one. Run: offramp load-program, with the folder of your site."
)


@login_not_required
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """204 when something sent now would be taken in; pages ask before they send."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse(status=503)
    return HttpResponse(status=204)


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when ready; 503 and what is wrong when not."""
    problems = _problems()
    state = "ready" if not problems else "not ready"
    return JsonResponse(
        {"state": state, "problems": problems}, status=503 if problems else 200
    )


def _problems() -> list[str]:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return ["The database does not answer."]
    if waiting:
        return [f"{len(waiting)} database changes are waiting: run offramp serve."]
    return _of_the_site()


def _of_the_site() -> list[str]:
    try:
        sites.current()
    except Refused as no:
        return [str(no)]
    except Mistakes:
        return [UNREADABLE]
    return []


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old, or came from elsewhere."""
    message = (
        "This form could not be checked, so nothing was saved. Go back, reload the "
        "page and send it again."
    )
    return render(request, "409.html", {"message": message}, status=403)
