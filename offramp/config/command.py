"""The `offramp` command: what can be asked of it, and who answers."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from offramp.config.demo import file as demo_file
from offramp.platform.audit import verify

SETTINGS = "offramp.config.settings"


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says. The exit code is 0 when it was done."""
    options = parser().parse_args(arguments)
    if options.command == "demo":
        demo_file.choose(fresh=options.fresh)
    if options.command == "audit" and options.act == "verify":
        return verify.main(options.arguments)  # needs no settings and no database
    _set_up()
    try:
        return _answer(options)
    except KeyboardInterrupt:
        return 130


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()


def _answer(options: argparse.Namespace) -> int:
    # Django must be set up before any of these is imported.
    match options.command:
        case "demo":
            from offramp.config.commands.demo import demo

            return demo(options.port, browser=options.browser)
        case "serve":
            from offramp.config.commands.serve import serve

            return serve(
                options.host, options.port, workers=options.workers, work=options.work
            )
        case "work":
            from offramp.config.commands.work import by_itself

            return by_itself()
        case _:
            return _answer_at_once(options)


def _answer_at_once(options: argparse.Namespace) -> int:
    match options.command:
        case "load-program":
            from offramp.config.commands.load_program import load_program

            return load_program(options.path)
        case "grants":
            from offramp.config.commands.grants import grants

            return grants(apply=options.apply)
        case "import-directory":
            from offramp.config.commands import database
            from offramp.config.commands.import_directory import run

            if not database.bring_up_to_date():
                return 1
            return run(options.path, dry_run=options.dry_run, as_json=options.json)
        case "grant":
            from offramp.config.commands.grant import grant

            return grant(options.email, options.name, options.role, options.agency)
        case _:
            return _look_after(options)


def _look_after(options: argparse.Namespace) -> int:
    match options.command:
        case "audit":
            from offramp.config.commands import audit

            return audit.run(options)
        case _:
            from offramp.config.commands.check import check

            return check(deploy=options.deploy)


def parser() -> argparse.ArgumentParser:
    """Every command with its options and one sentence each."""
    top = argparse.ArgumentParser(
        prog="offramp",
        description="Runs a police-assisted diversion program.",
        epilog="OFFRAMP_DATABASE_URL names the database, OFFRAMP_DATA the data folder.",
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _demo(commands.add_parser("demo", help="made-up people in a fresh file, served"))
    _serve(commands.add_parser("serve", help="prepare the database and serve pages"))
    commands.add_parser("work", help="send messages and keep the schedule")
    load = commands.add_parser("load-program", help="put a site's folder in force")
    load.add_argument("path", type=Path, help="such as programs/st-louis-county")
    _import(commands.add_parser("import-directory", help="read a service directory"))
    grants = commands.add_parser("grants", help="what each zone's login may do, as SQL")
    grants.add_argument("--apply", action="store_true", help="write it, not print it")
    _audit(commands.add_parser("audit", help="keep and check the record of acts"))
    _grant(commands.add_parser("grant", help="give the first people their duty"))
    checking = commands.add_parser(
        "check", help="say what is not in order, if anything"
    )
    checking.add_argument(
        "--deploy", action="store_true", help="as for the records of real people"
    )
    return top


def _demo(demo: argparse.ArgumentParser) -> None:
    demo.add_argument("--port", type=_port, default=_port_from_environment())
    demo.add_argument(
        "--no-browser", dest="browser", action="store_false", help="open no browser"
    )
    demo.add_argument(
        "--fresh", action="store_true", help="throw the demo's file away and begin anew"
    )


def _serve(serve: argparse.ArgumentParser) -> None:
    serve.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
    serve.add_argument("--port", type=_port, default=_port_from_environment())
    serve.add_argument("--workers", type=int, choices=range(1, 17), default=2)
    serve.add_argument(
        "--no-work",
        dest="work",
        action="store_false",
        help="serve pages only; `offramp work` runs elsewhere",
    )


def _audit(command: argparse.ArgumentParser) -> None:
    acts = command.add_subparsers(dest="act", required=True, metavar="ACT")
    key = acts.add_parser("key", help="make the key that signs checkpoints")
    key.add_argument("name", nargs="?", default="offramp-audit", help="the key's name")
    dump = acts.add_parser("dump", help="write the whole record to a file")
    dump.add_argument("file", type=Path)
    acts.add_parser("checkpoint", help="sign where the record ends, now")
    acts.add_parser("close", help="sign where each year that is over ended")
    acts.add_parser("reanchor", help="say that the record goes on after a restore")
    verify = acts.add_parser(
        "verify", help="check a dump against checkpoints", add_help=False
    )
    verify.add_argument("arguments", nargs=argparse.REMAINDER)


def _import(command: argparse.ArgumentParser) -> None:
    command.add_argument("path", help="a folder, a zip file or a JSON file")
    command.add_argument(
        "--dry-run", action="store_true", help="report, change nothing"
    )
    command.add_argument("--json", action="store_true", help="the report as JSON")


def _grant(command: argparse.ArgumentParser) -> None:
    command.add_argument("email")
    command.add_argument("--name", required=True)
    command.add_argument("--role", required=True, help="such as manager or supervisor")
    command.add_argument("--agency", required=True, help="its slug in agencies.toml")


def _port_from_environment() -> str:
    return os.environ.get("PORT") or "8000"


def _port(text: str) -> int:
    if text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no port. Use 1 to 65535.")


if __name__ == "__main__":
    sys.exit(main())
