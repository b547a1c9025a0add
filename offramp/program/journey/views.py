from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from offramp.platform.accounts.actors import acting
from offramp.platform.accounts.fresh import fresh
from offramp.platform.design.paging import page_number
from offramp.platform.kernel.ids import (
    AssessmentId,
    CaseId,
    ChargeId,
    ConsentId,
    PersonId,
    RequestId,
)
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.consent import queries as consent
from offramp.program.consent.forms import ConsentForm
from offramp.program.consent.rules import asks, lines
from offramp.program.journey import actions, forms, queries
from offramp.program.people.forms import attempt
from offramp.program.rights import queries as rights
from offramp.program.rights.forms import AnswerForm
from offramp.program.rights.lifecycle import Event

asking = require_http_methods(["GET", "HEAD", "POST"])
TOLD = "Saved. The prosecutor is told, as agreed."
NOT_TOLD = "Saved. Nothing was told to anybody."


@require_safe
def person(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """One person's whole way."""
    page = queries.person_page(person_id, page_number(request), by=acting(request))
    return render(request, "journey/person.html", {"person": page})


@asking
def complete_assessment(
    request: HttpRequest, assessment_id: AssessmentId
) -> HttpResponse:
    """The assessment is done; what was agreed may be told."""
    by = acting(request)
    page = queries.completing(assessment_id, by=by)
    form = forms.Complete(request.POST or None)
    if form.is_valid():
        told = actions.complete_assessment(assessment_id, at=now(), by=by)
        messages.success(request, TOLD if told.count else NOT_TOLD)
        return redirect("journey:person", told.person_id)
    return render(request, "journey/complete.html", {"form": form, "shown": page})


@asking
def answer_request(request: HttpRequest, request_id: RequestId) -> HttpResponse:
    """Grant or decline what a person asked about their record."""
    by = acting(request)
    require(by, Permission.REQUEST_ANSWER)
    row = rights.one(request_id, by)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _answer(request_id, form, by):
        messages.success(request, "Saved. Tell the person, or print it for them.")
        return redirect("rights:request", request_id)
    page = {"form": form, "row": row}
    status = 422 if form.errors else 200
    return render(request, "journey/answer.html", page, status=status)


def _answer(request_id: RequestId, form: AnswerForm, by: Actor) -> bool:
    event, words = Event(form.cleaned_data["event"]), form.cleaned_data["words"]
    attempt(
        form,
        lambda: actions.answer_request(request_id, event, words, at=now(), by=by),
    )
    return not form.errors


@asking
def condition(
    request: HttpRequest, person_id: PersonId, charge_id: ChargeId
) -> HttpResponse:
    """Record a consent that is a condition of a case, with what the case says."""
    by = acting(request)
    sheet = _sheet(request, person_id, charge_id)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ConsentForm(*sent, sheet=sheet, me=by.id)
    if form.is_valid() and (id := _agree(form, sheet, by)):
        messages.success(request, "Recorded. Give the person a copy.")
        return redirect("consent:detail", id)
    page = {"form": form, "sheet": sheet, "asks": asks(sheet.leaflet.language)}
    status = 422 if form.errors else 200
    return render(request, "consent/new.html", page, status=status)


def _sheet(
    request: HttpRequest, person_id: PersonId, charge_id: ChargeId
) -> consent.Sheet:
    by, language = acting(request), request.GET.get("language", "")
    return queries.condition_sheet(person_id, charge_id, language, by=by)


def _agree(form: ConsentForm, sheet: consent.Sheet, by: Actor) -> ConsentId | None:
    if sheet.case is None:
        return None
    id, charge_id = ConsentId(form.cleaned_data["submission_id"]), sheet.case.charge_id
    terms = {**form.terms(), "language": sheet.leaflet.language}
    return attempt(
        form,
        lambda: actions.agree_to_condition(
            id, sheet.person_id, charge_id, terms, at=now(), by=by
        ),
    )


@require_safe
def condition_paper(
    request: HttpRequest, person_id: PersonId, charge_id: ChargeId
) -> HttpResponse:
    """The same on paper, to be signed by hand."""
    sheet = _sheet(request, person_id, charge_id)
    said = sheet.leaflet.language
    page = {"sheet": sheet, "asks": asks(said), "lines": lines(said)}
    return render(request, "consent/paper.html", page)


@fresh
@asking
def telling(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """See exactly what would be told to the prosecutor, and tell it."""
    by = acting(request)
    form = forms.Tell(request.POST or None)
    if form.is_valid():
        done = attempt(form, lambda: actions.tell_completed(case_id, at=now(), by=by))
        if done:
            messages.success(request, TOLD)
            return redirect("journey:person", done.person_id)
    page = queries.telling_page(case_id, by=by)
    status = 409 if form.errors else 200
    context = {"form": form, "shown": page}
    return render(request, "journey/telling.html", context, status=status)


@fresh
@asking
def tell(request: HttpRequest, consent_id: ConsentId) -> HttpResponse:
    """See exactly what would be told under a consent, and tell it."""
    by = acting(request)
    form = forms.TellSeen(request.POST or None)
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        if attempt(form, lambda: actions.tell(consent_id, seen, at=now(), by=by)):
            messages.success(request, "Told, as agreed. Nothing else went.")
            return redirect("consent:detail", consent_id)
    page = queries.offer_page(consent_id, by=by)
    status = 409 if form.errors else 200
    anew = forms.TellSeen(initial={"seen": page.offer.mark})
    context = {"form": anew, "refused": form.non_field_errors(), "shown": page}
    return render(request, "journey/tell.html", context, status=status)


@fresh
@asking
def report(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Sign that the assessment was not completed by its day."""
    by = acting(request)
    require(by, Permission.NOT_COMPLETED_REPORT)
    form = forms.Report(request.POST or None)
    if form.is_valid() and _report(form, case_id, request):
        messages.success(request, TOLD)
        return redirect("journey:telling", case_id)
    page = queries.telling_page(case_id, by=by)
    status = 422 if form.errors else 200
    context = {"form": form, "shown": page}
    return render(request, "journey/report.html", context, status=status)


def _report(form: forms.Report, case_id: CaseId, request: HttpRequest) -> bool:
    name, by = form.cleaned_data["signature_name"], acting(request)
    done = attempt(
        form, lambda: actions.report_not_completed(case_id, name, at=now(), by=by)
    )
    return done is not None
