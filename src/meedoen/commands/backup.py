# SPDX-License-Identifier: EUPL-1.2
"""`meedoen database backup`, `restore` and `verify`: all that is kept, in one file and back."""

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import click
import django
from django.conf import settings
from django.db import connection

from meedoen import __version__
from meedoen.commands import CouldNotBeDone, set_up_without_settings
from meedoen.commands.schema import (
    address,
    at_hand,
    bring_up_to_date,
    is_embedded,
    refuse_a_newer_one,
    refuse_without_roles,
)
from meedoen.database import backup as everything
from meedoen.database import embedded, server
from meedoen.database.ahead import refuse_what_is_newer
from meedoen.database.backup_file import BackupRead, NoBackup, fingerprint
from meedoen.database.errors import DatabaseTrouble
from meedoen.database.whole_file import whole_or_not
from meedoen.environment import choose_settings
from meedoen.settings.readiness import weakness_of
from meedoen.vocabulary.moment import AMSTERDAM, Moment

KEY = "MEEDOEN_BACKUP_KEY"
_EVERY = 5.0
_SECRETS = {
    "MEEDOEN_SECRET_KEY": "no password and no app of a colleague opens anything",
    "MEEDOEN_LOOKUP_PEPPER": "no return words work",
}
_FILE = click.Path(dir_okay=False, path_type=Path)


class NotThisFile(click.ClickException):
    """The file is no backup that can be used; why stands in the message."""

    exit_code = 1


@click.command()
@click.argument("file", type=_FILE)
@click.option("--overwrite", is_flag=True, help="Take the place of FILE when it is there.")
def backup(file: Path, overwrite: bool) -> None:
    """Write all that the database holds into FILE, as it is at this moment, while people work.

    With MEEDOEN_BACKUP_KEY set, the file is sealed. The secrets of the installation are not in it:
    keep them apart. FILE is there when it is whole, and before that not at all.
    """
    on, key = Moment.now(), _key()
    _set_up()
    with at_hand(), whole_or_not(file, overwrite=overwrite) as part:
        refuse_a_newer_one()
        rows = everything.keep(
            address(), part, head=_head(on), key=key, tell=_telling("kept so far")
        )
    _remember(file, on)
    size = file.stat().st_size
    sealed = "sealed" if key else f"not sealed: {KEY} is not set"
    click.echo(f"{file}: {_held(rows)}, {size / 2**20:.1f} MB, {sealed}.")


@click.command()
@click.argument("file", type=_FILE)
@click.option(
    "--with-other-secrets", is_flag=True,
    help="Also when this installation has other secrets than the one of the backup.",
)  # fmt: skip
def restore(file: Path, with_other_secrets: bool) -> None:
    """Put all that FILE holds into an empty data folder or an empty database, ready to be served.

    All of it comes, or nothing. A backup of an earlier version is brought up to date; one of a
    newer version is refused.
    """
    key = _key()
    _set_up()
    head = _read_whole(file, key)
    if not with_other_secrets:
        _refuse_other_secrets(head)
    with _empty_place() as undo, _opened(file) as opened:
        refuse_without_roles()
        with _bar(file, "Putting it back") as bar:
            try:
                rows = everything.put_back(address(), opened, key=key, tell=bar)
            except NoBackup as broken:
                raise NotThisFile(f"{file} was not restored: {broken}") from broken
        with undo:
            refuse_a_newer_one()
            bring_up_to_date()
    click.echo(f"Restored: {_held(rows)}, of {_made(head)}. It can be served.")


@click.command()
@click.argument("file", type=_FILE)
def verify(file: Path) -> None:
    """Read all of FILE and say what it holds, or why it is no backup to rely on.

    Leaves with 1 when it is none: cut off, changed, of another key, or of a newer version.
    """
    key = _key()
    with _opened(file) as opened, _bar(file, "Reading all of it") as bar:
        try:
            reading, rows = everything.verify(opened, key=key, tell=bar)
            _refuse_newer(reading.head)
        except (NoBackup, DatabaseTrouble) as broken:
            raise NotThisFile(f"{file} is no backup to rely on: {broken}") from broken
    sealed = "sealed" if reading.sealed else "not sealed"
    click.echo(f"{file}: a whole backup of {_made(reading.head)}, {sealed}: {_held(rows)}.")


def last_backup() -> str:
    """Say which backup was made last from this place, and when; empty where none is known."""
    with suppress(OSError):
        return _note().read_text(encoding="utf-8").strip()
    return ""


def _note() -> Path:
    return embedded.data_folder() / "last-backup"


def _remember(file: Path, on: Moment) -> None:
    # Of use before an upgrade, and no more than that: where it cannot be written, it is not known.
    with suppress(OSError):
        _note().parent.mkdir(parents=True, exist_ok=True)
        said = on.at.astimezone(AMSTERDAM).strftime("%Y-%m-%d %H:%M")
        _note().write_text(f"{file.absolute()}, {said}\n", encoding="utf-8")


