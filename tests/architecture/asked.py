"""The fields that a page asks for, with an answer to each as somebody would give it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_TYPED = {
    "date": "2026-01-15",
    "datetime-local": "2030-01-15T09:30",
    "time": "09:30",
    "number": "1",
    "tel": "(314) 555-0143",
    "email": "nobody@example.test",
}


@dataclass
class Asked(HTMLParser):
    """One answer for each field of every form on a page, and each field's choices."""

    answers: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()
        self._select = ""

    @classmethod
    def of(cls, page: str) -> "Asked":
        """What this page asks for."""
        found = cls()
        found.feed(page)
        return found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "option" and self._select:
            self._choose(self._select, given.get("value", ""))
        elif tag == "select" and name:
            self._select = name
        elif tag == "textarea" and name:
            self.answers.setdefault(name, "Some words")
        elif tag == "input" and name:
            self._input(name, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""

    def _input(self, name: str, given: dict[str, str]) -> None:
        kind, value = given.get("type", "text"), given.get("value", "")
        if kind in ("radio", "checkbox"):
            self._choose(name, value or "on")
        elif kind not in ("submit", "button", "file"):
            self.answers.setdefault(name, value or _TYPED.get(kind, "Some words"))

    def _choose(self, name: str, value: str) -> None:
        self.choices.setdefault(name, []).append(value)
        if value:
            self.answers.setdefault(name, value)
