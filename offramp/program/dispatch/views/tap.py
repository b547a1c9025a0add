"""One tap without a sign-in. The link shows a code and buttons, and nothing of a person.

Opening the link does nothing: a mail program or a phone may open it to look ahead.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from offramp.platform.kernel.errors import Refused
from offramp.program.dispatch import actions, queries
from offramp.program.dispatch.forms import AnswerForm


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def tap(request: HttpRequest, token: str) -> HttpResponse:
    """How the page stands, and what to tap."""
    asked = queries.tapped(token, at=now())
    if asked is None:
        return render(request, "dispatch/tap.html", {"asked": None}, status=404)
    if request.method != "POST":
        return render(request, "dispatch/tap.html", {"asked": asked})
    try:
        _take(request, asked)
    except (Refused, Http404) as no:
        page = {"asked": asked, "no": str(no)}
        return render(request, "dispatch/tap.html", page, status=409)
    return redirect("dispatch:tap", token)


def _take(request: HttpRequest, asked: queries.Asked) -> None:
    if asked.is_check:
        actions.check_in(asked.dispatch_id, way="link", at=now(), by=asked.by)
    elif "cannot" in request.POST:
        actions.cannot(asked.dispatch_id, at=now(), by=asked.by)
    else:
        form = AnswerForm(request.POST)
        minutes = form.cleaned_data["minutes"] if form.is_valid() else 0
        actions.answer(asked.dispatch_id, minutes, way="link", at=now(), by=asked.by)
