# SPDX-License-Identifier: EUPL-1.2
"""One change of one row: who, when, and what it was before. Written by the database alone."""

from typing import ClassVar

from django.db import models

from meedoen.history.past import Happening


class Revision(models.Model):
    """That a row was added, changed or removed, and the values that went with it.

    `was` holds only what is gone: of a change the columns that got another value, of a removal the
    whole row, of an addition nothing. What stands now, taken back by `was` of all later revisions,
    is what stood then. `compartment_id` is where the row lies, when it belongs to a dossier; the
    history of a dossier is seen and forgotten with it.
    """

    at = models.DateTimeField()
    by = models.CharField(max_length=160)
    role = models.CharField(max_length=40)
    # By value: the account may go, and this room knows none of the rooms above it.
    account_id = models.BigIntegerField(null=True)
    table = models.CharField(max_length=63)
    row = models.CharField(max_length=40)
    compartment_id = models.BigIntegerField(null=True, db_index=True)
    kind = models.CharField(
        max_length=10, choices=[(one.value, one.name.title()) for one in Happening]
    )
    was = models.JSONField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["table", "row", "id"], name="revisions_of_a_row")]
