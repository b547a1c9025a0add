from datetime import datetime

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from offramp.platform.accounts.actors import acting, forget_opened, remember_opened
from offramp.platform.accounts.fresh import fresh
from offramp.platform.kernel.ids import ContactWayId, MergeId, OpeningId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.people import actions, forms, queries
from offramp.program.people.forms import attempt

asking = require_http_methods(["GET", "HEAD", "POST"])


@asking
def search(request: HttpRequest) -> HttpResponse:
    """Look somebody up. What is looked for travels in the body only."""
    by = acting(request)
    require(by, Permission.PERSON_SEARCH)
    form = forms.SearchForm(_sent(request))
    found = None
    if form.is_valid():
        asked = {**form.cleaned_data, "page": form.page(), "by": by}
        found = attempt(form, lambda: queries.find(**asked))
    name = "found" if request.headers.get("HX-Request") else "search"
    page = {"form": form, "found": found}
    return render(request, f"people/{name}.html", page, status=_status(form))


@asking
def new(request: HttpRequest) -> HttpResponse:
    """Write somebody down, after a search. The search page begins it."""
    by = acting(request)
    require(by, Permission.PERSON_CREATE)
    if request.method != "POST":
        return redirect("people:search")
    begins = "begin" in request.POST
    form = forms.begun(request.POST, by) if begins else forms.sent(request.POST, by)
    if not begins and form.is_valid() and (person_id := _write_down(form)):
        return redirect("journey:person", person_id)
    return render(request, "people/new.html", {"form": form}, status=_status(form))


def _write_down(form: forms.NewPersonForm) -> PersonId | None:
    id = PersonId(form.cleaned_data["submission_id"])
    person = attempt(
        form, lambda: actions.create(id, at=now(), by=form.by, **form.names())
    )
    if person and form.cleaned_data["phone"]:
        way = form.first_way(person.id)
        actions.add_way(
            *way, kind="phone", value=form.cleaned_data["phone"], at=now(), by=form.by
        )
    return person.id if person else None


