from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from offramp.platform.accounts.actors import acting
from offramp.platform.accounts.fresh import fresh
from offramp.platform.design.paging import page_number
from offramp.platform.kernel.ids import ContactId, PersonId
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.gate import may, require
from offramp.platform.policy.table import Permission
from offramp.program.diversions import access as diversions_access
from offramp.program.overdoses import access, actions, queries
from offramp.program.overdoses.forms import (
    ExtractForm,
    LearnForm,
    OverdoseForm,
    SheetForm,
    TellForm,
    VictimForm,
    begun,
)
from offramp.program.overdoses.rules import IncidentId, NoticeId, Said, VictimId
from offramp.program.people import queries as people
from offramp.program.people.forms import attempt
from offramp.program.sites import queries as sites

At = tuple[IncidentId | None, ContactId | None]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The reports that one may read: an officer's own, and no one else's."""
    by = acting(request)
    page = {"rows": queries.reports(by, page_number(request)), **_may(by)}
    return render(request, "overdoses/index.html", page)


def _may(by: Actor) -> dict[str, bool]:
    report, export = Permission.OVERDOSE_REPORT, Permission.OVERDOSE_EXPORT
    return {"may_report": may(by, report), "may_export": may(by, export)}


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Report an overdose: help first, then one screen."""
    by = acting(request)
    require(by, Permission.OVERDOSE_REPORT)
    begin = begun(by.has(Role.OFFICER))
    form = OverdoseForm(
        request.POST if request.method == "POST" else None, initial=begin
    )
    if form.is_valid() and attempt(form, lambda: _report(form, by)):
        messages.success(request, "Reported. Nobody is named in it.")
        return redirect("overdoses:detail", form.cleaned_data["submission_id"])
    page = {"form": form, "call_911": sites.current().supplies.call_911}
    return _asked(request, "overdoses/new.html", page)


def _report(form: OverdoseForm, by: Actor) -> bool:
    id = IncidentId(form.cleaned_data["submission_id"])
    actions.report(id, form.incident(), at=now(), by=by)
    return True


@require_safe
def detail(request: HttpRequest, incident_id: IncidentId) -> HttpResponse:
    """One report, and what to do next."""
    page = queries.detail(incident_id, acting(request))
    return render(request, "overdoses/detail.html", {"shown": page})


@require_http_methods(["GET", "HEAD", "POST"])
def another(request: HttpRequest, incident_id: IncidentId) -> HttpResponse:
    """Somebody else overdosed at the same scene."""
    by = acting(request)
    access.get(incident_id, Permission.OVERDOSE_REPORT, by=by)
    begin = begun(by.has(Role.OFFICER))
    form = VictimForm(request.POST if request.method == "POST" else None, initial=begin)
    if form.is_valid() and attempt(form, lambda: _add(form, incident_id, by)):
        return redirect("overdoses:detail", incident_id)
    page = {"form": form, "incident_id": incident_id}
    return _asked(request, "overdoses/another.html", page)


def _add(form: VictimForm, incident_id: IncidentId, by: Actor) -> bool:
    id = VictimId(form.cleaned_data["submission_id"])
    actions.add(incident_id, id, form.victim(), at=now(), by=by)
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def learn(request: HttpRequest, victim_id: VictimId) -> HttpResponse:
    """What nobody knew at the scene is known now."""
    by = acting(request)
    incident_id = access.incident_of(victim_id, Permission.OVERDOSE_REPORT, by=by)
    form = LearnForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, lambda: _learn(form, victim_id, by)):
        return redirect("overdoses:detail", incident_id)
    page = {"form": form, "incident_id": incident_id}
    return _asked(request, "overdoses/learn.html", page)


def _learn(form: LearnForm, victim_id: VictimId, by: Actor) -> bool:
    said = Said(form.cleaned_data["survived"])
    actions.learn(victim_id, said, at=now(), by=by)
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, incident_id: IncidentId) -> HttpResponse:
    """The sheet of the overdose law, to show or print, and that it was handed over."""
    by = acting(request)
    access.get(incident_id, Permission.NOTICE_GIVE, by=by)
    back = redirect("overdoses:detail", incident_id)
    return _sheet(request, by, back, (incident_id, None))


@require_http_methods(["GET", "HEAD", "POST"])
def contact_sheet(request: HttpRequest, contact_id: ContactId) -> HttpResponse:
    """The same at an officer's own contact."""
    by = acting(request)
    diversions_access.get_contact(contact_id, Permission.CONTACT_RECORD, by=by)
    back = redirect("field:contact", contact_id)
    return _sheet(request, by, back, (None, contact_id))


def _sheet(request: HttpRequest, by: Actor, back: HttpResponse, at: At) -> HttpResponse:
    shown = queries.sheet(request.GET.get("in", ""))
    form = SheetForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        id = NoticeId(form.cleaned_data["submission_id"])
        actions.give_sheet(id, *at, shown.language, at=now(), by=by)
        messages.success(request, "Written down: the sheet was handed over.")
        return back
    page = {"form": form, "shown": shown, "back": back.headers["Location"]}
    return render(request, "overdoses/sheet.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@fresh
def odmap(request: HttpRequest) -> HttpResponse:
    """What goes to ODMAP, and the same as a file."""
    by = acting(request)
    shown = queries.odmap_page(by, now())
    form = ExtractForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (file := attempt(form, lambda: _file(form, by))):
        answer = HttpResponse(file.content, content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{file.name}"'
        return answer
    return _asked(request, "overdoses/odmap.html", {"form": form, "shown": shown})


def _file(form: ExtractForm, by: Actor) -> actions.File:
    return actions.export(**form.given(), at=now(), by=by)


@require_POST
@fresh
def send(request: HttpRequest) -> HttpResponse:
    """Have sent what ODMAP does not know yet."""
    count = actions.send_all(at=now(), by=acting(request))
    messages.success(request, f"{count} will be sent, each once.")
    return redirect("overdoses:odmap")


@require_http_methods(["GET", "HEAD", "POST"])
def of_person(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """Overdoses that a person asks to have in their record."""
    by = acting(request)
    shown = queries.of_person(person_id, by)
    sent = request.POST if request.method == "POST" else None
    form = TellForm(sent, recent=queries.recent(by))
    if form.is_valid() and attempt(form, lambda: _link(form, person_id, by)):
        messages.success(
            request, "It stands in their record, because they asked for it."
        )
        return redirect("overdoses:of_person", person_id)
    page = {"form": form, "shown": shown, "person": people.header(person_id, by)}
    return _asked(request, "overdoses/of_person.html", page)


def _link(form: TellForm, person_id: PersonId, by: Actor) -> bool:
    victim_id = VictimId(UUID(form.cleaned_data["victim"]))
    actions.link(victim_id, person_id, at=now(), by=by)
    return True


@require_POST
def unlink(
    request: HttpRequest, person_id: PersonId, victim_id: VictimId
) -> HttpResponse:
    """They no longer want it in their record."""
    actions.unlink(victim_id, person_id, at=now(), by=acting(request))
    messages.success(request, "It no longer stands in their record.")
    return redirect("overdoses:of_person", person_id)


def _asked(
    request: HttpRequest, template: str, page: dict[str, object]
) -> HttpResponse:
    status = 422 if getattr(page["form"], "errors", None) else 200
    return render(request, template, page, status=status)
