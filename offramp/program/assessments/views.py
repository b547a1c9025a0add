from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from offramp.platform.accounts.actors import acting
from offramp.platform.kernel.ids import AssessmentId, CaseId, FlagId
from offramp.program.assessments import actions, queries
from offramp.program.assessments.actions import Saved
from offramp.program.assessments.forms import (
    AutosaveForm,
    CloseFlagForm,
    SectionForm,
    SkipForm,
)
from offramp.program.assessments.queries import SectionPage

asking = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
def start(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Begin the assessment of a case, or go on with the one under way."""
    assessment = actions.start(case_id, at=now(), by=acting(request))
    return redirect("assessments:overview", assessment.id)


@require_safe
def overview(request: HttpRequest, assessment_id: AssessmentId) -> HttpResponse:
    """The assessment from above: what is answered, what is open, what to do next."""
    found = queries.overview(assessment_id, by=acting(request))
    return render(request, "assessments/overview.html", {"assessment": found})


@require_safe
def review(request: HttpRequest, assessment_id: AssessmentId) -> HttpResponse:
    """Everything that was said, to read over together."""
    found = queries.overview(assessment_id, by=acting(request))
    return render(request, "assessments/review.html", {"assessment": found})


@asking
def section(
    request: HttpRequest, assessment_id: AssessmentId, slug: str
) -> HttpResponse:
    """One section: ask it, keep the answers, go on."""
    found = queries.section(assessment_id, slug, by=acting(request))
    if request.method == "POST":
        return _keep(request, found)
    if found.is_complete:
        return redirect("assessments:review", found.assessment_id)
    return _show(request, found, SectionForm(found))


@require_POST
def answers(
    request: HttpRequest, assessment_id: AssessmentId, slug: str
) -> HttpResponse:
    """Keep what was answered so far, and give back what changes on the page."""
    found = queries.section(assessment_id, slug, by=acting(request))
    form = AutosaveForm(found, request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    saved = _save(request, found, form, finished=False)
    if saved.clashing:
        return HttpResponse(status=409)
    return _pieces(request, found, saved)


@asking
def skip(request: HttpRequest, assessment_id: AssessmentId, slug: str) -> HttpResponse:
    """Leave a section out, with a reason."""
    found = queries.section(assessment_id, slug, by=acting(request))
    form = SkipForm(request.POST or None)
    if form.is_valid():
        why, words = form.cleaned_data["reason"], form.cleaned_data["words"]
        actions.skip(assessment_id, slug, why, words, at=now(), by=acting(request))
        return _next(found)
    page = {"section": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "assessments/skip.html", page, status=status)


@require_safe
def flags(request: HttpRequest) -> HttpResponse:
    """The open flags, what cannot wait first."""
    found = queries.open_flags(by=acting(request))
    return render(request, "assessments/flags.html", {"flags": found})


@asking
def close_flag(request: HttpRequest, flag_id: FlagId) -> HttpResponse:
    """A supervisor says what was done."""
    found = queries.flag(flag_id, by=acting(request))
    form = CloseFlagForm(request.POST or None)
    if form.is_valid():
        done = form.cleaned_data["what_done"]
        actions.close_flag(flag_id, done, at=now(), by=acting(request))
        return redirect("assessments:flags")
    status = 422 if form.errors else 200
    page = {"flag": found, "form": form}
    return render(request, "assessments/close_flag.html", page, status=status)


def _keep(request: HttpRequest, found: SectionPage) -> HttpResponse:
    finished = request.POST.get("go", "on") == "on"
    form = (SectionForm if finished else AutosaveForm)(found, request.POST)
    if not form.is_valid():
        return _show(request, found, form, status=422)
    saved = _save(request, found, form, finished=finished)
    if saved.clashing:
        form.clash(saved.clashing, saved.version)
        return _show(request, found, form, status=409)
    return _go_on(request, found, saved)


def _pieces(request: HttpRequest, found: SectionPage, saved: Saved) -> HttpResponse:
    """The pieces of the page that a save may have changed."""
    fresh = _again(request, found)
    form = SectionForm(fresh)
    parts = form.parts(saved.opened | saved.shut)
    page = {"section": fresh, "form": form, "parts": parts}
    return render(request, "assessments/saved.html", page)


def _again(request: HttpRequest, found: SectionPage) -> SectionPage:
    slug = found.section.slug
    return queries.section(found.assessment_id, slug, by=acting(request))


def _save(
    request: HttpRequest, found: SectionPage, form: SectionForm, *, finished: bool
) -> Saved:
    return actions.answer(
        found.assessment_id,
        found.section.slug,
        form.sent(finished=finished),
        at=now(),
        by=acting(request),
    )


def _show(
    request: HttpRequest, found: SectionPage, form: SectionForm, status: int = 200
) -> HttpResponse:
    page = {"section": found, "form": form, "parts": form.parts()}
    return render(request, "assessments/section.html", page, status=status)


def _go_on(
    request: HttpRequest, found: SectionPage, saved: Saved
) -> HttpResponseRedirect:
    """To where the button led; first back here if there is a danger to see."""
    here = redirect("assessments:section", found.assessment_id, found.section.slug)
    unseen = _again(request, found).unseen(request.POST.getlist("shown"))
    if unseen:
        here["Location"] += f"#care-{unseen[0].spot}"
        return here
    go = request.POST.get("go", "on")
    if go == "on":
        return _next(found) if saved.is_done else here
    return _elsewhere(found, go)


def _elsewhere(found: SectionPage, go: str) -> HttpResponseRedirect:
    id, slug = found.assessment_id, found.section.slug
    if go == "back" and found.previous:
        return redirect("assessments:section", id, found.previous.slug)
    if go == "skip":
        return redirect("assessments:skip", id, slug)
    return redirect("assessments:overview", id)


def _next(found: SectionPage) -> HttpResponseRedirect:
    if found.following is None:
        return redirect("assessments:review", found.assessment_id)
    return redirect("assessments:section", found.assessment_id, found.following.slug)
