# SPDX-License-Identifier: EUPL-1.2
"""Reads of the assessment room: what was decided otherwise, and the looks that were kept.

Row-level security shows only what the current viewer may see.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from meedoen.assessment.models import InvarianceRun, Look, Override
from meedoen.rules.outcomes import OutcomeKind


@dataclass(frozen=True)
class Overridden:
    """One provision decided otherwise: what the rules said then, what instead, why, by whom."""

    pk: int
    provision: str
    computed: OutcomeKind
    decided: OutcomeKind
    reason: str
    legal_ground: str
    by: str
    team: str
    team_id: int
    at: datetime
    withdrawn_at: datetime | None = None

    def rules_changed(self, now: OutcomeKind) -> bool:
        """Tell whether the rules say something else by now: a reason to look again."""
        return now is not self.computed


def fell_between(subject: UUID) -> bool:
    """Tell whether both laws let a resident down at the last look that was kept and may be seen."""
    rows = Look.objects.filter(resident_id=subject).order_by("-at", "-pk")
    return bool(rows.values_list("falls_between", flat=True).first())


def overrides_of(subject: UUID) -> list[Overridden]:
    """List what is decided otherwise for a resident now, newest first."""
    rows = Override.objects.filter(resident_id=subject, withdrawn_at__isnull=True)
    return [_overridden(row) for row in rows.select_related("team").order_by("-at", "-pk")]


def override_history(subject: UUID, provision: str) -> list[Overridden]:
    """List every override of one provision for a resident, also those taken back, newest first."""
    rows = Override.objects.filter(resident_id=subject, provision=provision)
    return [_overridden(row) for row in rows.select_related("team").order_by("-at", "-pk")]


def _overridden(row: Override) -> Overridden:
    return Overridden(
        pk=row.pk,
        provision=row.provision,
        computed=OutcomeKind(row.computed),
        decided=OutcomeKind(row.decided),
        reason=row.reason,
        legal_ground=row.legal_ground,
        by=row.decided_by,
        team=row.team.name,
        team_id=row.team_id,
        at=row.at,
        withdrawn_at=row.withdrawn_at,
    )


@dataclass(frozen=True)
class KeptLook:
    """A look through the glasses that was kept: when, by whom, under the rules of which day."""

    pk: int
    at: datetime
    rules_of: date
    by: str
    outcomes: Mapping[str, str]
    receipt: Mapping[str, Any]


def kept_looks(subject: UUID) -> list[KeptLook]:
    """List the looks that were kept of a resident, newest first."""
    rows = Look.objects.filter(resident_id=subject).order_by("-at", "-pk")
    return [
        KeptLook(row.pk, row.at, row.rules_of, row.looked_by, row.outcomes, row.receipt)
        for row in rows
    ]


def how_many_looks_kept(subject: UUID) -> int:
    """Count the looks that were kept of a resident, without reading what was kept."""
    return Look.objects.filter(resident_id=subject).count()


def invariance_runs(*, most: int = 20) -> list[InvarianceRun]:
    """Give the proofs of equal treatment, the latest first, at most `most` of them."""
    return list(InvarianceRun.objects.all()[:most])
