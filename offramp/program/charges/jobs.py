from datetime import datetime, timedelta

from offramp.platform.accounts.actors import SYSTEM
from offramp.platform.outbox.schedule import recurring
from offramp.program.charges import actions


@recurring("charges.end_conditions", every=timedelta(minutes=1))
def end_conditions(at: datetime) -> None:
    """Consents that were a condition of a case end with it (42 CFR 2.35(c))."""
    actions.end_conditions(at=at, by=SYSTEM)
