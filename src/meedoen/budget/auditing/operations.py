# SPDX-License-Identifier: EUPL-1.2
"""Writes of who checks: that the books were worked out anew."""

from django.db import transaction

from meedoen.budget.models import LedgerCheck, LedgerTransaction
from meedoen.history.actor import Actor
from meedoen.history.operations import sign
from meedoen.vocabulary.moment import Moment


@transaction.atomic
def note_check(*, municipality: str, findings: int, by: Actor, on: Moment) -> LedgerCheck:
    """Write down that all books of a municipality were worked out anew, and what came of it."""
    sign(by=by, on=on)
    return LedgerCheck.objects.create(
        municipality_id=municipality,
        bookings=LedgerTransaction.objects.filter(municipality_id=municipality).count(),
        findings=findings,
        checked_by=by.label,
        checked_at=on.at,
    )
