"""A new person is recorded only after somebody looked whether they are known.

And nobody looks through everybody: an hour has a number of searches. What was shown is
on record one by one in any case.
"""

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner

from offramp.platform.accounts import hourly
from offramp.platform.kernel.errors import Refused
from offramp.platform.policy.actor import Actor

_SEARCHED_FOR_SECONDS = 30 * 60


def count_search(by: Actor) -> None:
    """One more search of this actor; refused when the hour has had enough of them."""
    most = settings.SEARCHES_AN_HOUR
    if hourly.count("searches", by=by) > most:
        raise Refused(
            f"You have searched {most} times within the hour, which is the most. "
            "Wait until it is over, or ask a colleague to look. What you typed is here."
        )


def searched(by: Actor) -> str:
    """A token that says: this actor has looked for the person first."""
    return _signer().sign(str(by.id))


def has_searched(token: str, by: Actor) -> bool:
    """Whether the token was given to this actor in the last half hour."""
    try:
        said = _signer().unsign(token, max_age=_SEARCHED_FOR_SECONDS)
    except BadSignature:
        return False
    return said == str(by.id)


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="offramp.people.searched")
