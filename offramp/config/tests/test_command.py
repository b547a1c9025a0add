import shutil
import socket
from pathlib import Path

import pytest
from django.conf import settings as live
from django.db import connection

from offramp.config import command
from offramp.config.commands import check, serve, server
from offramp.config.commands.grant import grant
from offramp.config.commands.load_program import load_program
from offramp.platform.audit import checkpoints
from offramp.platform.audit.models import Entry
from offramp.platform.policy.zones import Zone
from offramp.program.sites.models import SiteVersion
from tests.cast import SITE

ODDS = "an address, letters and digits, " * 2


def test_every_command_of_the_readme_is_known():
    for words in (
        ["demo", "--no-browser", "--fresh"],
        ["serve", "--port", "9000"],
        ["work"],
        ["load-program", "programs/prairie-county"],
        ["import-directory", "somewhere", "--dry-run", "--json"],
        ["check", "--deploy"],
        ["grant", "a@b.test", "--name", "A", "--role", "manager", "--agency", "x"],
    ):
        assert command.parser().parse_args(words).command == words[0]


@pytest.mark.parametrize("port", ["0", "70000", "-1", "http"])
def test_a_port_that_is_none_is_refused_with_a_sentence(
    port: str, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit):
        command.parser().parse_args(["serve", "--port", port])
    assert "Use 1 to 65535" in capsys.readouterr().err


def test_a_port_that_another_server_would_share_is_refused():
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = server.why_not("127.0.0.1", port)
    assert said.startswith(f"Port {port} is taken")
    assert server.why_not("127.0.0.1", port) == ""


def test_the_demos_key_is_refused_outside_the_demo(settings):
    settings.SECRET_KEY, settings.OFFRAMP_DEMO = live.DEMO_KEY, False
    assert "everybody knows" in check.of_settings()[0]
    settings.OFFRAMP_DEMO = True
    assert check.of_settings() == []


def test_settings_not_fit_for_a_real_program_are_named(settings):
    settings.SECRET_KEY = "short"
    settings.DEBUG, settings.ALLOWED_HOSTS = True, ["*"]
    said = " ".join(check.of_settings())
    assert "SECRET_KEY is short" in said
    assert "OFFRAMP_DEBUG is on" in said
    assert "OFFRAMP_HOSTS allows every name" in said


def test_a_real_start_with_what_is_the_default_names_everything(settings):
    settings.OFFRAMP_DEMO, settings.SECRET_KEY = False, live.DEMO_KEY
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    settings.PASSWORD_HASHERS = ["offramp.config.demo.hasher.Quick"]
    said = " ".join(serve.why_not_safe())
    for name in (
        "OFFRAMP_SECRET_KEY", "OFFRAMP_EMAIL_BACKEND", "OFFRAMP_HTTPS", "OFFRAMP_HOSTS",
        "OFFRAMP_FACTOR_KEYS", "OFFRAMP_FILE_KEYS", "OFFRAMP_NOTE_KEYS",
        "OFFRAMP_PHONE_KEYS", "OFFRAMP_ORIGIN", "hashed too",
    ):  # fmt: skip
        assert name in said
    assert ("SQLite" in said) is (connection.vendor == "sqlite")


def test_a_real_start_that_is_fit_is_not_refused(settings):
    settings.OFFRAMP_DEMO, settings.SECRET_KEY, settings.HTTPS = False, ODDS, True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.ALLOWED_HOSTS = ["lead.example.test"]
    settings.OFFRAMP_ORIGIN = "https://lead.example.test"
    settings.OFFRAMP_ORIGINS = dict.fromkeys(Zone, settings.OFFRAMP_ORIGIN)
    settings.FACTOR_KEYS = settings.FILE_KEYS = settings.NOTE_KEYS = [ODDS]
    settings.PHONE_KEYS = [ODDS]
    settings.OFFRAMP_ZONE = Zone.PROGRAM
    left = [said for said in serve.why_not_safe() if "SQLite" not in said]
    assert left == []


@pytest.mark.django_db
def test_the_first_manager_comes_by_command_and_that_is_on_record(capsys):
    first = ("first@example.test", "First Castly")
    assert grant(*first, "manager", "second-path") == 0
    assert "First password, shown this once: " in capsys.readouterr().out
    acts = Entry.objects.filter(action__startswith="account.").order_by("position")
    said = list(acts.values_list("action", flat=True))
    assert said == ["account.grant", "account.grant", "account.change"]
    assert grant(*first, "officer", "second-path") == 1
    assert grant(*first, "officer", "nowhere") == 1
    assert grant(*first, "officer", "bluestem-police") == 0  # a manager sees no talks
    assert grant(*first, "peer", "second-path") == 1
    assert "Use two people" in capsys.readouterr().err


@pytest.mark.django_db
def test_check_says_that_all_is_in_order(
    settings, capsys: pytest.CaptureFixture[str], tmp_path
):
    settings.OFFRAMP_AUDIT_KEY = str(tmp_path / "audit.key")
    settings.OFFRAMP_CHECKPOINTS = [str(tmp_path / "one"), str(tmp_path / "two")]
    checkpoints.make_key("example.test/audit")
    settings.SECRET_KEY = ODDS
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.OFFRAMP_DEMO = True  # else a PostgreSQL wants its zones and their logins
    load_program(SITE)
    assert check.check() == 0
    assert "All is in order." in capsys.readouterr().out


@pytest.mark.django_db
def test_a_folder_with_mistakes_is_not_loaded_and_each_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    folder = shutil.copytree(SITE, tmp_path / "site")
    (folder / "clocks.toml").write_text("consent_days = 0")
    before = SiteVersion.objects.count()
    assert load_program(folder) == 1
    said = capsys.readouterr().err
    assert "clocks.toml: consent_days: found 0, expected a whole number" in said
    assert "clocks.toml: plan_review_days: found nothing, expected" in said
    assert "Nothing was loaded: 21 mistakes." in said
    assert SiteVersion.objects.count() == before
