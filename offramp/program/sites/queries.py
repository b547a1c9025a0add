"""What the rest of the program asks about the site."""

from offramp.program.sites import access
from offramp.program.sites.rules import Site


def current() -> Site:
    """The site in force; refused with a sentence when none has been loaded."""
    return access.current()


def forget() -> None:
    """Read the site from the database again on the next call."""
    access.forget()


def is_loaded() -> bool:
    """Whether a site has been loaded."""
    return access.latest() is not None


def name() -> str:
    """The program's name for the foot of every page. Asks no database, so that a page
    about an error can be shown without one; empty until this process knows the site."""
    return access.kept_name()
