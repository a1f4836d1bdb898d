# SPDX-License-Identifier: EUPL-1.2
"""Production, unless the demonstration is asked for: by every way in, and said in words."""

import os
import subprocess
import sys

import pytest

OF_THE_PRODUCT = ("MEEDOEN_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PG")
INSTALLED = {
    "DATABASE_URL": "postgresql://meedoen_web:geheim@localhost:1/meedoen",
    "MEEDOEN_SECRET_KEY": "q8Jt2vLwZ0mXc5RbN7yHsD4fGk1pTuEaVi9oWx3CzYh6BnMl",
    "MEEDOEN_LOOKUP_PEPPER": "E7uPz1KfQx4WmVb9TnRc2YsHd6JgLa0oBi8Xt5CvNy3MwDkG",
    "MEEDOEN_HOSTS": "meedoen.example",
}
MEEDOEN = ("-m", "meedoen")
LEFT = "import os; print('settings:', os.environ.get('DJANGO_SETTINGS_MODULE'))"
WAYS_IN = {
    "areas": (*MEEDOEN, "areas", "import", __file__, "--year", "2026"),
    "demonstration": (*MEEDOEN, "demonstration", "people", "--json"),
    "dev": (*MEEDOEN, "dev"),
    "load": (*MEEDOEN, "demonstration", "load"),
    "migrate": (*MEEDOEN, "database", "migrate"),
    "serve": (*MEEDOEN, "serve"),
    "wsgi": ("-c", "import meedoen.wsgi"),
    "worker": (*MEEDOEN, "worker", "--until-empty"),
}


def started(*words: str, **told: str) -> subprocess.CompletedProcess[str]:
    """Start Python where nothing is told about the product but this."""
    bare = {k: v for k, v in os.environ.items() if not k.startswith(OF_THE_PRODUCT)}
    return subprocess.run(
        [sys.executable, "-W", "ignore", *words],
        env=bare | told, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.mark.parametrize("way", WAYS_IN)
def test_where_nothing_is_set_it_says_what_a_real_installation_needs(way: str) -> None:
    done = started(*WAYS_IN[way])
    assert done.returncode == (3 if way == "wsgi" else 2), done.stderr
    assert "Traceback" not in done.stderr
    for name in INSTALLED:
        assert f"{name} is not set" in done.stderr
    assert "MEEDOEN_ENVIRONMENT=development" in done.stderr
    assert "make run" in done.stderr
    assert done.stdout == ""


def test_python_itself_ends_in_words_where_an_installation_is_not_ready() -> None:
    production = {"DJANGO_SETTINGS_MODULE": "meedoen.settings.production"}
    done = started("-m", "django", "check", **production)
    assert done.returncode == 1
    assert "MEEDOEN_LOOKUP_PEPPER is not set" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("way", "said"),
    [
        ("demonstration", "geen demonstratie-omgeving"),
        ("dev", "on your own machine"),
        ("load", "Invented people go into no real installation"),
        ("migrate", "The database cannot be reached"),
        ("serve", "on your own machine"),
    ],
)
def test_whoever_forgets_the_environment_gets_production_and_no_demonstration(
    way: str, said: str
) -> None:
    """Every variable of an installation but that one: no known password opens it (H6)."""
    done = started(*WAYS_IN[way], **INSTALLED)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("named", ["prodction", "base", "demonstration", "../x", "os.path", "a b"])
def test_an_environment_that_is_not_there_is_said(named: str) -> None:
    for way in ("serve", "wsgi"):
        done = started(*WAYS_IN[way], MEEDOEN_ENVIRONMENT=named)
        assert done.returncode in (2, 3)
        assert f"MEEDOEN_ENVIRONMENT is {named!r}" in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("way", ["areas", "demonstration", "dev", "serve", "worker"])
def test_help_asks_for_no_settings(way: str) -> None:
    done = started(*MEEDOEN, way, "--help")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Usage: meedoen")


@pytest.mark.parametrize("named", ["", "production"])
def test_an_empty_name_is_no_name(named: str) -> None:
    asked = f"from meedoen.environment import choose_settings; choose_settings(); {LEFT}"
    done = started("-c", asked, MEEDOEN_ENVIRONMENT=named, DJANGO_SETTINGS_MODULE="")
    assert done.stdout == "settings: meedoen.settings.production\n", done.stderr


def test_the_demonstration_is_there_for_who_asks_for_it() -> None:
    asked = (
        "from meedoen.environment import choose_settings; choose_settings(); "
        "from django.conf import settings; print(settings.DEMONSTRATION)"
    )
    done = started("-c", asked, MEEDOEN_ENVIRONMENT="development")
    assert done.stdout == "True\n", done.stderr
