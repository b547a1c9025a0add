from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from offramp.doors.partners import pages
from offramp.platform.accounts.actors import acting
from offramp.platform.design.paging import page_number
from offramp.platform.kernel.ids import ContactId, ReleaseId


@require_safe
def told(request: HttpRequest) -> HttpResponse:
    """All that one's own body was told and may read now, the newest first."""
    shown = pages.told(acting(request), page_number(request))
    return render(request, "partners/told.html", {"shown": shown})


@require_safe
def release(request: HttpRequest, told_id: ReleaseId) -> HttpResponse:
    """One thing that was told, as a page to print, with its notice."""
    page = pages.release(told_id, acting(request))
    return render(request, "partners/release.html", {"told": page})


@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    """The contacts of one's own agency, by date, as its officers typed them."""
    rows = pages.contacts(acting(request), page_number(request))
    return render(request, "partners/contacts.html", {"rows": rows})


@require_safe
def contact(request: HttpRequest, contact_id: ContactId) -> HttpResponse:
    """One contact of one's own agency, as its officer typed it."""
    shown = pages.contact(contact_id, acting(request))
    return render(request, "partners/contact.html", {"contact": shown})
