"""Which directory a file is an edition of, whatever the file is called today."""

from collections.abc import Mapping
from uuid import UUID

Names = Mapping[str, str]  # a service's own id, and its name


def of(name: str, found: Names, stored: Mapping[str, Names]) -> str | None:
    """The stored directory that these services belong to, or None for a new one.

    A directory that has the file's own name is it, when most of the services that
    both have under one id also have one name. Any other directory is it only when
    most of what we have of it is in the file.
    """
    best, most = None, 0
    for slug, services in stored.items():
        known = found.keys() & services.keys()
        alike = sum(_is_same(id, found[id], services[id]) for id in known)
        agrees = alike * 2 > len(known)
        if agrees and slug == name:
            return slug
        if agrees and alike * 2 > len(services) and alike > most:
            best, most = slug, alike
    return best


def _is_same(id: str, found: str, stored: str) -> bool:
    return found[: len(stored)] == stored or _is_universal(id)


def _is_universal(id: str) -> bool:
    """Two directories do not give one UUID to two services."""
    try:
        return len(id) >= 32 and bool(UUID(id).int)
    except ValueError:
        return False


def note(name: str, slug: str, is_known: bool) -> str:
    """What to tell the operator when the file's own name was not taken."""
    if name == slug:
        return ""
    if is_known:
        return (
            f"Most of “{slug}” is in this file, so it was read as a new edition of it."
        )
    return f"“{name}” is another directory, so this one is kept apart as “{slug}”."


def warning(gone: int, had: int) -> str:
    """What to tell the operator when most of a directory has vanished."""
    if gone <= 20 or gone * 2 <= had:
        return ""
    return (
        f"{gone:,} of {had:,} services are no longer in the file and became inactive. "
        "If the file was cut short, import the whole one: they come back."
    )
