from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from offramp.platform.accounts.actors import acting
from offramp.platform.design.paging import page_number
from offramp.platform.kernel.ids import CaseId, ReferralId, ServiceId
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.directory import queries as directory
from offramp.program.directory.forms import Search
from offramp.program.referrals import actions, forms, queries
from offramp.program.referrals.lifecycle import Event
from offramp.program.referrals.rules import ACTS

asking = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def choose(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Look for a service that fits the participant of this case."""
    actor, form = acting(request), Search(request.GET)
    sender = queries.sender(case_id, by=actor)
    found = directory.search(form.wanted(), page_number(request), by=actor)
    context = {"form": form, "found": found, "sender": sender}
    return render(request, "referrals/choose.html", context)


@asking
def send(request: HttpRequest, case_id: CaseId, service_id: ServiceId) -> HttpResponse:
    """Send the participant to this service."""
    actor = acting(request)
    context = {
        "sender": queries.sender(case_id, by=actor),
        "service": directory.one(service_id, by=actor),
    }
    form = forms.SendForm(_posted(request), initial=request.GET.dict())
    if form.is_valid():
        id, how = ReferralId(form.cleaned_data["submission_id"]), form.sending()
        actions.send(id, case_id, service_id, how, at=now(), by=actor)
        return redirect("referrals:detail", id)
    return _ask(request, "referrals/send.html", {"form": form, **context})


@asking
def unmet(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Note a need that no service meets."""
    actor, form = acting(request), forms.UnmetForm(_posted(request))
    sender = queries.sender(case_id, by=actor)
    if form.is_valid():
        id = form.cleaned_data["submission_id"]
        actions.note_unmet(id, case_id, *form.said(), at=now(), by=actor)
        messages.success(request, "Noted. Needs that nobody meets are counted.")
        return redirect("journey:person", sender.person_id)
    return _ask(request, "referrals/unmet.html", {"form": form, "sender": sender})


@require_safe
def open_list(request: HttpRequest) -> HttpResponse:
    """Referrals that somebody still waits on."""
    page = queries.open_for(page_number(request), by=acting(request))
    return render(request, "referrals/list.html", {"found": page})


@require_safe
def detail(request: HttpRequest, referral_id: ReferralId) -> HttpResponse:
    """One referral: what is known, and what can be done now."""
    referral = queries.one(referral_id, by=acting(request))
    return render(request, "referrals/detail.html", {"referral": referral})


@require_safe
def letter(request: HttpRequest, referral_id: ReferralId) -> HttpResponse:
    """The letter that the participant carries."""
    found = queries.letter(referral_id, by=acting(request))
    return render(request, "referrals/letter.html", {"letter": found})


@require_POST
def accept(request: HttpRequest, referral_id: ReferralId) -> HttpResponse:
    """The service takes the participant."""
    return _learn(request, referral_id, Event.ACCEPT, actions.accept)


@asking
def wait(request: HttpRequest, referral_id: ReferralId) -> HttpResponse:
    """The service has a waiting list."""
    return _learn(request, referral_id, Event.WAIT, actions.wait)


@asking
def appoint(request: HttpRequest, referral_id: ReferralId) -> HttpResponse:
    """The service gave an appointment."""
    return _learn(request, referral_id, Event.APPOINT, actions.appoint)


@asking
def connect(request: HttpRequest, referral_id: ReferralId) -> HttpResponse:
    """The participant arrived."""
    return _learn(request, referral_id, Event.CONNECT, actions.connect)


@asking
def not_connect(request: HttpRequest, referral_id: ReferralId) -> HttpResponse:
    """The participant did not arrive."""
    return _learn(request, referral_id, Event.NOT_CONNECT, actions.not_connect)


@asking
def decline(request: HttpRequest, referral_id: ReferralId) -> HttpResponse:
    """The service said no."""
    return _learn(request, referral_id, Event.DECLINE, actions.decline)


@require_POST
def withdraw(request: HttpRequest, referral_id: ReferralId) -> HttpResponse:
    """The participant changed their mind."""
    return _learn(request, referral_id, Event.WITHDRAW, actions.withdraw)


@require_POST
def reopen(request: HttpRequest, referral_id: ReferralId) -> HttpResponse:
    """Its end was a slip."""
    return _learn(request, referral_id, Event.REOPEN, actions.reopen)


def _learn(
    request: HttpRequest, id: ReferralId, event: Event, act: Callable[..., Any]
) -> HttpResponse:
    actor = acting(request)
    require(actor, Permission.REFERRAL_UPDATE)
    form = forms.FORMS.get(event, forms.Learn)(_posted(request))
    if form.is_valid():
        act(id, form.step_id(), **form.learned(), at=form.learned_at(), by=actor)
        return redirect("referrals:detail", id)
    context = {"form": form, "referral": queries.one(id, by=actor), "act": ACTS[event]}
    return _ask(request, "referrals/learn.html", context)


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _ask(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    status = 422 if context["form"].errors else 200
    return render(request, template, context, status=status)