def _set_up() -> None:
    os.environ["MEEDOEN_DATABASE_ROLE"] = "owner"
    choose_settings()
    django.setup()


def _key() -> str:
    """Give the key that backups are sealed with; empty where none is set. Refuses a weak one."""
    key = os.environ.get(KEY, "").strip()
    if key and (weakness := weakness_of(key)):
        raise CouldNotBeDone(
            f"{KEY} {weakness}. Nothing was changed. A good one, kept apart from the backups: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    return key


def _secrets() -> dict[str, list[str]]:
    return {
        "MEEDOEN_SECRET_KEY": [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS],
        "MEEDOEN_LOOKUP_PEPPER": [settings.LOOKUP_PEPPER],
    }


def _head(on: Moment) -> Mapping[str, object]:
    at = on.at.isoformat(timespec="seconds")
    marks = {name: fingerprint(values[0], at) for name, values in _secrets().items()}
    return {"product": __version__, "made_at": at, "secrets": marks}


def _refuse_other_secrets(head: Mapping[str, Any]) -> None:
    kept, at = head.get("secrets") or {}, str(head.get("made_at"))
    other = [
        name for name, values in _secrets().items()
        if kept.get(name) not in [fingerprint(value, at) for value in values]
    ]  # fmt: skip
    if other:
        lost = " ".join(f"With another {name} {_SECRETS[name]}." for name in other)
        raise CouldNotBeDone(
            f"This installation has another {' and another '.join(other)} than the one of the "
            f"backup. {lost} Nothing was changed. Set what belongs to it, from your vault (an "
            "earlier secret key goes in MEEDOEN_EARLIER_SECRET_KEYS), or add --with-other-secrets."
        )


def _read_whole(file: Path, key: str) -> dict[str, Any]:
    """Read all parts before anything changes; gives the head."""
    with _opened(file) as opened, _bar(file, "Looking at the file") as bar:
        try:
            reading = BackupRead(opened)
            for part in reading.parts(key):
                bar(len(part))
            _refuse_newer(reading.head)
        except (NoBackup, DatabaseTrouble) as broken:
            raise NotThisFile(f"{file} was not restored: {broken}") from broken
    return reading.head


def _refuse_newer(head: Mapping[str, Any]) -> None:
    ran = head.get("migrations")
    if not isinstance(ran, dict):
        raise NoBackup("its head does not say of which version it is.")
    set_up_without_settings()
    refuse_what_is_newer(ran.items(), "It")


@contextmanager
def _empty_place() -> Iterator[Any]:
    """Give a way to undo, around what comes after the rows: the place is then as empty as before.

    An embedded server is made where there is none, taken away when it fails, and left as it was
    found.
    """
    here = embedded.embedded_server()
    if not is_embedded(here):
        yield _emptied()
        return
    new, ran = not (here.data / "PG_VERSION").exists(), server.is_running(here)
    kept = False
    if new and here.data.exists() and any(here.data.iterdir()):
        raise CouldNotBeDone(
            f"{here.data} is not empty, and holds no database either. Nothing was changed."
        )
    try:
        embedded.make_ready()
        yield _emptied()
        kept = True
    finally:
        connection.close()
        if new and not kept:
            server.remove(here)
        elif not ran:
            server.stop(here)


@contextmanager
def _emptied() -> Iterator[None]:
    try:
        yield
    except BaseException:
        connection.close()
        everything.empty_again(address())
        raise


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    try:
        with file.open("rb") as opened:
            yield opened
    except (FileNotFoundError, PermissionError, IsADirectoryError) as closed:
        if closed.filename and Path(closed.filename) == file:
            raise CouldNotBeDone(f"{file} cannot be read: {closed.strerror}.") from closed
        raise


def _telling(words: str) -> Callable[[int], None]:
    """Give who says now and then how much was done."""
    done, said = 0, time.monotonic()

    def tell(more: int) -> None:
        nonlocal done, said
        done += more
        if time.monotonic() - said > _EVERY:
            said = time.monotonic()
            click.echo(f"{done / 2**20:.0f} MB {words}", err=True)

    return tell


@contextmanager
def _bar(file: Path, label: str) -> Iterator[Callable[[int], None]]:
    try:
        size = file.stat().st_size
    except OSError:
        size = 0
    with click.progressbar(length=size, label=label, file=sys.stderr) as bar:
        yield bar.update


def _held(rows: Mapping[str, int]) -> str:
    return f"{sum(rows.values()):,} rows in {len(rows)} tables"


def _made(head: Mapping[str, Any]) -> str:
    try:
        at = datetime.fromisoformat(str(head.get("made_at")))
        when = at.astimezone(AMSTERDAM).strftime("%Y-%m-%d %H:%M")
    except ValueError:
        when = "an unknown moment"
    return f"{when} by Meedoen {head.get('product')} on PostgreSQL {head.get('postgresql')}"
