# SPDX-License-Identifier: EUPL-1.2
"""What stops a start: secrets that can be guessed, and invented people on their way elsewhere."""

from pathlib import Path

import environ
import pytest
from django.conf import LazySettings
from django.core.checks import run_checks

from meedoen.environment import NotReady
from meedoen.settings.readiness import (
    refuse_invented_people_elsewhere,
    refuse_what_is_not_ready,
    weakness_of,
)
from tests.commands.test_environment import INSTALLED, WAYS_IN, started

SETTINGS = Path(__file__).parents[2] / "src" / "meedoen" / "settings"
GOOD = INSTALLED["MEEDOEN_SECRET_KEY"]
WEAK = {
    "one character": "a",
    "31 characters": GOOD[:31],
    "one kind": "x" * 64,
    "too little variety": "abcabdabeabfabcabdabeabfabcabdabe",
    "a repetition": GOOD[:20] * 3,
    "that of the demonstration": "demonstration-only-demonstration-only-demonstration-only",
    "that of the demonstration, longer": "Demonstration-Only" + GOOD,
    "that of the tests": "tests-only-tests-only-tests-only-tests-only-tests-only",
    "that of a new Django project": "django-insecure-" + GOOD,
}
# What people write as the address of a database, and whether it is on this machine.
HERE = [
    "postgresql:///meedoen", "postgresql://a@/meedoen?host=/run/postgresql",
    "postgresql://a@/meedoen?host=/tmp/mijn%20map%20%C3%A9", "postgresql://a@%2Frun%2Fpg/meedoen",
    "postgresql://a@localhost/meedoen", "postgresql://a@LOCALHOST:5433/meedoen",
    "postgresql://a@127.0.0.1/meedoen", "postgresql://a@[::1]/meedoen",
    "postgresql://a@localhost,127.0.0.2/meedoen",
]  # fmt: skip
ELSEWHERE = [
    "postgresql://a@db.example/meedoen", "postgresql://a@10.0.0.4/meedoen",
    "postgresql://a@localhost.example/meedoen", "postgresql://a@127.0.0.1.example/meedoen",
    "postgresql://a@localhost,db.example/meedoen", "postgresql://a@localhost/m?host=db.example",
    "postgresql://a@/meedoen?host=/tmp,db.example", "postgresql://a@/meedoen?hostaddr=10.0.0.4",
    "postgresql://a@localhost/meedoen?hostaddr=10.0.0.4", "postgresql://a@/meedoen?service=stad",
    "postgresql://a@[2001:db8::1]/meedoen", "postgresql://a@0.0.0.0/meedoen",
    "mysql://a@localhost/meedoen", "is geen adres", "sqlite:////tmp/meedoen",
]  # fmt: skip


def test_what_is_good_starts() -> None:
    refuse_what_is_not_ready(INSTALLED)


@pytest.mark.parametrize("name", ["MEEDOEN_SECRET_KEY", "MEEDOEN_LOOKUP_PEPPER"])
@pytest.mark.parametrize("secret", WEAK.values(), ids=WEAK)
def test_a_secret_that_can_be_guessed_stops_the_start(name: str, secret: str) -> None:
    with pytest.raises(NotReady) as stopped:
        refuse_what_is_not_ready(INSTALLED | {name: secret})
    assert name in str(stopped.value)
    assert "token_urlsafe(50)" in str(stopped.value)
    assert len(secret) < 31 or secret not in str(stopped.value), "a log keeps what is said"


def test_all_that_is_wrong_is_said_at_once() -> None:
    wrong = {"MEEDOEN_SECRET_KEY": "", "MEEDOEN_LOOKUP_PEPPER": "kort", "DATABASE_URL": "mysql://x"}
    with pytest.raises(NotReady) as stopped:
        refuse_what_is_not_ready(wrong)
    said = str(stopped.value)
    assert "MEEDOEN_SECRET_KEY is not set" in said
    assert "MEEDOEN_LOOKUP_PEPPER is short (4 characters" in said
    assert "MEEDOEN_HOSTS is not set" in said
    assert "DATABASE_URL is no address of a PostgreSQL" in said


