"""What `./dev test` and `./dev check` do, once the tools are there."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
TOOLS = Path(PYTHON).parent
NOT_OURS = "OFFRAMP_TEST_POSTGRES"  # the one setting of Offramp that tests obey
Command = tuple[str, ...]


def test(*arguments: str) -> int:
    """Everything: on SQLite, on PostgreSQL, in a browser. Or what is named, on SQLite."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("OFFRAMP_")}
    env = kept | {k: v for k, v in os.environ.items() if k == NOT_OURS}
    pytest = (PYTHON, "-m", "pytest")
    if arguments:
        os.execve(PYTHON, [*pytest, *arguments], env)  # noqa: S606 - our own tests
    colour = f"--color={'yes' if sys.stdout.isatty() else 'no'}"
    shared = ("-n", str(workers()), "--dist", "worksteal")
    fast = (*pytest, colour, *shared, "-m", "not journey")
    legs: dict[str, Command] = {
        "Tests on SQLite": fast,
        "The same tests on PostgreSQL": (PYTHON, "-m", "tests.postgres", *fast),
        "Journeys in a browser": (*pytest, colour, "-m", "journey"),
    }
    results = {title: show(title, leg, env) for title, leg in legs.items()}
    say()
    for title, (_, last) in results.items():
        say(title, last, sep="\n")
    return int(any(code for code, _ in results.values()))


def workers() -> int:
    """As many at once as there are processors: with two, a third of the time is saved."""
    processors = os.cpu_count() or 1
    return min(processors, 8) if processors > 1 else 0


def check(*named: str) -> int:
    """Everything that can be known without opening a page; or only what is named."""
    manage = (PYTHON, "-m", "offramp.config.manage")
    steps: dict[str, Command] = {
        "Style": (f"{TOOLS}/ruff", "check", "--output-format=concise"),
        "Layout": (f"{TOOLS}/ruff", "format", "--check"),
        "Types": (f"{TOOLS}/mypy", "offramp", "tests", "conftest.py", "dev"),
        "Imports": (f"{TOOLS}/lint-imports", "--no-logo"),
        "Vendored files": (PYTHON, "-m", "offramp.platform.design.vendored", "check"),
        "Migrations": (*manage, "makemigrations", "--check", "--dry-run"),
    }
    unknown = set(named) - {title.lower() for title in steps}
    if unknown:
        sys.exit(f"There is no check called {', '.join(unknown)}. See `./dev help`.")
    env = {**os.environ, "OFFRAMP_DATABASE_URL": "sqlite:///:memory:"}
    wanted = [title for title in steps if not named or title.lower() in named]
    broken = [title for title in wanted if show(title, steps[title], env)[0]]
    say(f"\nNot in order: {', '.join(broken)}" if broken else "\nAll in order.")
    return int(bool(broken))


def show(title: str, command: Command, env: Mapping[str, str]) -> tuple[int, str]:
    """Run one step in sight. Its exit code, and the last line that it printed."""
    say(f"\n── {title}")
    last = ""
    with subprocess.Popen(  # noqa: S603 - our own tools
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=env,
        cwd=ROOT,
        encoding="utf-8",
        errors="replace",
    ) as step:
        for line in lines_of(step):
            say(line, end="")
            last = line.strip() or last
    return step.returncode, last


def lines_of(step: "subprocess.Popen[str]") -> Iterator[str]:
    """What it prints, to the end: after Ctrl-C it still says how far it came."""
    try:
        yield from step.stdout or ()
    except KeyboardInterrupt:
        yield from step.stdout or ()
        raise


def say(*words: str, sep: str = " ", end: str = "\n") -> None:
    """Print at once, also into a file."""
    print(*words, sep=sep, end=end, flush=True)  # noqa: T201 - to a person


if __name__ == "__main__":
    doings = {"test": test, "check": check}
    try:
        sys.exit(doings[sys.argv[1]](*sys.argv[2:]))
    except KeyboardInterrupt:
        sys.exit(130)
