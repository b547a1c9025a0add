"""How many wrong tries are too many: five for an account, fifty from one address.

A whole office may share an address, so an address may be wrong more often; after a
quarter of an hour it may try again. An account stays locked until a lead unlocks it.
Tried are names that may not exist: what is said and done is the same for them.
"""

from copy import copy
from datetime import timedelta
from typing import Any

from axes.handlers.database import (  # type: ignore[import-untyped] # ships no types
    AxesDatabaseHandler,
)
from django.db.models import Sum
from django.http import HttpRequest, QueryDict
from django.utils.timezone import now

ADDRESS_WEIGHS = 10
ADDRESS_WAITS = timedelta(minutes=15)


class Lockout(AxesDatabaseHandler):  # type: ignore[misc] # untyped for that reason
    """Counts by account and by address, each in its own measure."""

    def get_failures(
        self, request: HttpRequest, credentials: dict[str, Any] | None = None
    ) -> int:
        """Tries against the account, or a tenth of those from the address."""
        account, address = self.get_user_attempts(request, credentials)
        lately = address.filter(attempt_time__gte=now() - ADDRESS_WAITS)
        return max(_sum(account), _sum(lately) // ADDRESS_WEIGHS)

    def user_login_failed(
        self,
        sender: Any,
        credentials: dict[str, Any],
        request: HttpRequest | None = None,
        **kwargs: Any,
    ) -> None:
        """Count it, and keep nothing of what was sent: the sign-in page may carry what
        somebody had typed about a person."""
        bare = copy(request)
        if bare is not None:
            bare.GET, bare.POST = QueryDict(), QueryDict()
        super().user_login_failed(sender, credentials, bare, **kwargs)

    def reset_user_attempts(
        self, request: HttpRequest, credentials: dict[str, Any] | None = None
    ) -> int:
        """Forget the account's tries. The address keeps those against other accounts."""
        return int(self.reset_attempts(username=account(request, credentials)))


def account(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The account that is tried, however it is written."""
    given = credentials or {}
    name = given.get("email") or given.get("username") or ""
    return str(name).replace("\x00", "").strip().lower()[:254]


def _sum(attempts: Any) -> int:
    return attempts.aggregate(tries=Sum("failures_since_start"))["tries"] or 0
