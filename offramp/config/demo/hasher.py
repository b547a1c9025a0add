"""A quick hash for a password that is printed on every screen. Only for the demo."""

from django.contrib.auth.hashers import (  # type: ignore[attr-defined] # not in the stubs
    ScryptPasswordHasher,
)


class Quick(ScryptPasswordHasher):  # type: ignore[misc] # untyped for that reason
    """Scrypt with little work. Whoever signs in elsewhere gets the full work."""

    work_factor = 2**4
