# SPDX-License-Identifier: EUPL-1.2
"""Signing what changes, in turn, and forgetting the past of a dossier."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection, transaction

from meedoen.database.turns import one_at_a_time
from meedoen.history.actor import Actor
from meedoen.history.models import Revision
from meedoen.history.past import Happening
from meedoen.vocabulary.moment import Moment

_SIGNED = "SELECT " + ", ".join(
    f"set_config('meedoen.signed_{name}', %s, true)" for name in ("by", "role", "account", "at")
)


class NotInATransaction(RuntimeError):
    """A signature holds for one transaction, and there is none; nothing was changed."""


def sign(*, by: Actor, on: Moment, about: UUID | None = None) -> None:
    """Say who makes the changes that follow in this transaction, at which moment, and about whom.

    Every operation signs before it writes. The database keeps the signature with each row that
    changes, in the same statement, and refuses what a page changes without one. `about` is the
    subject of a dossier: who writes in the same one at the same moment waits until this transaction
    is over, so what is read after signing is what stands. Raises NotInATransaction.
    Source: ADR 0015 and 0031; AVG art. 5(2).
    """
    if not connection.in_atomic_block:
        raise NotInATransaction("Sign within the transaction of the change (transaction.atomic).")
    account = "" if by.account_id is None else str(by.account_id)
    with connection.cursor() as cursor:
        cursor.execute(_SIGNED, [by.label, str(by.role), account, on.at.isoformat()])
    if about is not None:
        one_at_a_time(turn_of(about))


def turn_of(subject: UUID) -> str:
    """Name the turn in which is written in one dossier."""
    return f"dossier {subject}"


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
