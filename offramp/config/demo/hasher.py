"""A quick hash for a password that is printed on every screen. Only for the demo."""

from django.contrib.auth.hashers import ScryptPasswordHasher


class Quick(ScryptPasswordHasher):
    """Scrypt with little work. Whoever signs in elsewhere gets the full work."""

    work_factor = 2**4
