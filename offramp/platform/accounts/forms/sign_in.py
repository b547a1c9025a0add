from typing import Any

from django import forms as plain
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest

from offramp.platform.accounts import factors, passkeys
from offramp.platform.accounts.models import User

# The notice on the sign-in page. Change the number with the words.
NOTICE = "1"
NO_PAIR = (
    "That e-mail address and password do not go together, or there were too many "
    "wrong tries. Check both, or ask your program manager."
)
NO_CODE = (
    "That did not match, or it was used before. Wait for the next code and type that "
    "one."
)


class SignIn(plain.Form):
    """E-mail and password. One sentence for every reason why it did not work."""

    use_required_attribute = False

    email = plain.CharField(
        label="E-mail",
        max_length=254,
        error_messages={"required": "Enter the e-mail address you work under."},
        widget=plain.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = plain.CharField(
        label="Password",
        max_length=500,
        strip=False,
        error_messages={"required": "Enter your password."},
        widget=plain.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    notice = plain.CharField(
        initial=NOTICE,
        widget=plain.HiddenInput,
        error_messages={"required": "Read the notice, then sign in."},
    )
    user: User | None = None
    was_tried = False

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_notice(self) -> str:
        """Nobody comes in without having been shown the notice of today."""
        if self.cleaned_data["notice"] != NOTICE:
            raise plain.ValidationError(
                "The notice has changed. Read it, then sign in."
            )
        return NOTICE

    def clean(self) -> dict[str, Any]:
        """Check the pair; the reason for a no is never told apart."""
        given = self.cleaned_data
        if {"email", "password", "notice"} <= given.keys():
            self.was_tried = True
            pair = {"username": given["email"], "password": given["password"]}
            found = authenticate(self.request, **pair)
            if not isinstance(found, User):
                raise plain.ValidationError(NO_PAIR)
            self.user = found
        return given


class Proof(plain.Form):
    """A code, a recovery code, or what a passkey answered."""

    use_required_attribute = False

    code = plain.CharField(
        label="Code",
        required=False,
        max_length=40,
        widget=plain.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "text"}
        ),
    )
    answer = plain.CharField(required=False, widget=plain.HiddenInput)

    def __init__(
        self,
        *args: Any,
        request: HttpRequest,
        email: str,
        state: dict[str, Any] | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.email, self.state = request, email, state

    def clean(self) -> dict[str, Any]:
        """Check it where wrong tries are counted."""
        given = self.cleaned_data
        if not given.get("code") and not given.get("answer"):
            raise plain.ValidationError("Enter the code from your app.")
        proof = factors.Given(given.get("code", ""), given["answer"], self.state)
        if not authenticate(self.request, username=self.email, factor=proof):
            raise plain.ValidationError(NO_CODE)
        return given

    def kind(self) -> str:
        """Which kind of factor it was."""
        code = self.cleaned_data.get("code", "")
        if self.cleaned_data["answer"]:
            return "passkey"
        return "recovery" if "-" in code else "codes"


class PasswordAgain(plain.Form):
    """For made-up people, who have no second factor: the password once more."""

    use_required_attribute = False

    password = plain.CharField(
        label="Password",
        max_length=500,
        strip=False,
        widget=plain.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(
        self, *args: Any, request: HttpRequest, email: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.email = request, email

    def clean(self) -> dict[str, Any]:
        """Check it where wrong tries are counted."""
        given = self.cleaned_data
        pair = {"username": self.email, "password": given.get("password", "")}
        if not authenticate(self.request, **pair):
            raise plain.ValidationError("That is not your password.")
        return given

    def kind(self) -> str:
        """It is no factor."""
        return "password"


class NewCodes(plain.Form):
    """The first code of an app that was just set up."""

    use_required_attribute = False

    code = plain.CharField(
        label="Code that the app shows",
        max_length=20,
        error_messages={"required": "Enter the six figures that the app shows."},
        widget=plain.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}
        ),
    )


class NewPasskey(plain.Form):
    """What the device answered, and what its owner calls it."""

    use_required_attribute = False

    name = plain.CharField(
        label="What do you call this device?", max_length=60, required=False
    )
    answer = plain.CharField(required=False, widget=plain.HiddenInput)

    def __init__(self, *args: Any, state: dict[str, Any] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.state = state

    def clean(self) -> dict[str, Any]:
        """Check the answer against what was asked."""
        given = self.cleaned_data
        try:
            given["credential"] = passkeys.new_from(given["answer"], self.state or {})
        except passkeys.NotThatKey:
            raise plain.ValidationError(
                "The device did not answer. Try again, or set up an app instead."
            ) from None
        return given


class NewPassword(plain.Form):
    """One's own password: long, not a well-known one, nothing else is asked of it."""

    use_required_attribute = False

    password = plain.CharField(
        label="New password",
        help_text="At least 12 letters. Several words make a good one.",
        max_length=500,
        strip=False,
        error_messages={"required": "Enter a new password."},
        widget=plain.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = plain.CharField(
        label="The same again",
        max_length=500,
        strip=False,
        error_messages={"required": "Enter the new password once more."},
        widget=plain.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Say which rule it does not meet."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        """Typed twice, the same."""
        given = self.cleaned_data
        if "password" in given and given.get("again") != given["password"]:
            self.add_error("again", "The two do not match. Type both again.")
        return given
