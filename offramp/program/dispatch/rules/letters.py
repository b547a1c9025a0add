"""What leaves the house by any channel: fixed words, the short code and a link. No more."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """A call, with its blanks filled, in the words of each channel."""

    subject: str
    body: str
    short: str
    spoken: str


@dataclass(frozen=True)
class Letter:
    """A message whose only blanks are `{code}`, the code spelled out, and `{link}`."""

    subject: str
    body: str
    short: str
    spoken: str

    def write(self, *, code: str, link: str) -> Said:
        """Each channel's words with the blanks filled."""
        blanks = {"code": code, "link": link, "spelled": spelled(code)}
        return Said(
            *(
                words.format(**blanks)
                for words in (self.subject, self.body, self.short, self.spoken)
            )
        )


def spelled(code: str) -> str:
    """A code as a voice reads it, letter by letter."""
    return ", ".join(code.replace("-", ""))


PAGED = Letter(
    "Offramp: you are paged ({code})",
    "You are paged: {code}.\n\n"
    "Open the page to see where, and to answer:\n{link}\n\n"
    "Or answer without signing in:\n[link]\n\n"
    "If you cannot come, say so there. The next peer is then paged at once.\n",
    "You are paged, {code}. Reply 1 to come in 20 min, 2 if you cannot.",
    "You are paged. {spelled}. Press 1 if you come within twenty minutes. "
    "Press 2 if you cannot.",
)
PAGED_AGAIN = Letter(
    "Offramp: you are paged again ({code})",
    "You are paged again: {code}. The peer who had answered cannot come.\n\n"
    "Open the page to see where, and to answer:\n{link}\n\n"
    "Or answer without signing in:\n[link]\n",
    "You are paged again, {code}. Reply 1 to come in 20 min, 2 if you cannot.",
    "You are paged again. {spelled}. Press 1 if you come within twenty minutes. "
    "Press 2 if you cannot.",
)
NO_NEED = Letter(
    "Offramp: you do not need to go ({code})",
    "{code} was taken back. You do not need to go.\n\n{link}\n",
    "{code} was taken back. You do not need to go.",
    "{spelled}. This was taken back. You do not need to go.",
)
CHECK_IN = Letter(
    "Offramp: are you all right? ({code})",
    "Are you all right? Say so, or the supervisor is called: {code}.\n\n{link}\n\n"
    "Or without signing in:\n[link]\n",
    "Are you all right? {code}. Reply 1 if you are, or the supervisor is called.",
    "Are you all right? {spelled}. Press 1 if you are, or the supervisor is called.",
)
ALARM = Letter(
    "Offramp: a colleague has not checked in ({code})",
    "A colleague has not checked in: {code}. Call them now, and say so here:\n{link}\n",
    "A colleague has not checked in, {code}. Call them now.",
    "A colleague has not checked in. {spelled}. Sign in, and call them now.",
)
MORNING = Letter(
    "Offramp: somebody to look for this morning ({code})",
    "Nobody could come to {code}. Please look for them this morning:\n{link}\n",
    "Nobody could come to {code}. Please look for them this morning.",
    "Somebody is to be looked for this morning. {spelled}. Please sign in.",
)
TEST = Letter(
    "Offramp: a test",
    "This is a test. If you read it, this way reaches you.\n\n{link}\n",
    "This is a test. Nothing is to be done.",
    "This is a test. Nothing is to be done.",
)
LETTERS = (PAGED, PAGED_AGAIN, NO_NEED, CHECK_IN, ALARM, MORNING, TEST)
