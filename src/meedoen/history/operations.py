# SPDX-License-Identifier: EUPL-1.2
"""Signing what changes, and forgetting the past of a dossier."""

from collections.abc import Collection

from django.db import connection, transaction

from meedoen.history.actor import Actor
from meedoen.history.models import Revision
from meedoen.history.past import Happening
from meedoen.vocabulary.moment import Moment

_SIGNED = "SELECT " + ", ".join(
    f"set_config('meedoen.signed_{name}', %s, true)" for name in ("by", "role", "account", "at")
)


class NotInATransaction(RuntimeError):
    """A signature holds for one transaction, and there is none; nothing was changed."""


def sign(*, by: Actor, on: Moment) -> None:
    """Say who makes the changes that follow in this transaction, and at which moment.

    Every operation signs before it writes. The database keeps the signature with each row that
    changes, in the same statement, and refuses what a page changes without one. Raises
    NotInATransaction. Source: ADR 0015; AVG art. 5(2).
    """
    if not connection.in_atomic_block:
        raise NotInATransaction("Sign within the transaction of the change (transaction.atomic).")
    account = "" if by.account_id is None else str(by.account_id)
    with connection.cursor() as cursor:
        cursor.execute(_SIGNED, [by.label, str(by.role), account, on.at.isoformat()])


@transaction.atomic
def forget(*, compartments: Collection[int], by: Actor, on: Moment) -> int:
    """Remove the past of these compartments as a whole; returns how many revisions went.

    That is for who owns the tables, never for a page: the database refuses it there. One revision
    stays, of this table itself: that so many went, by whom and when, and not whose they were.
    Source: Wmo 2015 art. 5.3.5.
    """
    gone, _ = Revision.objects.filter(compartment_id__in=compartments).delete()
    Revision.objects.create(
        at=on.at,
        by=by.label,
        role=by.role,
        account_id=by.account_id,
        table=Revision._meta.db_table,
        kind=Happening.REMOVED,
        was={"revisions": gone},
    )
    return gone
