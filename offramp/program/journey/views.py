from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from offramp.platform.accounts.actors import acting
from offramp.platform.kernel.ids import PersonId
from offramp.program.people import queries as people


@require_safe
def person(request: HttpRequest, person_id: PersonId) -> HttpResponse:
    """One person's whole way."""
    card = people.card(person_id, acting(request))
    return render(request, "journey/person.html", {"card": card})
