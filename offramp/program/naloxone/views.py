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
from offramp.platform.design.paging import page_number
from offramp.platform.kernel.ids import ActorId, AgencyId, PersonId
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import may, require
from offramp.platform.policy.table import Permission
from offramp.program.naloxone import actions, queries
from offramp.program.naloxone.forms import (
    CorrectForm,
    GiveForm,
    HandOutForm,
    HolderForm,
    MoveForm,
    RecallForm,
    ReceiveForm,
    TakeOutForm,
    expected_order,
)
from offramp.program.naloxone.rules import (
    HolderId,
    HolderKind,
    Kind,
    LotId,
    MovementId,
    RecallId,
    Recipient,
)
from offramp.program.people import queries as people
from offramp.program.people.forms import attempt


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What there is, with whom, and what is to be seen to."""
    page = queries.stock(acting(request), now(), page_number(request))
    return render(request, "naloxone/index.html", {"shown": page})


@require_http_methods(["GET", "HEAD", "POST"])
def hand_out(request: HttpRequest) -> HttpResponse:
    """Out of what one has with oneself, to somebody whom nobody names."""
    by = acting(request)
    require(by, Permission.SUPPLY_MOVE)
    form = HandOutForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, lambda: _hand_out(form, by)):
        messages.success(request, "Written down. Nobody is named.")
        return redirect("naloxone:index")
    return _asked(request, "naloxone/hand_out.html", {"form": form})


def _hand_out(form: HandOutForm, by: Actor) -> bool:
    given, amounts = form.cleaned_data, form.amounts()
    how = {"reason": given["reason"], "at": given["at"] or now(), "by": by}
    to = Recipient(given["recipient"])
    return actions.hand_out(given["submission_id"], amounts, to, **how) > 0


@require_safe
def holder(request: HttpRequest, holder_id: HolderId) -> HttpResponse:
    """What one holder has, and what came and went."""
    page = queries.holder(holder_id, acting(request), now(), page_number(request))
    return render(request, "naloxone/holder.html", {"shown": page})


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, holder_id: HolderId, lot_id: LotId) -> HttpResponse:
    """From here to somebody else."""
    by = acting(request)
    shown = queries.lot_of(holder_id, lot_id, Permission.SUPPLY_MOVE, by, now())
    form = MoveForm(request.POST if request.method == "POST" else None, by=by)
    if form.is_valid() and attempt(form, lambda: _move(form, holder_id, lot_id, by)):
        messages.success(request, "Moved.")
        return redirect("naloxone:holder", holder_id)
    page = {"form": form, "shown": shown, "act": "Move"}
    return _asked(request, "naloxone/lot.html", page)


def _move(form: MoveForm, holder_id: HolderId, lot_id: LotId, by: Actor) -> bool:
    given = form.cleaned_data
    id, to = MovementId(given["submission_id"]), HolderId(UUID(given["to"]))
    how = {"reason": given["reason"], "at": now(), "by": by}
    actions.move(id, lot_id, holder_id, to, given["quantity"], **how)
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def take_out(request: HttpRequest, holder_id: HolderId, lot_id: LotId) -> HttpResponse:
    """Handed out, used, lost, destroyed, set aside."""
    by = acting(request)
    shown = queries.lot_of(holder_id, lot_id, Permission.SUPPLY_MOVE, by, now())
    form = TakeOutForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, lambda: _take(form, holder_id, lot_id, by)):
        messages.success(request, "Written down.")
        return redirect("naloxone:holder", holder_id)
    page = {"form": form, "shown": shown, "act": "Take out"}
    return _asked(request, "naloxone/lot.html", page)


def _take(form: TakeOutForm, holder_id: HolderId, lot_id: LotId, by: Actor) -> bool:
    given = form.given()
    id, kind = MovementId(form.cleaned_data["submission_id"]), Kind(given.pop("kind"))
    actions.take_out(
        id, lot_id, holder_id, given.pop("quantity"), kind, **given, at=now(), by=by
    )
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, holder_id: HolderId, lot_id: LotId) -> HttpResponse:
    """Somebody counted, and the books were wrong."""
    by = acting(request)
    shown = queries.lot_of(holder_id, lot_id, Permission.SUPPLY_KEEP, by, now())
    form = CorrectForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, lambda: _correct(form, holder_id, lot_id, by)):
        messages.success(request, "Corrected.")
        return redirect("naloxone:holder", holder_id)
    page = {"form": form, "shown": shown, "act": "Correct"}
    return _asked(request, "naloxone/lot.html", page)


def _correct(form: CorrectForm, holder_id: HolderId, lot_id: LotId, by: Actor) -> bool:
    id, given = MovementId(form.cleaned_data["submission_id"]), form.given()
    actions.correct(id, lot_id, holder_id, **given, at=now(), by=by)
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    """A delivery came."""
    by = acting(request)
    require(by, Permission.SUPPLY_KEEP)
    begin = {"standing_order": expected_order()}
    sent = request.POST if request.method == "POST" else None
    form = ReceiveForm(sent, by=by, initial=begin)
    if form.is_valid() and attempt(form, lambda: _receive(form, by)):
        messages.success(request, "In stock.")
        return redirect("naloxone:index")
    return _asked(request, "naloxone/receive.html", {"form": form})


def _receive(form: ReceiveForm, by: Actor) -> bool:
    given = form.cleaned_data
    id, holder_id = MovementId(given["submission_id"]), HolderId(UUID(given["holder"]))
    actions.receive(id, form.lot(), holder_id, given["quantity"], at=now(), by=by)
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def new_holder(request: HttpRequest) -> HttpResponse:
    """A place keeps supplies, or somebody carries them, from now on."""
    by = acting(request)
    require(by, Permission.SUPPLY_KEEP)
    form = HolderForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (holder_id := attempt(form, lambda: _open(form, by))):
        return redirect("naloxone:holder", holder_id)
    return _asked(request, "naloxone/new_holder.html", {"form": form})


def _open(form: HolderForm, by: Actor) -> HolderId:
    given, at = form.cleaned_data, now()
    id = HolderId(given["submission_id"])
    if form.is_somebody:
        staff_id = ActorId(UUID(given["staff"]))
        return actions.open_for(id, staff_id, at=at, by=by).id
    kind, agency_id = HolderKind(given["kind"]), AgencyId(UUID(given["agency"]))
    return actions.open_place(id, kind, given["name"], agency_id, at=at, by=by).id


@require_POST
def close(request: HttpRequest, holder_id: HolderId) -> HttpResponse:
    """Nothing is kept there any more."""
    actions.close(holder_id, at=now(), by=acting(request))
    messages.success(request, "Closed. What came and went stays in the books.")
    return redirect("naloxone:index")


@require_safe
def recalls(request: HttpRequest) -> HttpResponse:
    """What was ever called back."""
    by = acting(request)
    page = {"rows": queries.recalls(by), "may_keep": may(by, Permission.SUPPLY_KEEP)}
    return render(request, "naloxone/recalls.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def new_recall(request: HttpRequest) -> HttpResponse:
    """A lot is called back."""
    by = acting(request)
    require(by, Permission.SUPPLY_KEEP)
    form = RecallForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (recall_id := attempt(form, lambda: _recall(form, by))):
        messages.success(request, "Called back. Nobody can hand it out any more.")
        return redirect("naloxone:recalled", recall_id)
    return _asked(request, "naloxone/new_recall.html", {"form": form})


def _recall(form: RecallForm, by: Actor) -> RecallId:
    id = RecallId(form.cleaned_data["submission_id"])
    return actions.recall(id, **form.given(), at=now(), by=by).id


@require_safe
def recalled(request: HttpRequest, recall_id: RecallId) -> HttpResponse:
    """Where a lot lies that was called back, and where it went."""
    page = queries.recalled(recall_id, acting(request))
    return render(request, "naloxone/recalled.html", {"shown": page})


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """A participant gets something, beside a touchpoint or without one."""
    by = acting(request)
    form = GiveForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (given := attempt(form, lambda: _give(form, person_id, by))):
        messages.success(request, _given(given))
        return redirect("naloxone:give", person_id)
    page = {"form": form, "person": people.header(person_id, by)}
    page["shown"] = queries.given_to(person_id, by)
    return _asked(request, "naloxone/give.html", page)


def _give(form: GiveForm, person_id: PersonId, by: Actor) -> actions.Given:
    given = form.cleaned_data
    at, id, amounts = given["at"] or now(), given["submission_id"], form.amounts()
    return actions.give(id, person_id, amounts, given["reason"], at=at, by=by)


def _given(given: actions.Given) -> str:
    if not given.without_stock:
        return "Written down, and taken out of your stock."
    return f"Written down. {given.without_stock} came from no stock in the books."


def _asked(
    request: HttpRequest, template: str, page: dict[str, object]
) -> HttpResponse:
    form = page["form"]
    status = 422 if getattr(form, "errors", None) else 200
    return render(request, template, page, status=status)
