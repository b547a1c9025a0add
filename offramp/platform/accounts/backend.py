"""Signs people in by e-mail, and loads a user with their duties in one query."""

from django.contrib.auth.backends import ModelBackend

from offramp.platform.accounts.models import Duty, User
from offramp.platform.kernel.ids import ActorId


class WithDuties(ModelBackend):
    """Django's own check of the password; one query for the user of a session."""

    def get_user(self, user_id: ActorId) -> User | None:
        """The user with `held`, the duties they ever had; None when there is none."""
        rows = Duty.objects.filter(user_id=user_id).select_related("user", "agency")
        held = list(rows)
        user = held[0].user if held else User.objects.filter(pk=user_id).first()
        if user is None or not user.is_active:
            return None
        user.held = held
        return user
