"""What is read beyond one's own care: in an emergency, and just after care has ended.

A part of the access policy, as `table.py`; a change here is a change of policy.
"""

from offramp.platform.policy.table import Permission

# What an emergency opening lets somebody read outside their care, for an hour. Never
# more than this, never a change, and never counselling notes.
OPENED: frozenset[Permission] = frozenset(
    {
        Permission.PERSON_READ,
        Permission.APPOINTMENT_READ,
        Permission.TOUCHPOINT_READ,
        Permission.KIT_READ,
        Permission.CASE_READ,
        Permission.INTAKE_READ,
        Permission.ASSESSMENT_READ,
        Permission.FLAG_READ,
        Permission.PLAN_READ,
        Permission.REFERRAL_READ,
    }
)
# What may still be read for some days after one's care for somebody has ended.
GRACE: frozenset[Permission] = OPENED | {Permission.CONSENT_READ}
