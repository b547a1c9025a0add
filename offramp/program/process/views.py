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

from offramp.platform.accounts.actors import acting
from offramp.platform.kernel.ids import DisclosureId, OrderId, PaperId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.program.people.forms import attempt
from offramp.program.process import actions, forms, queries

asking = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Legal papers that wait for an answer."""
    rows = queries.waiting(acting(request))
    return render(request, "process/waiting.html", {"rows": rows})


@asking
def receive(request: HttpRequest) -> HttpResponse:
    """Take in a legal paper, and tell whoever brought it nothing."""
    by = acting(request)
    require(by, Permission.PROCESS_RECEIVE)
    form = forms.ReceiveForm(_sent(request))
    if form.is_valid() and attempt(form, lambda: _receive(form, by)):
        messages.success(request, "Saved. The privacy officer answers it.")
        return redirect("desk:home")
    page = {"form": form}
    return render(request, "process/receive.html", page, status=_status(form))


def _receive(form: forms.ReceiveForm, by: Actor) -> bool:
    id = PaperId(form.cleaned_data["submission_id"])
    actions.receive(id, at=now(), by=by, **form.given())
    return True


@require_safe
def paper(request: HttpRequest, paper_id: PaperId) -> HttpResponse:
    """One legal paper, and the orders that came with it."""
    row = queries.one(paper_id, acting(request))
    return render(request, "process/paper.html", {"row": row})


@asking
def enter_order(request: HttpRequest, paper_id: PaperId) -> HttpResponse:
    """Write down what a court let out."""
    by = acting(request)
    row = queries.one(paper_id, by, Permission.PROCESS_ANSWER)
    form = forms.OrderForm(_sent(request))
    if form.is_valid() and attempt(form, lambda: _enter(paper_id, form, by)):
        return redirect("process:paper", paper_id)
    page = {"form": form, "row": row}
    return render(request, "process/order.html", page, status=_status(form))


def _enter(paper_id: PaperId, form: forms.OrderForm, by: Actor) -> bool:
    id = OrderId(form.cleaned_data["submission_id"])
    actions.enter_order(id, paper_id, form.terms(), at=now(), by=by, **form.said())
    return True


@asking
def refuse(request: HttpRequest, paper_id: PaperId) -> HttpResponse:
    """Nothing goes out."""
    by = acting(request)
    row = queries.one(paper_id, by, Permission.PROCESS_ANSWER)
    form = forms.RefuseForm(_sent(request))
    if form.is_valid():
        words = form.cleaned_data["words"]
        if attempt(form, lambda: actions.refuse(paper_id, words, at=now(), by=by)):
            return redirect("process:paper", paper_id)
    page = {"form": form, "row": row}
    return render(request, "process/refuse.html", page, status=_status(form))


@require_POST
def reopen(request: HttpRequest, paper_id: PaperId) -> HttpResponse:
    """An order came after it was refused."""
    actions.reopen(paper_id, at=now(), by=acting(request))
    return redirect("process:paper", paper_id)


@asking
def release(request: HttpRequest, order_id: OrderId) -> HttpResponse:
    """Give out what the order names, to whom it names."""
    by = acting(request)
    page = queries.releasing(order_id, by)
    form = forms.ReleaseForm(_sent(request), order=page.order)
    if form.is_valid() and (id := attempt(form, lambda: _release(order_id, form, by))):
        messages.success(request, "Saved. It stands in the person's account.")
        return redirect("rights:disclosure", id)
    context = {"form": form, "row": page.paper, "order": page.order}
    return render(request, "process/release.html", context, status=_status(form))


def _release(order_id: OrderId, form: forms.ReleaseForm, by: Actor) -> DisclosureId:
    id = DisclosureId(form.cleaned_data["submission_id"])
    said, recipient = form.said(), form.cleaned_data["recipient"]
    return actions.release(id, order_id, said, recipient, at=now(), by=by)


@require_safe
def matching(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """Papers that may be about this person."""
    person, rows = queries.to_match(person_id, acting(request))
    return render(request, "process/matching.html", {"person": person, "rows": rows})


@require_POST
def match(request: HttpRequest, person_id: PersonId, paper_id: PaperId) -> HttpResponse:
    """This paper is about this person."""
    actions.match(paper_id, person_id, at=now(), by=acting(request))
    messages.success(request, "Saved. The privacy officer goes on from here.")
    return redirect("process:paper", paper_id)


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _status(form: BaseForm) -> int:
    return 422 if form.errors else 200
