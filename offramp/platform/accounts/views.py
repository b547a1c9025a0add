from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from offramp.platform.accounts import actions, kept
from offramp.platform.accounts.actors import acting, actor_for, here, not_here
from offramp.platform.accounts.forms import SignIn
from offramp.platform.policy.actor import Actor


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in, and go on where one was."""
    form = SignIn(request.POST or None)
    user = form.user if form.is_valid() else None
    found = actor_for(user.id) if user else None
    actor = here(found)
    if user and not actor:
        form.add_error(None, not_here(found))
    if user is None or actor is None:
        return _ask(request, form)
    login(request, user)
    return _begin(request, actor)


def _begin(request: HttpRequest, actor: Actor) -> HttpResponse:
    mine = kept.belongs_to(request, actor.id)
    request.session["began_at"] = request.session["seen_at"] = now().isoformat()
    actions.begin_session(actor.id, at=now(), by=actor)
    response = _go_on(request, kept.read(request) if mine else None)
    kept.remember(response, actor.id)
    return response


def _ask(request: HttpRequest, form: SignIn) -> HttpResponse:
    carried = kept.read(request) if request.method == "POST" else None
    page = {
        "form": form,
        "next": request.POST.get("next", request.GET.get("next", "")),
        "kept": [(kept.PREFIX + n, v) for n, v in carried.fields] if carried else [],
        "kept_path": carried.path if carried else "",
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/sign_in.html", page, status=status)


def _go_on(request: HttpRequest, waiting: kept.Kept | None) -> HttpResponse:
    if waiting is not None:
        return render(request, "accounts/kept.html", {"waiting": waiting})
    path = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(path, {request.get_host()})
    return redirect(path if safe else "desk:home")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session on this device."""
    actor = acting(request)
    actions.end_session(actor.id, at=now(), by=actor)
    logout(request)
    return redirect("accounts:sign_in")
