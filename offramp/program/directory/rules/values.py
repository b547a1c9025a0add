"""Single values of a directory: numbers to call, addresses to open, ages, places."""

import re

_EXTENSION = re.compile(
    r"(?:,|;|\b)?\s*(?:ext(?:ension)?\b\.?|opt(?:ion)?\b\.?|x)\s*:?\s*([\dOPT#*]{1,8})\s*$",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://[^\s/?#]+\.[^\s/?#]{2,}(?:[/?#]\S*)?", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s<>()\"]{1,64}@[A-Za-z0-9.-]{1,180}\.[A-Za-z]{2,}")
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


def split_number(text: str) -> tuple[str, str]:
    """A telephone number and its extension, the way people write them here."""
    number = text.strip().strip("\"'").strip()
    found = _EXTENSION.search(number)
    extension = ""
    if found and found.start() > 0:
        number, extension = number[: found.start()], found[1]
    number = number.strip(" ,;")
    digits = re.sub(r"\D", "", number)
    if re.fullmatch(r"[\d\s().+-]+", number):
        if len(digits) == 11 and digits[0] == "1":
            digits = digits[1:]
        if len(digits) == 10 and not number.startswith("+"):
            number = f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    return number[:60], extension[:20]


def is_number(number: str) -> bool:
    """Whether somebody could call it."""
    return len(re.sub(r"\D", "", number)) >= 3


def to_dial(number: str) -> str:
    """What a telephone dials for it, or nothing when that is not certain."""
    if number.startswith("+"):
        return "+" + re.sub(r"\D", "", number)
    keys = re.sub(r"[^0-9A-Z]", "", number.upper().split("(", 1)[0] or number.upper())
    digits = keys.translate(_KEYPAD)
    if len(digits) == 11 and digits.startswith("1"):
        digits = digits[1:]
    if len(digits) == 10 and digits[0] not in "01":
        return f"+1{digits}"
    return digits if len(digits) == 3 and digits.isdigit() else ""


def website(text: str) -> str | None:
    """A web address that can be opened; None when it cannot be one."""
    given = text.strip().replace("\\", "/").split()
    if not given:
        return ""
    address = re.sub(r"^(https?):/*", r"\1://", given[0], flags=re.IGNORECASE)
    if not re.match(r"https?://", address, re.IGNORECASE):
        address = f"http://{address.lstrip('/:')}"
    scheme, rest = address.split("://", 1)
    address = f"{scheme}://{re.sub('/{2,}', '/', rest)}"
    return address if len(address) <= 500 and _URL.fullmatch(address) else None


def email(text: str) -> str | None:
    """An e-mail address; None when it cannot be one."""
    given = text.strip()
    return given if not given or _EMAIL.fullmatch(given) else None


def age(text: str) -> int | None:
    """Whole years; None when it is not an age."""
    try:
        years = int(float(text))
    except (ValueError, OverflowError):
        return None
    return years if 0 <= years <= 120 else None


def place(latitude: str, longitude: str) -> tuple[float, float] | None:
    """A place on earth; None when there is none. Zero and zero is none."""
    try:
        where = float(latitude), float(longitude)
    except ValueError:
        return None
    on_earth = abs(where[0]) <= 90 and abs(where[1]) <= 180
    return where if on_earth and where != (0.0, 0.0) else None


def whole_number(text: str) -> int | None:
    """A count that is not below zero."""
    try:
        number = int(float(text))
    except (ValueError, OverflowError):
        return None
    return number if 0 <= number <= 1_000_000 else None