def test_one_secret_is_not_two() -> None:
    with pytest.raises(NotReady, match="are the same"):
        refuse_what_is_not_ready(INSTALLED | {"MEEDOEN_LOOKUP_PEPPER": GOOD})


def test_who_counts_aggregates_only_needs_no_secret_of_pseudonyms() -> None:
    refuse_what_is_not_ready(INSTALLED)
    refuse_what_is_not_ready(INSTALLED | {"MEEDOEN_MONITOR_SECRET": GOOD[::-1]})


@pytest.mark.parametrize("secret", WEAK.values(), ids=WEAK)
def test_a_secret_of_pseudonyms_that_can_be_guessed_stops_the_start(secret: str) -> None:
    with pytest.raises(NotReady, match="MEEDOEN_MONITOR_SECRET"):
        refuse_what_is_not_ready(INSTALLED | {"MEEDOEN_MONITOR_SECRET": secret})


@pytest.mark.parametrize("other", ["MEEDOEN_SECRET_KEY", "MEEDOEN_LOOKUP_PEPPER"])
def test_the_secret_of_pseudonyms_is_no_other_secret(other: str) -> None:
    with pytest.raises(NotReady, match=f"MEEDOEN_MONITOR_SECRET and {other} are the same"):
        refuse_what_is_not_ready(INSTALLED | {"MEEDOEN_MONITOR_SECRET": INSTALLED[other]})


@pytest.mark.parametrize("name", ["SECRET_KEY", "LOOKUP_PEPPER", "MONITOR_SECRET"])
def test_no_secret_that_stands_in_our_settings_is_good_enough(name: str) -> None:
    written = [
        line.split('"')[1]
        for file in SETTINGS.glob("*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith(f'{name} = "')
    ]
    assert len(written) == 2, written
    assert [secret for secret in written if not weakness_of(secret)] == []


@pytest.mark.parametrize("name", ["SECRET_KEY", "LOOKUP_PEPPER"])
def test_the_check_of_a_deployment_minds_too(settings: LazySettings, name: str) -> None:
    settings.SECRET_KEY, settings.LOOKUP_PEPPER = GOOD, GOOD[::-1]

    def said() -> list[str]:
        found = run_checks(tags=["security"], include_deployment_checks=True)
        return [str(each.msg) for each in found if each.id == "meedoen.E002"]

    assert said() == []
    setattr(settings, name, "kort")
    assert said() == [f"{name} is short (4 characters, 32 are needed)."]


@pytest.mark.parametrize("address", HERE)
def test_the_demonstration_goes_to_a_database_on_this_machine(address: str) -> None:
    refuse_invented_people_elsewhere(environ.Env.db_url_config(address), {})


@pytest.mark.filterwarnings("ignore:Engine not recognized")
@pytest.mark.parametrize("address", ELSEWHERE)
def test_the_demonstration_goes_nowhere_else(address: str) -> None:
    with pytest.raises(NotReady, match="DATABASE_URL"):
        refuse_invented_people_elsewhere(environ.Env.db_url_config(address), {})


@pytest.mark.parametrize("variable", ["PGHOST", "PGHOSTADDR", "PGSERVICE"])
def test_what_the_library_reads_by_itself_counts_too(variable: str) -> None:
    config = environ.Env.db_url_config("postgresql:///meedoen")
    with pytest.raises(NotReady, match="leads elsewhere"):
        refuse_invented_people_elsewhere(config, {variable: "10.0.0.4"})


@pytest.mark.parametrize("way", ["demonstration", "serve", "wsgi"])
def test_no_way_in_brings_the_demonstration_elsewhere(way: str) -> None:
    asked = {"MEEDOEN_ENVIRONMENT": "development", "DATABASE_URL": "postgresql://a@db.example/m"}
    done = started(*WAYS_IN[way], **asked)
    assert done.returncode in (2, 3)
    assert "leads elsewhere" in done.stderr
    assert "Traceback" not in done.stderr


def test_no_page_gets_a_connection_from_before_the_database_was_started_anew() -> None:
    asked = (
        "from meedoen.settings.production import DATABASES as d; "
        "print(d['default']['CONN_HEALTH_CHECKS'], d['default']['OPTIONS']['pool'])"
    )
    done = started("-c", asked, **INSTALLED)
    assert done.stdout.split() == ["True", "True"], done.stderr
