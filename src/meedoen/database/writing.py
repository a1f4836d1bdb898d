# SPDX-License-Identifier: EUPL-1.2
"""Whether the database can write, asked without leaving anything: of who may write no table."""

from django.db import connection, transaction

# A list this long does not fit in so little memory, so PostgreSQL puts it in a file for a moment:
# about half a megabyte, on the disk of the data. No right is needed for it.
_LITTLE_MEMORY = "SET LOCAL work_mem = '64kB'"
_A_LONG_LIST = "SELECT count(*) FROM generate_series(1, 40000)"
_READS_ONLY = "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean"


class ReadsOnly(Exception):
    """The database answers, and takes nothing."""


def must_write() -> None:
    """See that the database writes to its disk.

    Raises ReadsOnly where it is set to read, and django.db.DatabaseError where its disk is full or
    does not answer, or where it cannot be reached.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_READS_ONLY)
        if cursor.fetchone()[0]:
            raise ReadsOnly
        cursor.execute(_LITTLE_MEMORY)
        cursor.execute(_A_LONG_LIST)
