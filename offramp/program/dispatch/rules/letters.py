"""What leaves the house by e-mail: fixed words, the short code and a link. No more."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """A message whose only blanks are `{code}` and `{link}`."""

    subject: str
    body: str

    def write(self, *, code: str, link: str) -> tuple[str, str]:
        """Subject and body with the blanks filled."""
        blanks = {"code": code, "link": link}
        return self.subject.format(**blanks), self.body.format(**blanks)


PAGED = Letter(
    "Offramp: you are paged ({code})",
    "You are paged: {code}.\n\n"
    "Open the page to see where, and to answer:\n{link}\n\n"
    "If you cannot come, say so there. The next peer is then paged at once.\n",
)
PAGED_AGAIN = Letter(
    "Offramp: you are paged again ({code})",
    "You are paged again: {code}. The peer who had answered cannot come.\n\n"
    "Open the page to see where, and to answer:\n{link}\n",
)
NO_NEED = Letter(
    "Offramp: you do not need to go ({code})",
    "{code} was taken back. You do not need to go.\n\n{link}\n",
)
LETTERS = (PAGED, PAGED_AGAIN, NO_NEED)
