"""What every page knows: the product, who is signed in, where they can go."""

from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string

from offramp.platform.design.navigation import (
    Alarm,
    Alarms,
    Navigation,
    NavItem,
    Phone,
    Phones,
)


class Page:
    """The frame around a page. Each part is looked up only when a template asks."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def product(self) -> str:
        """The name in the header."""
        return getattr(settings, "OFFRAMP_PRODUCT", "Offramp")

    @cached_property
    def program_name(self) -> str:
        """The program that this site runs; empty when nobody named one."""
        named = getattr(settings, "OFFRAMP_PROGRAM_NAME", "")
        if named.startswith("offramp."):
            return str(import_string(named)())
        return str(named)

    @cached_property
    def demo(self) -> bool:
        """Whether everyone here is made up."""
        return bool(getattr(settings, "OFFRAMP_DEMO", False))

    @cached_property
    def is_signed_in(self) -> bool:
        """Whether somebody acts in this request."""
        return getattr(self._request, "actor", None) is not None

    @cached_property
    def navigation(self) -> list[NavItem]:
        """Where the person can go; empty without an actor or without the setting."""
        path = getattr(settings, "OFFRAMP_NAVIGATION", "")
        if not path or not self.is_signed_in:
            return []
        items: Navigation = import_string(path)
        return items(self._request)

    @cached_property
    def alarms(self) -> list[Alarm]:
        """What must stay in sight on every page for as long as it is so."""
        path = getattr(settings, "OFFRAMP_ALARMS", "")
        if not path or not self.is_signed_in:
            return []
        alarms: Alarms = import_string(path)
        return alarms(self._request)

    @cached_property
    def phone(self) -> Phone | None:
        """What sends what the device kept; None for those who keep nothing there."""
        path = getattr(settings, "OFFRAMP_PHONE", "")
        if not path or not self.is_signed_in:
            return None
        found: Phones = import_string(path)
        return found(self._request)

    @cached_property
    def signed_in_as(self) -> str:
        """The name of the person signed in; empty when nobody is."""
        user = getattr(self._request, "user", None)
        if user is None or not self.is_signed_in:
            return ""
        return str(getattr(user, "name", "") or user)

    @cached_property
    def role(self) -> str:
        """What that person is here as, in words."""
        actor = getattr(self._request, "actor", None)
        roles = sorted(str(role) for role in getattr(actor, "roles", ()))
        return ", ".join(role.replace("_", " ") for role in roles).capitalize()

    @cached_property
    def sign_out_url(self) -> str:
        """Where the sign-out form goes; empty when the site has none."""
        try:
            return reverse("accounts:sign_out")
        except NoReverseMatch:
            return ""


def page(request: HttpRequest) -> dict[str, Page]:
    """Give templates the frame as `page`."""
    return {"page": Page(request)}
