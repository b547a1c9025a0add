"""How one is paged: one's own page, the browser that takes push messages, a test."""

import json
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from offramp.platform.accounts.actors import SYSTEM, acting
from offramp.platform.channels import actions as channels
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ActorId
from offramp.platform.outbox import actions as outbox
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.dispatch import actions, queries
from offramp.program.dispatch.forms import ReachForm
from offramp.program.dispatch.rules import TEST

_ORDER = ("first", "second", "third", "fourth")


@require_http_methods(["GET", "HEAD", "POST"])
def paging(request: HttpRequest) -> HttpResponse:
    """In which order one is reached, at which number, and whom one suits."""
    own = queries.own(acting(request))
    form = ReachForm(
        request.POST or None, initial=_chosen(own), offered=own.reach.offered
    )
    if form.is_valid() and _kept(request, form):
        messages.success(request, "Kept. Send yourself a test to see that it works.")
        return redirect("dispatch:paging")
    code = 422 if form.errors else 200
    page = {"form": form, "own": own}
    return render(request, "dispatch/paging.html", page, status=code)


def _chosen(own: queries.Own) -> dict[str, Any]:
    # What this place cannot send by would leave a hole in the list.
    usable = [kind for kind in own.reach.order if kind in own.reach.offered]
    order = dict(zip(_ORDER, usable, strict=False))
    said = {"areas": own.areas, "languages": own.languages, "gender": own.gender}
    return {**order, **said, "phone": own.reach.phone}


def _kept(request: HttpRequest, form: ReachForm) -> bool:
    by, given = acting(request), form.cleaned_data
    try:
        channels.choose(form.order(), given["phone"], at=now(), by=by)
        actions.choose_match(
            given["areas"], given["languages"], given["gender"], at=now(), by=by
        )
    except Refused as no:
        form.add_error(None, str(no))
        return False
    return True


@require_POST
def test(request: HttpRequest) -> HttpResponse:
    """Reach oneself by every way, now."""
    by = acting(request)
    require(by, Permission.CHANNEL_CHOOSE)
    id, at = uuid4(), now()
    link = request.build_absolute_uri("/")
    words = TEST.write(code="", link=link)
    every = outbox.Call(ActorId(by.id), f"test {id}", id, [at, at, at, at])
    outbox.call([every], words, by=SYSTEM)
    messages.success(request, "A test is on its way, by every way you chose.")
    return redirect("dispatch:paging")


@require_POST
def browser(request: HttpRequest) -> HttpResponse:
    """A browser subscribes, unsubscribes, or says that it has shown a message."""
    by, told = acting(request), _told(request)
    require(by, Permission.CHANNEL_CHOOSE)
    endpoint = str(told.get("endpoint", ""))
    match told.get("does"):
        case "subscribe":
            keys, name = told.get("keys"), request.headers.get("User-Agent", "")
            keys = keys if isinstance(keys, dict) else {}
            channels.subscribe(endpoint, keys, _browser(name), at=now(), by=by)
        case "unsubscribe":
            channels.unsubscribe(endpoint, at=now(), by=by)
        case _:
            channels.shown(endpoint, at=now(), by=by)
    return HttpResponse(status=204)


def _told(request: HttpRequest) -> dict[str, Any]:
    try:
        told = json.loads(request.body[:4000])
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _browser(agent: str) -> str:
    known = ("Firefox", "Edg", "Chrome", "Safari")
    device = "iPhone" if "iPhone" in agent else "phone" if "Mobile" in agent else "desk"
    return f"{next((n for n in known if n in agent), 'Browser')} on a {device}"


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that shows push messages. At the top, so that it may look after all."""
    path = finders.find("dispatch/push-worker.js")
    with open(str(path), encoding="utf-8") as file:
        return HttpResponse(file.read(), content_type="text/javascript")
