"""Lines for whoever started the command. Progress goes to stderr, results to stdout."""

import sys


def say(line: str = "") -> None:
    """A result, on stdout."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def tell(line: str) -> None:
    """What is being done just now, or what went wrong, on stderr."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def count(number: int, one: str, many: str = "") -> str:
    """The number with its noun: `1 place`, `3 places`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
