"""Whose login an agency's provider means. It vouches for people of its agency only."""

from collections.abc import Mapping
from typing import Any

from django.utils.timezone import localdate

from offramp.platform.accounts.actors import duties_of, is_in_force
from offramp.platform.accounts.models import Identity, User
from offramp.platform.accounts.providers import Provider


def whose(provider: Provider, claims: Mapping[str, Any]) -> User | None:
    """The login; by the provider's own name for somebody, and once by their address."""
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= 255:
        return None
    known = (
        Identity.objects.filter(provider=provider.agency, subject=subject)
        .select_related("user")
        .first()
    )
    user = known.user if known else _by_address(provider, claims)
    if user is None or not user.is_active or not _works_there(user, provider):
        return None
    return user


def is_known(provider: Provider, claims: Mapping[str, Any]) -> bool:
    """Whether that name was seen before."""
    seen = Identity.objects.filter(provider=provider.agency, subject=claims["sub"])
    return seen.exists()


def _by_address(provider: Provider, claims: Mapping[str, Any]) -> User | None:
    address = claims.get("email")
    if not isinstance(address, str) or "\x00" in address:
        return None
    if claims.get("email_verified") is not True and not provider.trusts_addresses:
        return None
    user = User.objects.filter(email__iexact=address).first()
    # Under another name before: somebody else has the address now.
    if user is None or user.identities.filter(provider=provider.agency).exists():
        return None
    return user


def _works_there(user: User, provider: Provider) -> bool:
    """Every duty in force is at this agency: it vouches for nobody else's people."""
    today = localdate()
    held = [duty for duty in duties_of(user.id, today) if is_in_force(duty, today)]
    return bool(held) and all(duty.agency.slug == provider.agency for duty in held)
