"""Why somebody with the right password may still not come in, in a sentence for them."""

from django.conf import settings
from django.utils.timezone import localdate, localtime, now

from offramp.platform.accounts.actors import (
    actor_from,
    duties_of,
    here,
    is_in_force,
    lacks_paper,
    not_here,
)
from offramp.platform.accounts.models import User
from offramp.platform.accounts.rules import is_dormant
from offramp.platform.policy.actor import Actor

NO_PAPER = (
    "The agreement between your agency and the program is not in force today, so nobody "
    "of your agency can sign in. Tell whoever leads the program for your agency."
)
NO_DATE = (
    "Training, vetting or a credential that your role needs is not on file, or its last "
    "day has passed. Ask your program manager."
)
TOO_OLD = (
    "That first password was not used in time and is good no more. Ask whoever gave it "
    "to you for another."
)
DORMANT = (
    "This login has not been used for 90 days and is closed. Ask your program manager "
    "to open it again."
)


def enter(user: User) -> tuple[Actor | None, str]:
    """Who comes in; or nobody, and why."""
    today = localdate()
    held = duties_of(user.id, today)
    running = [duty for duty in held if is_in_force(duty, today)]
    last = localtime(user.last_login or user.stored_at).date()
    actor = actor_from(held, today)
    if settings.SECOND_FACTOR_REQUIRED and is_dormant(last, today):
        return None, DORMANT
    if user.first_password_until and user.first_password_until < now():
        return None, TOO_OLD
    if actor is not None:
        inside = here(actor)
        return inside, "" if inside else not_here(actor)
    if any(lacks_paper(duty) for duty in running):
        return None, NO_PAPER
    return None, NO_DATE if running else not_here(None)
