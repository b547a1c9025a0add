"""What is asked of those who sign in, and of those who lead them."""

from offramp.platform.accounts.forms.sign_in import (
    NOTICE,
    NewCodes,
    NewPasskey,
    NewPassword,
    PasswordAgain,
    Proof,
    SignIn,
)
from offramp.platform.accounts.forms.staff import (
    AskGrant,
    AskReset,
    RecordAgreement,
    RecordClearance,
)

__all__ = [
    "NOTICE",
    "AskGrant",
    "AskReset",
    "NewCodes",
    "NewPasskey",
    "NewPassword",
    "PasswordAgain",
    "Proof",
    "RecordAgreement",
    "RecordClearance",
    "SignIn",
]
