"""Whether a carrier's call to us is really the carrier's."""

import base64
import hashlib
import hmac
from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest

from offramp.platform.channels.shape import accounts
from offramp.platform.policy.zones import Zone


def is_the_carriers(request: HttpRequest) -> bool:
    """Whether it is signed with the token that only the carrier and we know."""
    token = accounts().carrier_token
    if not token:
        return False
    url = settings.OFFRAMP_ORIGINS[Zone.PROGRAM] + request.get_full_path()
    wanted = sign(token, url, {key: str(request.POST[key]) for key in request.POST})
    return hmac.compare_digest(wanted, request.headers.get("X-Twilio-Signature", ""))


def sign(token: str, url: str, fields: Mapping[str, str]) -> str:
    """HMAC-SHA1 over the address and the fields in order, as the API's makers set it."""
    words = url + "".join(f"{key}{fields[key]}" for key in sorted(fields))
    code = hmac.new(token.encode(), words.encode(), hashlib.sha1)
    return base64.b64encode(code.digest()).decode()
