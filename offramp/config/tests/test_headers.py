"""What every answer tells the browser about itself."""

import os
import subprocess
import sys

import pytest
from django.test import Client

from offramp.platform.accounts.tests import people
from tests import cast

pytestmark = pytest.mark.django_db
PRINT = """
from django.conf import settings as s
print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE)
print(s.SECURE_HSTS_SECONDS, s.SECURE_SSL_REDIRECT, s.SECURE_PROXY_SSL_HEADER)
"""


def policy(client: Client) -> dict[str, str]:
    said = client.get("/sign-in/")["Content-Security-Policy"]
    pairs = (part.strip().partition(" ") for part in said.split(";"))
    return {name: sources for name, _, sources in pairs}


def test_scripts_and_styles_come_from_here_and_from_nowhere_else(client):
    found = policy(client)
    assert found["default-src"] == "'none'"
    assert found["script-src"] == found["style-src"] == "'self'"
    assert found["frame-ancestors"] == found["base-uri"] == "'none'"
    assert found["form-action"] == "'self'"


def test_a_page_may_ask_where_it_is_and_use_no_other_sense_of_the_device(client):
    said = client.get("/sign-in/")["Permissions-Policy"]
    assert "camera=()" in said
    assert "geolocation=(self)" in said
    assert "microphone=()" in said


def test_a_browser_is_told_not_to_guess_not_to_frame_and_not_to_tell(client):
    said = client.get("/sign-in/")
    assert said["X-Content-Type-Options"] == "nosniff"
    assert said["X-Frame-Options"] == "DENY"
    assert said["Referrer-Policy"] == "same-origin"
    assert said["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_session_cookie_ends_with_the_browser_and_no_script_reads_it(client):
    people.come_in(client, people.with_codes(cast.olive()))
    cookie = client.cookies["sessionid"]
    assert cookie.value
    assert cookie["max-age"] == cookie["expires"] == ""
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_over_https_cookies_are_bound_to_the_host_and_browsers_told_to_stay():
    env = {**os.environ, "OFFRAMP_HTTPS": "yes"}
    env["DJANGO_SETTINGS_MODULE"] = "offramp.config.settings"
    said = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", PRINT],
        env=env,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\n")
    assert said[0] == "__Host-sessionid __Host-csrftoken True"
    assert said[1] == "31536000 True ('HTTP_X_FORWARDED_PROTO', 'https')"


def test_the_strict_transport_header_is_sent_over_https(client, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_HSTS_SECONDS, settings.SECURE_SSL_REDIRECT = 31536000, True
    plain = Client().get("/sign-in/")
    assert plain.status_code == 301
    assert plain["Location"].startswith("https://")
    safe = Client().get("/sign-in/", headers={"X-Forwarded-Proto": "https"})
    assert safe["Strict-Transport-Security"].startswith("max-age=31536000")
