"""Text as search sees it: small letters, no accents, no punctuation."""

import re
import unicodedata
from collections.abc import Iterable

_BETWEEN_WORDS = re.compile(r"[^\w]+|_+")


def fold(text: str) -> str:
    """Words parted by single blanks. The same on every database and keyboard."""
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in parts if not unicodedata.combining(char))
        text = text.replace("’", "")
    text = text.casefold().replace("'", "")
    return " ".join(_BETWEEN_WORDS.sub(" ", text).split())


def search_text(texts: Iterable[str], limit: int = 2000) -> str:
    """Every word once, in order, each after a blank: `" word"` finds its beginning."""
    words = dict.fromkeys(" ".join(fold(text) for text in texts).split())
    text = " " + " ".join(words)
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0]


def asked_words(text: str) -> list[str]:
    """What somebody searches for: at most eight words, each at most 40 letters."""
    return [word[:40] for word in fold(text[:400]).split()[:8]]
