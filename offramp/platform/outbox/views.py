"""What the carrier of texts and calls tells us: receipts, keys pressed, texts back."""

from collections.abc import Callable
from functools import wraps
from typing import TypeAlias
from uuid import UUID
from xml.sax.saxutils import escape

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.channels.signature import is_the_carriers
from offramp.platform.outbox import actions, queries

View: TypeAlias = Callable[..., HttpResponse]


def _from_the_carrier(view: View) -> View:
    """Only what the carrier has signed."""

    @wraps(view)
    def answer(request: HttpRequest, **made_with: UUID) -> HttpResponse:
        if not is_the_carriers(request):
            return HttpResponse(status=403)
        return view(request, **made_with)

    return login_not_required(csrf_exempt(require_POST(answer)))


@_from_the_carrier
def status(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """What became of a message or a call."""
    told = request.POST.get("MessageStatus") or request.POST.get("CallStatus", "")
    name = request.POST.get("MessageSid") or request.POST.get("CallSid", "")
    known = actions.receive(message_id, told, name, by=SYSTEM)
    return HttpResponse(status=204 if known else 404)


@_from_the_carrier
def keys(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Somebody pressed a key while we called them."""
    called = queries.called(message_id)
    if called is None:
        return HttpResponse(status=404)
    says = _understand(called, request.POST.get("Digits", ""))
    return _said("Say", says)


@_from_the_carrier
def texts(request: HttpRequest) -> HttpResponse:
    """Somebody texted back."""
    writer = queries.writer(request.POST.get("From", ""))
    if writer is None:  # a stranger is told nothing, not even that we heard
        return _said("Message", "")
    return _said("Message", _understand(writer, request.POST.get("Body", "")))


def _understand(who: queries.Heard, words: str) -> str:
    """What the program makes of it, and says back."""
    answer: str = import_string(settings.OFFRAMP_REPLIES)(who.user_id, who.about, words)
    return answer


def _said(how: str, words: str) -> HttpResponse:
    inner = f"<{how}>{escape(words)}</{how}>" if words else ""
    return HttpResponse(f"<Response>{inner}</Response>", content_type="application/xml")
