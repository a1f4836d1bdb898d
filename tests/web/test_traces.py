# SPDX-License-Identifier: EUPL-1.2
"""A fault anywhere leaves a line that its number leads to, and no word of whoever met it."""

import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.test import Client

from meedoen.web.resident.views import calling
from tests.logs.keeping import CANARY, Kept

pytestmark = pytest.mark.django_db
NUMBER = re.compile(r"<strong>(\d{4} \d{4})</strong>")


def breaks(*_: object, **__: object) -> HttpResponse:
    raise ValueError(f"cannot read {CANARY}")


class Breaking:
    """Middleware that breaks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return breaks()


def visitor() -> Client:
    return Client(raise_request_exception=False)


def test_the_page_of_a_fault_has_a_number_that_leads_to_its_line(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calling, "page", breaks)
    answer = visitor().get(f"/bel-mij/?over={CANARY}")
    assert answer.status_code == 500
    found = NUMBER.search(answer.content.decode())
    assert found
    assert answer["X-Request-ID"] == found[1].replace(" ", "-")
    (line,) = [one for one in kept.lines if one["logger"] == "django.request"]
    assert line["trace"] == found[1]
    assert (line["endpoint"], line["method"]) == ("resident:callback", "GET")
    assert (line["role"], line["status"]) == ("resident", 500)
    assert any("calling.py" in frame for frame in line["faults"][0]["frames"])


def test_what_was_posted_is_in_no_line(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "page", breaks)
    assert visitor().post("/terug/", {"words": CANARY}).status_code == 500
    (line,) = [one for one in kept.lines if "faults" in one]
    assert (line["endpoint"], line["method"]) == ("resident:come_back", "POST")


def test_a_fault_in_middleware_leaves_its_line_too(kept: Kept, settings: LazySettings) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.Breaking"]
    answer = visitor().get(f"/aanbod/?woorden={CANARY}")
    assert answer.status_code == 500
    assert any(one.get("trace") and one.get("faults") for one in kept.lines)


def test_an_address_is_never_in_a_line(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    subject = uuid4()
    for address in (f"/werk/inwoner/{subject}/", f"/{CANARY}/", f"/aanbod/{subject}/"):
        visitor().get(address)
    logging.getLogger("django.request").error("Internal Server Error: %s", f"/{CANARY}/{subject}")
    assert str(subject) not in "".join(kept.written)


def test_what_anybody_calls_a_request_counts_behind_our_own_proxy_only(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    monkeypatch.setattr(calling, "page", breaks)
    called = uuid4().hex
    visitor().get("/terug/", headers={"X-Request-ID": called})
    settings.TRUSTED_PROXIES = 1
    visitor().get("/terug/", headers={"X-Request-ID": called})
    visitor().get("/terug/", headers={"X-Request-ID": CANARY})
    assert [one.get("given") for one in kept.lines if "faults" in one] == [None, called, None]


def production(code: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the log of production, as a real installation would write it."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "meedoen.settings.check"}
    start = "import django, logging; django.setup()\n"
    return subprocess.run(
        [sys.executable, "-c", start + code],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_production_writes_one_json_object_a_line_and_mails_nobody() -> None:
    done = production(
        "from django.conf import settings\n"
        "assert settings.FAULTS_AS_SAFE_LINES\n"
        "assert settings.DATABASES['default']['ENGINE'] == 'meedoen.database.postgresql'\n"
        "for name in ('django', 'django.request', 'django.server', 'django.security'):\n"
        "    assert not logging.getLogger(name).handlers, name\n"
        "try:\n"
        f"    int('{CANARY}')\n"
        "except ValueError:\n"
        f"    logging.getLogger('django.request').exception('at %s', '/{CANARY}/')\n"
        f"logging.getLogger('django.security.csrf').warning('of %s', '{CANARY}')\n"
        f"logging.getLogger('django.request').warning('Not Found: %s', '/{CANARY}/')\n"
    )
    assert done.returncode == 0, done.stderr
    lines = [json.loads(one) for one in done.stderr.splitlines()]
    assert [one["logger"] for one in lines] == ["django.request", "django.security.csrf"]
    assert CANARY not in done.stderr


def test_a_command_that_breaks_says_its_number_and_not_what_it_was_given() -> None:
    done = production(
        "from meedoen import commands\n"
        "def breaks(**told):\n"
        f"    raise ValueError('{CANARY}')\n"
        "commands.meedoen.main = breaks\n"
        f"raise SystemExit(commands.main(['database', '{CANARY}']))\n"
    )
    assert done.returncode == 2
    line, said = done.stderr.splitlines()
    told = json.loads(line)
    assert told["command"] == "database"
    assert told["faults"][0]["type"] == "builtins.ValueError"
    assert told["trace"] in said
    assert CANARY not in done.stderr
