"""The site in force, kept in this process and looked at again every few seconds."""

from dataclasses import dataclass
from time import monotonic

from django.conf import settings

from offramp.platform.kernel.errors import Refused
from offramp.program.sites import rules
from offramp.program.sites.models import SiteVersion


@dataclass
class _Kept:
    number: int = 0
    site: rules.Site | None = None
    looked_at: float = 0.0


_kept = _Kept()


def in_force() -> rules.Site | None:
    """The site in force, or None before the first was loaded."""
    age = monotonic() - _kept.looked_at
    if _kept.site is None or age > settings.SITE_RECHECK_SECONDS:
        _look_again()
    return _kept.site


def kept_name() -> str:
    """The name of the site as this process last saw it; empty before that."""
    return _kept.site.name if _kept.site else ""


def current() -> rules.Site:
    """The site in force. Parsed once per version, not once per request."""
    site = in_force()
    if site is None:
        raise Refused(
            "No program has been loaded yet. Run: offramp load-program, with the "
            "folder of your site, such as programs/st-louis-county."
        )
    return site


def _look_again() -> None:
    latest = SiteVersion.objects.order_by("-number").values_list("number", flat=True)
    number = latest.first()
    if number is not None and (number != _kept.number or _kept.site is None):
        version = SiteVersion.objects.get(number=number)
        _kept.site, _kept.number = rules.build(version.content), number
    _kept.looked_at = monotonic()


def forget() -> None:
    """Look into the database on the next call."""
    _kept.number, _kept.site, _kept.looked_at = 0, None, 0.0


def latest(*, lock: bool = False) -> SiteVersion | None:
    """The newest version, or None before the first."""
    rows = SiteVersion.objects.select_for_update() if lock else SiteVersion.objects
    return rows.order_by("-number").first()


def turn() -> None:
    """Whoever asks waits until whoever asked before has ended their transaction. What
    must not happen at once takes turns at the first version, which is always there."""
    SiteVersion.objects.select_for_update().order_by("number").values("pk").first()
