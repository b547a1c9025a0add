from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from offramp.doors.participant import forms, pages
from offramp.doors.participant import record as whole
from offramp.platform.accounts import fresh, handed
from offramp.platform.accounts.actors import acting
from offramp.platform.kernel.ids import ConsentId, PersonId, RequestId
from offramp.program.consent import actions as consent
from offramp.program.people.forms import attempt
from offramp.program.rights import actions as rights

asking = require_http_methods(["GET", "HEAD", "POST"])


@asking
def show(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """For the colleague: hand the screen to the person, or print it for them."""
    by = acting(request)
    page = pages.own(person_id, "en", by=by)
    form = forms.ShowForm(request.POST or None)
    if form.is_valid():
        rights.hand_over(person_id, at=now(), by=by)
        return _hand_over(request, person_id, form.cleaned_data["language"])
    sheets = {"printing": pages.printing(page), "all": pages.printing_all(page)}
    context = {"own": page, "form": form, **sheets}
    status = 422 if form.errors else 200
    return render(request, "participant/show.html", context, status=status)


def _hand_over(
    request: HttpRequest, person_id: PersonId, language: str
) -> HttpResponse:
    list(messages.get_messages(request))  # none of the colleague's goes along
    first = reverse("participant:start", args=[person_id, language])
    handed.hand_over(request, first.removesuffix(f"{language}/"), first)
    return redirect(first)


@require_safe
def paper(
    request: HttpRequest, person_id: PersonId, language: str, year: int
) -> HttpResponse:
    """Everything, to print: what was agreed to, told, asked, and opened in a year."""
    page = pages.own(person_id, language, by=acting(request))
    return _page(request, "paper", page, sheet=pages.paper(page, year), year=year)


@require_safe
def record(request: HttpRequest, person_id: PersonId, language: str) -> HttpResponse:
    """All that we hold of them, to print: what was said in care too."""
    page = whole.own(person_id, language, by=acting(request))
    return _page(request, "record", page, parts=whole.parts(page))


def in_their_hands(
    view: Callable[..., HttpResponse],
) -> Callable[..., HttpResponse]:
    """A page that is answered only after the screen was handed to the person."""

    @wraps(view)
    def answer(
        request: HttpRequest, person_id: PersonId, language: str, **ids: Any
    ) -> HttpResponse:
        page = pages.own(person_id, language, by=acting(request))
        if not handed.is_handed_over(request):
            return redirect("participant:show", person_id)
        return view(request, page, **ids)

    return answer


@require_safe
@in_their_hands
def start(request: HttpRequest, page: pages.Own) -> HttpResponse:
    """What there is to see and to ask."""
    return _page(request, "start", page)


@require_safe
@in_their_hands
def agreed(request: HttpRequest, page: pages.Own) -> HttpResponse:
    """What I said yes to."""
    return _page(request, "agreed", page, cards=pages.agreed(page))


@asking
@in_their_hands
def end(request: HttpRequest, page: pages.Own, consent_id: ConsentId) -> HttpResponse:
    """I end this yes."""
    card = pages.one_yes(page, consent_id)
    if request.method == "POST":
        ended = consent.revoke(consent_id, at=now(), by=acting(request))
        done = "end_done" if ended.revoked_at else "end_asked"
        return _said(request, page, done, "agreed")
    return _page(request, "end", page, card=card)


@require_safe
@in_their_hands
def told(request: HttpRequest, page: pages.Own) -> HttpResponse:
    """Who was told about me."""
    return _page(request, "told", page, cards=pages.told(page))


@require_safe
@in_their_hands
def opened(request: HttpRequest, page: pages.Own, year: int) -> HttpResponse:
    """Who opened my record."""
    cards, emergencies = pages.opened(page, year), pages.emergencies(page)
    years = pages.years(page, year)
    return _page(
        request, "opened", page, cards=cards, emergencies=emergencies, years=years
    )


@asking
@in_their_hands
def ask(request: HttpRequest, page: pages.Own) -> HttpResponse:
    """I ask for a change, and see what was answered."""
    sent = request.POST if request.method == "POST" else None
    form = forms.AskForm(sent, say=page.say)
    if form.is_valid() and attempt(form, lambda: _ask(page, form)):
        return _said(request, page, "ask_done", "ask")
    status = 422 if form.errors else 200
    return _page(
        request, "ask", page, status=status, form=form, cards=pages.asked(page)
    )


def _ask(page: pages.Own, form: forms.AskForm) -> bool:
    id = RequestId(form.cleaned_data["submission_id"])
    by = page.found.by
    rights.ask(id, page.person_id, at=now(), by=by, **form.asked())
    return True


@require_POST
@in_their_hands
def take_back(
    request: HttpRequest, page: pages.Own, request_id: RequestId
) -> HttpResponse:
    """I no longer ask for this."""
    if not pages.is_theirs(page, request_id):
        raise Http404
    rights.take_back(request_id, at=now(), by=acting(request))
    return _said(request, page, "taken_back", "ask")


@sensitive_post_parameters("password", "code")
@asking
@in_their_hands
def done(request: HttpRequest, page: pages.Own) -> HttpResponse:
    """The tablet goes back; only who the colleague is leads on from here."""
    form = fresh.proof(request)
    if form.is_valid():
        handed.take_back(request)
        rights.hand_back(page.person_id, at=now(), by=page.found.by)
        return redirect("journey:person", page.person_id)
    if form.is_bound:
        handed.try_failed(request)
    if not request.user.is_authenticated:
        return redirect("accounts:sign_in")
    status = 422 if form.is_bound else 200
    return _page(request, "done", page, status=status, **fresh.asking(request, form))


def _said(request: HttpRequest, page: pages.Own, what: str, where: str) -> HttpResponse:
    messages.success(request, page.say[what])
    return redirect(f"participant:{where}", page.person_id, page.language)


def _page(
    request: HttpRequest, name: str, page: pages.Own, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"own": page, "say": page.say, **more}
    return render(request, f"participant/{name}.html", context, status=status)
