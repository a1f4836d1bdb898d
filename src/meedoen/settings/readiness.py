# SPDX-License-Identifier: EUPL-1.2
"""What must be right before the product starts. All that is wrong is said at once.

A real installation wants secrets that nobody can guess; the demonstration a database of its own.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from meedoen.database.nearby import is_nearby
from meedoen.environment import HOW_TO_LOOK, NotReady

LEAST_CHARACTERS = 32
LEAST_VARIETY = 12
# Secrets that stand in our code or papers, or begin there: everybody can read them.
_PUBLISHED = (
    "demonstration-only",
    "tests-only",
    "check-only",
    "django-insecure-",
    "meedoen-demonstratie",
)
_POSTGRESQL = frozenset({"postgresql", "postgres", "psql", "pgsql", "postgis"})
_SECRETS = ("MEEDOEN_SECRET_KEY", "MEEDOEN_LOOKUP_PEPPER")
_PSEUDONYMS = "MEEDOEN_MONITOR_SECRET"

_NEEDED = {
    "DATABASE_URL": "the address of your PostgreSQL",
    "MEEDOEN_SECRET_KEY": "the secret that signs sessions and forms",
    "MEEDOEN_LOOKUP_PEPPER": "the secret that hides return words",
    "MEEDOEN_HOSTS": "the host names you serve, with commas",
}
_FOR_MAIL = {
    "MEEDOEN_MAIL_FROM": "the address that mails come from, and go back to",
    "MEEDOEN_SITE": "the address (https://…) that stands in a mail",
}
_HOW_TO_GO_ON = (
    "A good secret, another for each, made once and kept outside the database: "
    "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'\n"
    "Step by step: docs/how-to/install-for-a-municipality.md\n"
)


def refuse_what_is_not_ready(told: Mapping[str, str]) -> None:
    """Stop the start when these variables do not make an installation. Raises NotReady."""
    found = [f"  {trouble}\n" for trouble in troubles(told)]
    if found:
        raise NotReady(
            "This starts a real installation, and it is not ready:\n"
            f"{''.join(found)}{_HOW_TO_GO_ON}{HOW_TO_LOOK}"
        )


def troubles(told: Mapping[str, str]) -> Iterator[str]:
    """Say of each variable that a real installation needs what is wrong with it."""
    for name, meaning in _NEEDED.items():
        value = told.get(name, "").strip()
        if not value:
            yield f"{name} is not set: {meaning}."
        elif name in _SECRETS and (weakness := weakness_of(value)):
            yield f"{name} {weakness}: {meaning}."
    first, second = (told.get(name, "").strip() for name in _SECRETS)
    if first and first == second:
        yield f"{' and '.join(_SECRETS)} are the same: who learns one knows both."
    yield from _troubles_of_the_monitor(told)
    if told.get("MEEDOEN_MAIL_SERVER", "").strip():
        for name, meaning in _FOR_MAIL.items():
            if not told.get(name, "").strip():
                yield f"MEEDOEN_MAIL_SERVER is set and {name} is not: {meaning}."
    address = told.get("DATABASE_URL", "").strip()
    if address and urlsplit(address).scheme not in _POSTGRESQL:
        yield "DATABASE_URL is no address of a PostgreSQL (postgresql://…)."


def _troubles_of_the_monitor(told: Mapping[str, str]) -> Iterator[str]:
    """Say what is wrong with the secret of pseudonyms; who counts aggregates only has none."""
    secret = told.get(_PSEUDONYMS, "").strip()
    if not secret:
        return
    if weakness := weakness_of(secret):
        yield f"{_PSEUDONYMS} {weakness}: the secret of the pseudonyms of the monitor."
    for name in _SECRETS:
        if secret == told.get(name, "").strip():
            yield f"{_PSEUDONYMS} and {name} are the same: who learns one knows both."


def weakness_of(secret: str) -> str:
    """Say why a secret can be guessed, as the end of a sentence; empty when it cannot.

    Wanted are 32 characters and more, of 12 kinds, that are no repetition and stand nowhere.
    """
    if len(secret) < LEAST_CHARACTERS:
        return f"is short ({len(secret)} characters, {LEAST_CHARACTERS} are needed)"
    if any(known in secret.lower() for known in _PUBLISHED):
        return "stands in the code of the product, where everybody can read it"
    if len(set(secret)) < LEAST_VARIETY:
        return f"has too few kinds of characters ({len(set(secret))}, {LEAST_VARIETY} are needed)"
    # A text that is found in itself twice over before its end repeats something shorter.
    if (secret + secret).find(secret, 1) < len(secret):
        return "repeats itself"
    return ""


def refuse_invented_people_elsewhere(
    database: Mapping[str, Any], surroundings: Mapping[str, str]
) -> None:
    """Stop the demonstration on a database that is not on this machine. Raises NotReady."""
    if "postgresql" not in str(database.get("ENGINE")):
        raise NotReady("DATABASE_URL is no address of a PostgreSQL (postgresql://…).")
    if not is_nearby(database, surroundings):
        raise NotReady(
            "This is the demonstration: invented people, and passwords that everybody knows. It "
            "goes only to a database on this machine (a socket, localhost or 127.0.0.1), and "
            "DATABASE_URL leads elsewhere. Nothing was changed. Leave DATABASE_URL out, or set "
            "MEEDOEN_ENVIRONMENT=production for a real installation."
        )
