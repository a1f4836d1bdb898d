# SPDX-License-Identifier: EUPL-1.2
"""Reads of the past: what happened to a row, and how it stood at an earlier moment."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from meedoen.history.models import Revision
from meedoen.history.past import as_it_was
from meedoen.vocabulary.moment import Moment


@dataclass(frozen=True)
class Past:
    """One revision as others read it: who, when, of which row, what happened, what went.

    `number` goes up with each revision of the whole product.
    """

    number: int
    at: datetime
    by: str
    role: str
    table: str
    row: str
    kind: str
    was: dict[str, Any]


def past_of(table: str, rows: Collection[object], *, most: int | None = None) -> list[Past]:
    """Give what happened to rows of a table, latest first; only what who looks may see."""
    return [_past(one) for one in _revisions(table, rows).order_by("-pk")[:most]]


def past_of_all(rows: Mapping[str, Collection[object]], *, most: int) -> list[Past]:
    """Give what happened to rows of several tables, latest first, at most `most` of each table.

    One statement; each table is looked up over the index of its own rows. Only what who looks
    may see.
    """
    each = [_revisions(table, some).order_by("-pk")[:most] for table, some in rows.items() if some]
    found = each[0].union(*each[1:], all=True) if each else ()
    return [_past(one) for one in sorted(found, key=lambda one: one.pk, reverse=True)]


def _revisions(table: str, rows: Collection[object]) -> QuerySet[Revision]:
    return Revision.objects.filter(table=table, row__in=[str(row) for row in rows])


def _past(one: Revision) -> Past:
    return Past(one.pk, one.at, one.by, one.role, one.table, one.row, one.kind, one.was or {})


def row_at(table: str, row: object, now: dict[str, Any], *, on: Moment) -> dict[str, Any] | None:
    """Give how a row stood at a moment, from how it stands now; None when it was not there yet.

    `now` maps columns to values as JSON holds them.
    """
    later = [one for one in past_of(table, [row]) if one.at > on.at]
    return as_it_was(now, [(one.kind, one.was) for one in later])
