"""What goes along with every released fact: notice, scope, and what may be done with it.

Source: 42 CFR 2.32(a) and (b), 2.33(b) and 2.35(d) as amended in 2024.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from offramp.program.consent.rules.kinds import Kind, Purpose, Recipient
from offramp.program.consent.rules.words import purpose_text, said_until

# 42 CFR 2.32(a)(1), the long statement. Mark V: exact words; do not reword.
NOTICE = (
    "This record which has been disclosed to you is protected by Federal "
    "confidentiality rules (42 CFR part 2). These rules prohibit you from using or "
    "disclosing this record, or testimony that describes the information contained in "
    "this record, in any civil, criminal, administrative, or legislative proceedings "
    "by any Federal, State, or local authority, against the patient, unless authorized "
    "by the consent of the patient, except as provided at 42 CFR 2.12(c)(5) or as "
    "authorized by a court in accordance with 42 CFR 2.64 or 2.65. In addition, the "
    "Federal rules prohibit you from making any other use or disclosure of this record "
    "unless at least one of the following applies: (i) Further use or disclosure is "
    "expressly permitted by the written consent of the individual whose information is "
    "being disclosed in this record or as otherwise permitted by 42 CFR part 2. (ii) "
    "You are a covered entity or business associate and have received the record for "
    "treatment, payment, or health care operations, or (iii) You have received the "
    "record from a covered entity or business associate as permitted by 45 CFR part "
    "164, subparts A and E. A general authorization for the release of medical or "
    "other information is NOT sufficient to meet the required elements of written "
    "consent to further use or redisclose the record (see 42 CFR 2.31)."
)
# 42 CFR 2.32(a)(2), the short statement, for where the long one has no room. Mark V.
SHORT_NOTICE = (
    "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
)


def fingerprint(notice: str) -> str:
    """Which wording a release carried."""
    return hashlib.sha256(notice.encode()).hexdigest()


_JUSTICE = (
    "You may use this only for the purpose named here, and pass it on to nobody. It may "
    "not be used against the person in any proceeding without their own written "
    "consent to that or a court's order under 42 CFR part 2."
)
_CONDITION = (
    "You may use and pass this on only to carry out your official duties in the case "
    "named in the consent (42 CFR 2.35(d)), and for no other case."
)
_CARE = (
    "If you are a Part 2 program, a covered entity or a business associate and have "
    "this for treatment, payment or health care operations, you may use and pass it on "
    "as HIPAA permits, but never in a proceeding against the person (42 CFR 2.33(b))."
)
_HOLDER = (
    "You may pass this on only to your contractors, subcontractors or legal "
    "representatives, and only as far as payment or health care operations need it "
    "(42 CFR 2.33(b)(3)). It may not be used in a proceeding against the person."
)
_ONWARD: Mapping[Recipient, str] = {
    Recipient.POLICE: _JUSTICE,
    Recipient.PROSECUTOR: _JUSTICE,
    Recipient.COURT: _JUSTICE,
    Recipient.WORK_GROUP: _JUSTICE,
    Recipient.TREATMENT_PARTNER: _CARE,
    Recipient.SERVICE_PARTNER: _HOLDER,
    Recipient.INTERMEDIARY: _HOLDER,
    Recipient.PROVIDERS: _CARE,
}


def onward(kind: Kind, recipient: Recipient) -> str:
    """What this recipient may do with what is told. Mark I: our own words, for counsel."""
    if kind is Kind.CONDITION:
        return _CONDITION
    if kind is Kind.LEAD_RELEASE and recipient is Recipient.TREATMENT_PARTNER:
        return _HOLDER
    return _ONWARD[recipient]


def scope(
    recipient: str, labels: Sequence[str], purpose: str, expires_at: datetime | None
) -> str:
    """What the recipient may know of the consent (42 CFR 2.32(b))."""
    facts = "; ".join(labels)
    return (
        f"The person agreed in writing that {recipient} may be told: {facts}. "
        f"{purpose_text(Purpose(purpose))}, and for nothing else. "
        f"{said_until(expires_at)}, or until the person ends it."
    )
