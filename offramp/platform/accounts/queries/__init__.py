"""What the pages about logins show: one's own, and those one leads."""

from offramp.platform.accounts.queries.own import OwnLogin, own_login
from offramp.platform.accounts.queries.staff import (
    AgencyRow,
    ColleaguePage,
    StaffPage,
    agencies,
    agreements,
    colleague,
    staff_page,
)

__all__ = [
    "AgencyRow",
    "ColleaguePage",
    "OwnLogin",
    "StaffPage",
    "agencies",
    "agreements",
    "colleague",
    "own_login",
    "staff_page",
]
