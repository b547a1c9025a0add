from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from offramp.platform.accounts.actors import acting
from offramp.platform.kernel.ids import CounsellingNoteId, PersonId
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.notes import actions, queries
from offramp.program.notes.forms import AdditionForm, NoteForm
from offramp.program.people import queries as people
from offramp.program.people.forms import attempt


@require_safe
def index(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """The notes that the reader wrote about this person."""
    by = acting(request)
    require(by, Permission.COUNSELLING_READ)
    person = people.header(person_id, by)
    page = {"person": person, "notes": queries.of_person(person_id, by)}
    return render(request, "notes/index.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """Write a note."""
    by = acting(request)
    require(by, Permission.COUNSELLING_WRITE)
    person = people.header(person_id, by)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, lambda: _write(form, person_id, request)):
        messages.success(request, "Saved. Only you can read it here.")
        return redirect("notes:index", person_id)
    page = {"form": form, "person": person}
    status = 422 if form.errors else 200
    return render(request, "notes/new.html", page, status=status)


def _write(form: NoteForm, person_id: PersonId, request: HttpRequest) -> bool:
    id = CounsellingNoteId(form.cleaned_data["submission_id"])
    text = form.cleaned_data["text"]
    actions.write(id, person_id, text, at=now(), by=acting(request))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, note_id: CounsellingNoteId) -> HttpResponse:
    """Add to a note of one's own."""
    note = queries.one(note_id, acting(request))
    form = AdditionForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, lambda: _add(form, note_id, request)):
        messages.success(request, "Added. Only you can read it here.")
        return redirect("notes:index", note.person_id)
    page = {"form": form, "note": note}
    status = 422 if form.errors else 200
    return render(request, "notes/add.html", page, status=status)


def _add(form: AdditionForm, note_id: CounsellingNoteId, request: HttpRequest) -> bool:
    id = CounsellingNoteId(form.cleaned_data["submission_id"])
    text = form.cleaned_data["text"]
    actions.add(id, note_id, text, at=now(), by=acting(request))
    return True
