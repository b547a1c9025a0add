"""E-mail, by whatever mail server Django is told of."""

from django.core.mail import EmailMessage

from offramp.platform.channels.shape import Notice


class Email:
    """A letter. The same Message-ID at a second attempt: mail programs show one."""

    def send(self, notice: Notice, address: str) -> str:
        """Hand it to the mail server."""
        EmailMessage(
            notice.subject,
            notice.body,
            to=[address],
            headers={
                "Message-ID": f"<{notice.id}@offramp>",
                "Auto-Submitted": "auto-generated",
            },
        ).send()
        return ""
