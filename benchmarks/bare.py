"""Settings of a server without policy and without a record, to measure what both cost.

Only for `benchmarks/cost.py`: everybody may do everything, and nothing is written down.
"""

from offramp.config import settings
from offramp.platform.audit import log
from offramp.platform.policy import gate
from offramp.platform.policy.table import Reach

globals().update({name: getattr(settings, name) for name in dir(settings)})

MIDDLEWARE = [
    name
    for name in settings.MIDDLEWARE
    if not name.endswith((".policy_asked", ".origin.requests"))
]

# Before any package takes them by name: settings are the first that is loaded.
gate.require = lambda actor, permission: {Reach.PROGRAM}
gate.may = lambda actor, permission: True
for _name in ("record", "read", "listed"):
    setattr(log, _name, lambda *about, **details: None)
