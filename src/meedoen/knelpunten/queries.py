# SPDX-License-Identifier: EUPL-1.2
"""Reads of the knelpunten room. The database shows the drafts of the own organisation only."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from meedoen.knelpunten.kinds import Frame, KnelpuntType, State
from meedoen.knelpunten.models import Draft

CUTTING_EDGE = (Frame.WMO, Frame.PARTICIPATIEWET)


@dataclass(frozen=True)
class DraftView:
    """A knelpunt in concept, as its makers read it."""

    pk: int
    municipality: str
    municipality_code: str
    team: str
    code: str
    title: str
    laws: Sequence[str]
    frames: Collection[Frame]
    type: KnelpuntType
    happens: str
    effect: str
    effect_agreed: bool
    state: State
    made_on: date
    changed_on: date
    knelpunt_id: int | None = None

    @property
    def on_the_cutting_edge(self) -> bool:
        """Tell whether it touches the Wmo and the Participatiewet (S0-06)."""
        return set(CUTTING_EDGE) <= set(self.frames)


def drafts(*, touching: Collection[Frame] = ()) -> list[DraftView]:
    """List the drafts that the viewer's organisation made where it works, newest first.

    With `touching` only those that touch all of these frames of law.
    """
    rows = Draft.objects.filter(removed_on__isnull=True).select_related("municipality", "team")
    if touching:
        rows = rows.filter(frames__contains=list(touching))
    return [_knelpunt(row) for row in rows.order_by("-made_on", "-pk")]


def draft(draft_id: int) -> DraftView:
    """Give one draft. Raises Draft.DoesNotExist when it is not there for this viewer."""
    rows = Draft.objects.select_related("municipality", "team")
    return _knelpunt(rows.get(pk=draft_id, removed_on__isnull=True))


def count_touching(frames: Collection[Frame]) -> int:
    """Count the drafts that touch all of these frames of law (S0-06)."""
    rows = Draft.objects.filter(removed_on__isnull=True)
    return rows.filter(frames__contains=list(frames)).count()


def _knelpunt(row: Draft) -> DraftView:
    return DraftView(
        pk=row.pk,
        municipality=row.municipality.name,
        municipality_code=row.municipality_id,
        team=row.team.name,
        code=row.code,
        title=row.title,
        laws=tuple(row.laws),
        frames=tuple(map(Frame, row.frames)),
        type=KnelpuntType(row.type),
        happens=row.happens,
        effect=row.effect,
        effect_agreed=row.effect_agreed,
        state=State(row.state),
        made_on=row.made_on,
        changed_on=row.changed_on,
        knelpunt_id=row.knelpunt_id,
    )
