from typing import Any

from django import forms
from django.contrib.auth import authenticate

from offramp.platform.accounts.models import User


class SignIn(forms.Form):
    """E-mail and password. One sentence for every reason why it did not work."""

    use_required_attribute = False

    email = forms.CharField(
        label="E-mail",
        max_length=254,
        error_messages={"required": "Enter the e-mail address you work under."},
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label="Password",
        max_length=500,
        strip=False,
        error_messages={"required": "Enter your password."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    user: User | None = None

    def clean(self) -> dict[str, Any]:
        """Check the pair; the reason for a no is never told apart."""
        given = self.cleaned_data
        if "email" in given and "password" in given:
            found = authenticate(username=given["email"], password=given["password"])
            if not isinstance(found, User):
                raise forms.ValidationError(
                    "That e-mail address and password do not go together. "
                    "Check both, or ask your program manager for a new password."
                )
            self.user = found
        return given
