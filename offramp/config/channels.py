"""The accounts of the channels by which people who work here are reached."""

from offramp.config import env
from offramp.platform.channels.shape import Accounts

_PUSH = "fcm.googleapis.com,push.services.mozilla.com,push.apple.com,notify.windows.com"


def read(contact: str) -> Accounts:
    """From the environment. Without any, everything goes by e-mail."""
    hosts = env.text("OFFRAMP_PUSH_HOSTS", _PUSH)
    url = env.text("OFFRAMP_CARRIER_URL", "https://api.twilio.com/2010-04-01")
    return Accounts(
        push_key=env.text("OFFRAMP_PUSH_KEY", ""),
        push_contact=env.text("OFFRAMP_PUSH_CONTACT", f"mailto:{contact}"),
        push_hosts=tuple(filter(None, hosts.split(","))),
        carrier_url=url.rstrip("/"),
        carrier_account=env.text("OFFRAMP_CARRIER_ACCOUNT", ""),
        carrier_token=env.text("OFFRAMP_CARRIER_TOKEN", ""),
        carrier_sender=env.text("OFFRAMP_CARRIER_SENDER", ""),
        text_url=env.text("OFFRAMP_TEXT_URL", ""),
    )
