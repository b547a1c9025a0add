from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.timezone import now
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from offramp.doors.field import pages
from offramp.platform.accounts.actors import acting
from offramp.platform.design.paging import page_number
from offramp.platform.kernel.errors import Refused
from offramp.platform.kernel.ids import ContactId, new_id
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.dispatch import actions as dispatch
from offramp.program.dispatch.rules import dispatch_id_of
from offramp.program.diversions import access, actions
from offramp.program.diversions.forms import ContactForm, IncidentForm, WithdrawForm
from offramp.program.diversions.rules import diversion_id_of
from offramp.program.journey import actions as journey
from offramp.program.sites import queries as sites


@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    """The officer's own contacts, the newest first."""
    shown = pages.mine(acting(request), page_number(request))
    return render(request, "field/contacts.html", {"shown": shown})


@require_http_methods(["GET", "HEAD", "POST"])
def new_contact(request: HttpRequest) -> HttpResponse:
    """A fresh form under an id of its own; sent, it is recorded and handed over."""
    require(acting(request), Permission.CONTACT_RECORD)
    if request.method != "POST":
        return redirect("field:form", new_id())
    asked = ContactForm(request.POST)
    return _hand_over(request, asked) if asked.is_valid() else _ask(request, asked, 422)


def _hand_over(request: HttpRequest, asked: ContactForm) -> HttpResponse:
    contact_id = ContactId(asked.cleaned_data["submission_id"])
    try:
        journey.hand_over(contact_id, asked.contact(), at=now(), by=acting(request))
    except Refused as no:
        asked.add_error(None, str(no))
        return _ask(request, asked, 409)
    return redirect("field:contact", contact_id)


@require_safe
def form(request: HttpRequest, contact_id: ContactId) -> HttpResponse:
    """The empty form. Once it was sent, its address leads to what came of it."""
    if access.is_mine(contact_id, acting(request)):
        return redirect("field:contact", contact_id)
    return _ask(request, ContactForm(initial={"submission_id": contact_id}), 200)


def _ask(request: HttpRequest, asked: ContactForm, status: int) -> HttpResponse:
    samaritan = sites.current().leaflet("good_samaritan")
    context = {"form": asked, "samaritan": samaritan}
    return render(request, "field/contact_form.html", context, status=status)


@require_safe
def contact(request: HttpRequest, contact_id: ContactId) -> HttpResponse:
    """What came of a contact, and what happens next."""
    shown = pages.contact(contact_id, acting(request))
    return render(request, "field/contact.html", {"shown": shown})


@require_safe
def status(request: HttpRequest, contact_id: ContactId) -> HttpResponse:
    """The handoff as it stands, for the page that follows it."""
    following = pages.following(contact_id, acting(request))
    etag = pages.etag(following.handoff)
    response = render(request, "field/status.html", {"following": following})
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, contact_id: ContactId) -> HttpResponse:
    """Take the handover back, with a reason, before the peer is there."""
    access.get_contact(contact_id, Permission.DIVERSION_WITHDRAW, by=acting(request))
    shown = pages.contact(contact_id, acting(request))
    asked = WithdrawForm(request.POST if request.method == "POST" else None)
    if asked.is_valid():
        reason = asked.cleaned_data["reason"]
        journey.take_back(
            diversion_id_of(contact_id), reason, at=now(), by=acting(request)
        )
        messages.success(request, "The handover is taken back. Nobody comes.")
        return redirect("field:contact", contact_id)
    context = {"form": asked, "shown": shown}
    code = 422 if asked.errors else 200
    return render(request, "field/withdraw.html", context, status=code)


@require_safe
def told(request: HttpRequest, contact_id: ContactId) -> HttpResponse:
    """What the person agreed that the officer's agency is told of a handover."""
    shown = pages.told(contact_id, acting(request))
    return render(request, "field/told.html", {"shown": shown})


@require_POST
def release(request: HttpRequest, contact_id: ContactId) -> HttpResponse:
    """The officer is free: the person is with the peer."""
    access.get_contact(contact_id, Permission.CONTACT_RECORD, by=acting(request))
    dispatch_id = dispatch_id_of(diversion_id_of(contact_id))
    dispatch.release(dispatch_id, at=now(), by=acting(request))
    messages.success(request, "You are free to go. Thank you.")
    return redirect("field:contact", contact_id)


@require_POST
def number(request: HttpRequest, contact_id: ContactId) -> HttpResponse:
    """The agency's number, when it came later."""
    by = acting(request)
    access.get_contact(contact_id, Permission.CONTACT_RECORD, by=by)
    asked = IncidentForm(request.POST)
    if asked.is_valid():
        given = asked.cleaned_data["incident_number"]
        actions.add_incident_number(contact_id, given, at=now(), by=by)
        return redirect("field:contact", contact_id)
    shown = pages.contact(contact_id, by, asked)
    return render(request, "field/contact.html", {"shown": shown}, status=422)


@require_safe
def card(
    request: HttpRequest, contact_id: ContactId, language: str = ""
) -> HttpResponse:
    """The resource card, to hand over or to print, in the person's language."""
    access.get_contact(contact_id, Permission.CONTACT_READ, by=acting(request))
    site = sites.current()
    if language and language not in site.languages:
        raise Http404
    context = {
        "contact_id": contact_id,
        "leaflet": site.leaflet("resource_card", language),
        "lines": site.lines,
        "languages": pages.languages(language),
    }
    return render(request, "field/card.html", context)
