"""`offramp grant`: the first people get their duty from whoever runs the machine.

Everybody after them gets it from two leads, on the pages. It is on record either way.
"""

from datetime import timedelta

from django.utils.timezone import localdate, now

from offramp.config.commands import database
from offramp.config.commands.screen import say, tell
from offramp.config.local_time import at_the_site
from offramp.platform.accounts import actions, rules
from offramp.platform.accounts.actors import SYSTEM, agencies_by_slug
from offramp.platform.kernel.errors import Refused
from offramp.platform.policy.actor import Role


def grant(email: str, name: str, role: str, agency: str) -> int:
    """Give somebody a duty for a year and a first password, shown this once."""
    if not database.is_ready():
        return 1
    found = agencies_by_slug()
    if agency not in found:
        tell(f"There is no agency {agency}. There are: {', '.join(sorted(found))}.")
        return 1
    kind, agency_id = found[agency]
    roles = rules.roles_at(kind)
    if role not in roles:
        tell(f"{agency} can give: {', '.join(roles) or 'no role'}.")
        return 1
    with at_the_site():
        today = localdate()
    try:
        user = actions.hire(email, name=name, password=None, by=SYSTEM)
        actions.assign(
            user.id,
            Role(role),
            agency_id=agency_id,
            from_on=today,
            until_on=today + timedelta(days=365),
            by=SYSTEM,
        )
        password = actions.give_first_password(user.id, at=now(), by=SYSTEM)
    except Refused as refused:
        tell(str(refused))
        return 1
    say(f"{email} is {role.replace('_', ' ')} at {agency} for a year.")
    say(f"First password, shown this once: {password}")
    return 0
