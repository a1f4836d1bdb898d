# SPDX-License-Identifier: EUPL-1.2
"""A database that is newer than the program: it ran migrations that this version does not have.

Such a database is left alone. Its tables mean what a later version says, and rows that an older one
writes into them may be wrong without anybody seeing it.
"""

from collections.abc import Iterable
from typing import Any

from django.db.migrations.loader import MigrationLoader

from meedoen import __version__
from meedoen.database.errors import DatabaseTrouble

_TABLE = "public.django_migrations"
_READABLE = f"SELECT has_table_privilege(to_regclass('{_TABLE}'), 'SELECT')"
_RAN = f"SELECT app, name FROM {_TABLE}"  # noqa: S608


def unknown(ran: Iterable[tuple[str, str]]) -> list[str]:
    """Give those of these migrations (room, name) that this program does not have, in order.

    A migration that others took the place of is known by them.
    """
    on_disk = MigrationLoader(None).disk_migrations
    known = {*on_disk, *(old for migration in on_disk.values() for old in migration.replaces)}
    return [f"{app} {name}" for app, name in sorted({*ran} - known)]


def refuse_a_newer_database(cursor: Any) -> None:
    """Stop where this database ran migrations that this program does not have. Changes nothing.

    Where no migration ran yet, or a role of before may not read which did, nothing is newer. Raises
    DatabaseTrouble.
    """
    cursor.execute(_READABLE)
    (readable,) = cursor.fetchone()
    if readable:
        cursor.execute(_RAN)
        refuse_what_is_newer(cursor.fetchall(), "This database")


def refuse_what_is_newer(ran: Iterable[tuple[str, str]], what: str) -> None:
    """Stop when any of these migrations (room, name) is not known here. Raises DatabaseTrouble."""
    if newer := unknown(ran):
        many = f" and {len(newer) - 1} more" if len(newer) > 1 else ""
        raise DatabaseTrouble(
            f"{what} was made by a newer version of Meedoen than this one ({__version__}): "
            f"{newer[0]}{many} is not known here. Nothing was changed. Use the version that made "
            "it, or a newer one."
        )