@asking
def edit(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """Correct names and birth date."""
    by = acting(request)
    known = queries.names_of(person_id, by)
    form = forms.ChangeNamesForm(_sent(request), initial=known)
    if form.is_valid() and attempt(form, lambda: _correct(person_id, form, by)):
        return _saved(request, "journey:person", person_id)
    page = {"form": form, "id": person_id, "revision": form.shown(known)}
    return render(request, "people/edit.html", page, status=_status(form))


def _correct(person_id: PersonId, form: forms.ChangeNamesForm, by: Actor) -> bool:
    revision = form.revision()
    actions.change(person_id, **form.names(), revision=revision, at=now(), by=by)
    return True


@require_safe
def ways(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """Every way to reach the person."""
    page = queries.ways_of(person_id, acting(request))
    return render(request, "people/ways.html", {"ways": page})


@asking
def new_way(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """Another way to reach the person."""
    by = acting(request)
    person = queries.header(person_id, by)
    form = forms.WayForm(_sent(request))
    if form.is_valid():
        id = ContactWayId(form.cleaned_data["submission_id"])
        if attempt(
            form, lambda: actions.add_way(id, person_id, **form.way(), at=now(), by=by)
        ):
            return _saved(request, "people:ways", person_id)
    page = {"form": form, "person": person}
    return render(request, "people/new_way.html", page, status=_status(form))


@require_POST
def end_way(request: HttpRequest, way_id: ContactWayId) -> HttpResponse:
    """This no longer reaches the person."""
    way = actions.end_way(way_id, at=now(), by=acting(request))
    return _saved(request, "people:ways", PersonId(way.person_id))


@asking
def describe(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """Who the person says they are."""
    by = acting(request)
    said = queries.description_of(person_id, by)
    form = forms.DescriptionForm(_sent(request), initial=said)
    if form.is_valid():
        id, told = form.cleaned_data["submission_id"], form.description()
        if attempt(
            form, lambda: actions.describe(id, person_id, **told, at=now(), by=by)
        ):
            return _saved(request, "journey:person", person_id)
    page = {"form": form, "person": queries.header(person_id, by)}
    return render(request, "people/describe.html", page, status=_status(form))


@asking
def care(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """Who looks after the person; take them into care, or hand them over."""
    by = acting(request)
    page = queries.care_page(person_id, by)
    form = forms.CareForm(_sent(request), by=by, may_assign=page.may_assign)
    if form.is_valid() and attempt(form, lambda: _take(person_id, form)):
        return _saved(request, "journey:person", person_id)
    shown = {"care": page, "form": form}
    return render(request, "people/care.html", shown, status=_status(form))


def _take(person_id: PersonId, form: forms.CareForm) -> bool:
    duty, reason = form.cleaned_data["duty"], form.cleaned_data["reason"]
    staff_id, by = form.staff_id(), form.by
    actions.take_into_care(person_id, duty, staff_id, reason=reason, at=now(), by=by)
    return True


@require_POST
def end_care(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """The colleague with this duty no longer looks after the person."""
    by = acting(request)
    require(by, Permission.CARE_TAKE)
    form = forms.EndCareForm(request.POST)
    if form.is_valid():
        actions.end_care(person_id, form.cleaned_data["duty"], at=now(), by=by)
    return _saved(request, "people:care", person_id)


@asking
@fresh
def open_record(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """Read a record outside one's care, in an emergency."""
    by = acting(request)
    person = queries.to_open(person_id, by)
    form = forms.OpenForm(_sent(request))
    if form.is_valid() and (
        opened := attempt(form, lambda: _open(person_id, form, by))
    ):
        remember_opened(request, person_id, *opened)
        return redirect("journey:person", person_id)
    page = {"form": form, "person": person}
    return render(request, "people/open.html", page, status=_status(form))


def _open(
    person_id: PersonId, form: forms.OpenForm, by: Actor
) -> tuple[OpeningId, datetime]:
    said = form.cleaned_data
    id, why = OpeningId(said["submission_id"]), said["reason"]
    opening = actions.open_record(
        id, person_id, reason=why, words=said["words"], at=now(), by=by
    )
    return opening.id, opening.holds_until


@require_POST
def close_record(request: HttpRequest, opening_id: OpeningId) -> HttpResponse:
    """Read enough: close the record again."""
    actions.close_record(opening_id, at=now(), by=acting(request))
    forget_opened(request, opening_id)
    messages.success(request, "The record is closed.")
    return redirect("desk:home")


@require_safe
def openings(request: HttpRequest) -> HttpResponse:
    """What waits for review."""
    waiting = queries.to_review(acting(request))
    return render(request, "people/openings.html", {"waiting": waiting})


@asking
def opening(request: HttpRequest, opening_id: OpeningId) -> HttpResponse:
    """Look at why a record was opened, and say what one found."""
    by = acting(request)
    row = queries.opening(opening_id, by)
    form = forms.ReviewForm(_sent(request))
    if form.is_valid():
        said = form.cleaned_data["finding"], form.cleaned_data["words"]
        if attempt(form, lambda: actions.review(opening_id, *said, at=now(), by=by)):
            messages.success(request, "Saved. Thank you for looking.")
            return redirect("people:openings")
    page = {"form": form, "opening": row}
    return render(request, "people/opening.html", page, status=_status(form))


@require_safe
def same(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """Records that may be this person, and those that were joined."""
    page = queries.same_page(person_id, acting(request))
    return render(request, "people/same.html", {"same": page})


@asking
def merge(
    request: HttpRequest, person_id: PersonId, other_id: PersonId
) -> HttpResponse:
    """Join two records, after a look at both."""
    by = acting(request)
    require(by, Permission.PERSON_MERGE)
    cards = [queries.card(id, by) for id in (person_id, other_id)]
    form = forms.MergeForm(_sent(request), cards=cards)
    if form.is_valid():
        keep, other = form.order(person_id, other_id)
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: actions.merge(keep, other, reason, at=now(), by=by)):
            return _saved(request, "people:same", keep)
    page = {"form": form, "cards": cards, "id": person_id}
    return render(request, "people/merge.html", page, status=_status(form))


@require_POST
def unmerge(request: HttpRequest, merge_id: MergeId) -> HttpResponse:
    """They were two people after all."""
    made = actions.unmerge(merge_id, at=now(), by=acting(request))
    return _saved(request, "people:same", PersonId(made.kept_id))


def _saved(request: HttpRequest, name: str, person_id: PersonId) -> HttpResponse:
    messages.success(request, "Saved.")
    return redirect(name, person_id)


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _status(form: BaseForm) -> int:
    return 422 if form.errors else 200
