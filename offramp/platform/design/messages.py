"""What a page says once after an act, kept in a cookie named as the others are."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage


class InCookie(CookieStorage):
    """Django's own, under the prefix that ties a cookie to this host."""

    cookie_name = f"{settings.COOKIE_PREFIX}messages"
