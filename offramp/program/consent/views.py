from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from offramp.platform.accounts.actors import acting
from offramp.platform.design.uploads import served
from offramp.platform.kernel.ids import ConsentId, PersonId, ReleaseId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.table import Permission
from offramp.program.consent import actions, forms, queries, rules
from offramp.program.people.forms import attempt

ENDED = "Ended. Nothing more is told or shown."
ASKED = "Written down. Tell the person from which day on it is over; it stands below."
asking = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def index(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """What a person agreed to, and what was told."""
    page = queries.person_page(person_id, acting(request))
    return render(request, "consent/index.html", {"agreed": page})


@asking
def new(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """Record a consent, with its text in the person's language."""
    by = acting(request)
    kind = rules.one_kind(request.GET.getlist("kind") or [rules.Kind.LEAD_RELEASE])
    sheet = queries.sheet(person_id, kind, request.GET.get("language", ""), by)
    form = forms.ConsentForm(*_sent(request), sheet=sheet, me=by.id)
    if form.is_valid() and (id := attempt(form, lambda: _record(form, sheet, by))):
        messages.success(request, "Recorded. Give the person a copy.")
        return redirect("consent:detail", id)
    asks = rules.asks(sheet.leaflet.language)
    page = {"form": form, "sheet": sheet, "asks": asks}
    status = 422 if form.errors else 200
    return render(request, "consent/new.html", page, status=status)


def _record(form: forms.ConsentForm, sheet: queries.Sheet, by: Actor) -> ConsentId:
    id = ConsentId(form.cleaned_data["submission_id"])
    language = sheet.leaflet.language
    actions.record(
        id,
        sheet.person_id,
        kind=sheet.kind,
        language=language,
        at=now(),
        by=by,
        **form.terms(),
    )
    return id


@require_safe
def detail(request: HttpRequest, consent_id: ConsentId) -> HttpResponse:
    """One consent as it was signed, and what was told under it."""
    page = queries.consent_page(consent_id, acting(request))
    return render(request, "consent/detail.html", {"sheet": page, **_asks(page)})


@require_safe
def printed(request: HttpRequest, consent_id: ConsentId) -> HttpResponse:
    """The person's own copy."""
    page = queries.consent_page(consent_id, acting(request))
    return render(request, "consent/print.html", {"sheet": page, **_asks(page)})


@require_safe
def paper(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """The text with all that may be ticked, to be printed and signed by hand."""
    kind = rules.one_kind(request.GET.getlist("kind") or [rules.Kind.LEAD_RELEASE])
    language = request.GET.get("language", "")
    sheet = queries.sheet(person_id, kind, language, acting(request))
    said = sheet.leaflet.language
    page = {"sheet": sheet, "asks": rules.asks(said), "lines": rules.lines(said)}
    return render(request, "consent/paper.html", page)


@require_safe
def scan(request: HttpRequest, consent_id: ConsentId) -> HttpResponse:
    """The paper that was signed, to be saved and looked at."""
    found = queries.scan(consent_id, acting(request))
    return served(found.content, found.kind, "Consent")


@require_safe
def copy(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """Everything that the person signed, on paper for them."""
    page, sheets = queries.everything_signed(person_id, acting(request))
    signed = [(sheet, rules.asks(sheet.consent.language)) for sheet in sheets]
    context = {"agreed": page, "signed": signed}
    return render(request, "consent/copy.html", context)


@require_safe
def document(request: HttpRequest, release_id: ReleaseId) -> HttpResponse:
    """What was told, as a page to hand over: for those who have no sign-in here."""
    page = queries.document(release_id, acting(request))
    return render(request, "consent/document.html", {"told": page})


@asking
def sign(request: HttpRequest, consent_id: ConsentId) -> HttpResponse:
    """The signature under a yes that was spoken."""
    by = acting(request)
    page = queries.consent_page(consent_id, by, Permission.CONSENT_RECORD)
    form = forms.SignForm(*_sent(request))
    form.of_paper(page.version, queries.who_may_witness(), by.id)
    if form.is_valid() and _sign(form, consent_id, by):
        messages.success(request, "Signed. Give the person a copy.")
        return redirect("consent:detail", consent_id)
    status = 422 if form.errors else 200
    context = {"sheet": page, "form": form, **_asks(page)}
    return render(request, "consent/sign.html", context, status=status)


def _sign(form: forms.SignForm, consent_id: ConsentId, by: Actor) -> bool:
    signature, paper = form.cleaned_data["signature"], form.paper()
    done = attempt(
        form,
        lambda: actions.sign(consent_id, signature, paper=paper, at=now(), by=by),
    )
    return done is not None


@asking
def give_copy(request: HttpRequest, consent_id: ConsentId) -> HttpResponse:
    """Write down how the person has their copy."""
    by = acting(request)
    page = queries.consent_page(consent_id, by, Permission.CONSENT_RECORD)
    form = forms.CopyForm(*_sent(request))
    if form.is_valid():
        how = form.cleaned_data["how"]
        actions.give_copy(consent_id, how, at=now(), by=by)
        messages.success(request, "Written down.")
        return redirect("consent:detail", consent_id)
    status = 422 if form.errors else 200
    context = {"sheet": page, "form": form}
    return render(request, "consent/give_copy.html", context, status=status)


@asking
def revoke(request: HttpRequest, consent_id: ConsentId) -> HttpResponse:
    """The person takes it back."""
    by = acting(request)
    page = queries.consent_page(consent_id, by, Permission.CONSENT_REVOKE)
    form = forms.EndForm(*_sent(request), event=page.event)
    if form.is_valid():
        came = form.is_free
        ended = actions.revoke(consent_id, event_came=came, at=now(), by=by)
        messages.success(request, ENDED if ended.revoked_at else ASKED)
        return redirect("consent:detail", consent_id)
    status = 422 if form.errors else 200
    context = {"sheet": page, "form": form}
    return render(request, "consent/revoke.html", context, status=status)


def _asks(page: queries.ConsentPage) -> dict[str, rules.Asks | rules.Lines]:
    said = page.consent.language
    return {"asks": rules.asks(said), "lines": rules.lines(said)}


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    """The answers and the files, or none of either."""
    asked = request.method != "POST"
    return (None, None) if asked else (request.POST, request.FILES)
