"""Texts through any of the services that Apprise knows. One way: no receipts, no replies.

For a deployer whose carrier does not speak Twilio's API. Needs the extra `pager`.
"""

from offramp.platform.channels.shape import Notice, NotTaken, accounts


class OneWay:
    """A text of which nothing more is heard: it is answered by its link."""

    def send(self, notice: Notice, address: str) -> str:
        """Hand it over."""
        import apprise

        to = apprise.Apprise()
        to.add(accounts().text_url.replace("{to}", address.lstrip("+")))
        if not to.notify(body=f"{notice.short} {notice.link}".strip()):
            raise NotTaken("text service")
        return ""
