from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from offramp.doors.desk import pages
from offramp.platform.accounts.actors import acting
from offramp.platform.design.paging import page_number
from offramp.platform.policy.actor import Actor, Role
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission

# The first page of each role; of two roles, the one with more to do comes first.
_ELSEWHERE = {
    Role.OFFICER: "field:contacts",
    Role.PROSECUTOR: "charges:held",
    Role.POLICE_SUPERVISOR: "partners:contacts",
    Role.WORK_GROUP_MEMBER: "partners:told",
    Role.TREATMENT_PARTNER: "partners:told",
    Role.AUDITOR: "oversight:queue",
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What do I do next?"""
    by = acting(request)
    require(by, Permission.HOME_READ)
    elsewhere = [name for role, name in _ELSEWHERE.items() if by.has(role)]
    if elsewhere:
        return redirect(elsewhere[0])
    if overdue := pages.overdue(by):
        return render(request, "desk/blocked.html", {"waiting": overdue})
    return render(request, _template(by), {"home": pages.home(by, now())})


def _template(by: Actor) -> str:
    for role in pages.ORDER:
        if by.has(role):
            return f"desk/{role}.html"
    return "desk/nothing.html"


@require_safe
def worklist(request: HttpRequest) -> HttpResponse:
    """Everybody in one's care, where they stand and what is next."""
    page = pages.worklist(acting(request), page_number(request))
    return render(request, "desk/worklist.html", {"page_of": page})
