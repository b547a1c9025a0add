from django.db import transaction

from offramp.platform.audit import log
from offramp.platform.policy.actor import Actor
from offramp.platform.policy.gate import require
from offramp.platform.policy.table import Permission
from offramp.platform.sealed import seal
from offramp.program.consent import access


@transaction.atomic
def seal_anew(most: int, *, by: Actor) -> int:
    """Close some scans with the key of today, so that an old key can go."""
    require(by, Permission.CONSENT_SEAL)
    found = list(access.old_scans(most).select_for_update())
    for old in found:
        old.sealed = seal.seal_file(access.opened(old), old.pk)
        old.key = seal.file_keys()[0]
        old.save(update_fields=["sealed", "key"])
        log.record(Permission.CONSENT_SEAL, old, by=by, key=old.key)
    return len(found)
