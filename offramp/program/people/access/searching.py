"""A new person is recorded only after somebody looked whether they are known."""

from django.core.signing import BadSignature, TimestampSigner

from offramp.platform.policy.actor import Actor

_SEARCHED_FOR_SECONDS = 30 * 60


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
