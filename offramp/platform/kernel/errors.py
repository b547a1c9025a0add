"""Refusals. Policy's own refusal lives with policy; what is not found is Django's 404."""


class Refused(Exception):
    """A rule of the domain says no. The message is written for the person at the screen."""
