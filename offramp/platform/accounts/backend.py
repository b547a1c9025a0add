"""Signs people in by e-mail, and loads a user with their duties in one query."""

from typing import Any

from django.contrib.auth.backends import BaseBackend, ModelBackend
from django.http import HttpRequest

from offramp.platform.accounts import factors
from offramp.platform.accounts.actors import duties_of
from offramp.platform.accounts.models import User
from offramp.platform.kernel.ids import ActorId


class WithDuties(ModelBackend):
    """Django's own check of the password; one query for the user of a session."""

    def get_user(self, user_id: ActorId) -> User | None:
        """The user with `held`, the duties they ever had; None when there is none."""
        held = duties_of(user_id)
        user = held[0].user if held else User.objects.filter(pk=user_id).first()
        if user is None or not user.is_active:
            return None
        user.held = held
        return user


class WithFactor(BaseBackend):
    """The second factor, checked where wrong tries are counted as wrong passwords are."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        factor: factors.Given | None = None,
        **others: Any,
    ) -> User | None:
        """The user, when what was given is theirs."""
        user = User.objects.filter(email__iexact=username, is_active=True).first()
        if user is None or factor is None:
            return None
        return user if factors.accepts(user.id, factor) else None
