"""Messages of the demo: a line on the terminal, and nothing leaves the machine."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from offramp.config.commands.screen import tell


class Terminal(BaseEmailBackend):
    """Says to whom a message would have gone, and its subject."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """A line for each."""
        for message in email_messages:
            tell(f"E-mail to {', '.join(message.to)}: {message.subject}")
        return len(email_messages)
