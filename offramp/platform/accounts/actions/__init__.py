"""Everything that can be done to logins: who works here, and how they prove it."""

from offramp.platform.accounts.actions.factors import (
    add_passkey,
    choose_password,
    link_identity,
    remove_factor,
    set_up_codes,
    write_recovery_codes,
)
from offramp.platform.accounts.actions.grants import (
    approve_grant,
    approve_reset,
    ask_grant,
    ask_reset,
    confirm_duty,
    end_duty,
    refuse_grant,
    refuse_reset,
)
from offramp.platform.accounts.actions.people import (
    assign,
    hire,
    retire_agencies,
    set_agency,
    set_needs,
)
from offramp.platform.accounts.actions.sessions import (
    begin_session,
    end_one,
    end_others,
    end_session,
    refuse_session,
)
from offramp.platform.accounts.actions.staff import (
    disable,
    enable,
    give_first_password,
    record_agreement,
    record_clearance,
    unlock,
)

__all__ = [
    "add_passkey",
    "approve_grant",
    "approve_reset",
    "ask_grant",
    "ask_reset",
    "assign",
    "begin_session",
    "choose_password",
    "confirm_duty",
    "disable",
    "enable",
    "end_duty",
    "end_one",
    "end_others",
    "end_session",
    "give_first_password",
    "hire",
    "link_identity",
    "record_agreement",
    "record_clearance",
    "refuse_grant",
    "refuse_reset",
    "refuse_session",
    "remove_factor",
    "retire_agencies",
    "set_agency",
    "set_needs",
    "set_up_codes",
    "unlock",
    "write_recovery_codes",
]
