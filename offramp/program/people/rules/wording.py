"""How what is known of a person reads."""

from datetime import date

# Answers that every question about oneself offers beside the site's own.
OTHER_ANSWERS = (("rather_not_say", "Rather not say"), ("not_asked", "Not asked"))
_SAFE = {"yes": "yes", "no": "no", "not_asked": "not asked"}


def full_name(given_name: str, family_name: str) -> str:
    """The name on papers, as far as it is known."""
    return f"{given_name} {family_name}".strip()


def born(birth_on: date | None, birth_year_about: int | None) -> str:
    """The birth date, or about which year; empty when nothing is known."""
    if birth_on is not None:
        return f"{birth_on:%B} {birth_on.day}, {birth_on.year}"
    return f"about {birth_year_about}" if birth_year_about else ""


def safe_on(
    kind: str, safe_text: str, safe_voicemail: str, may_say_lead: str
) -> tuple[str, ...]:
    """What may be done on this way, in short words."""
    says = [f"say LEAD: {_SAFE[may_say_lead]}"]
    if kind == "phone":
        says = [
            f"text: {_SAFE[safe_text]}",
            f"voicemail: {_SAFE[safe_voicemail]}",
            *says,
        ]
    return tuple(f"{word[0].upper()}{word[1:]}" for word in says)
