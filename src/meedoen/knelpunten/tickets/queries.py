# SPDX-License-Identifier: EUPL-1.2
"""Reads of tickets: what waits for a place, what became of one, and who is still to be told."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from meedoen.knelpunten.kinds import PressedAt
from meedoen.knelpunten.models import Ticket
from meedoen.knelpunten.states import RegisterState, Solved


@dataclass(frozen=True)
class Press:
    """A press as the register knows it: no person, and the day."""

    pk: UUID
    municipality_code: str
    team: str
    pressed_at: PressedAt
    words: str
    wants_answer: bool
    given_on: date


@dataclass(frozen=True)
class BecameOf:
    """What became of a press, as who pressed reads it."""

    ticket: UUID
    given_on: date
    words: str
    wants_answer: bool
    taken_back: bool
    told_on: date | None
    knelpunt_id: int | None
    title: str
    state: RegisterState | None
    answer: str
    answered_on: date | None
    solved: Solved | None
    is_public: bool

    @property
    def can_say_solved(self) -> bool:
        """Tell whether she can say if it is solved: there is an answer to look back on."""
        return bool(self.answer) and self.knelpunt_id is not None

    @property
    def is_news(self) -> bool:
        """Tell whether there is an answer that she wanted, and nobody told her of yet."""
        open_still = self.wants_answer and not self.taken_back and self.told_on is None
        return open_still and bool(self.answer)


def _without_a_place() -> Q:
    return Q(knelpunt=None, answered_on=None, taken_back_on=None)


def presses_waiting(municipality: str, *, skip: int = 0, most: int = 20) -> list[Press]:
    """List the presses that nobody did anything with yet, the oldest first."""
    rows = Ticket.objects.filter(_without_a_place(), municipality=municipality)
    rows = rows.select_related("team__organisation").order_by("given_on", "pk")
    return [_press(row) for row in rows[skip : skip + most]]


def count_waiting(municipality: str) -> int:
    """Count the presses that nobody did anything with yet: work that waits, for who does it."""
    return Ticket.objects.filter(_without_a_place(), municipality=municipality).count()


def press(ticket: UUID) -> Press:
    """Give one press that waits. Raises Ticket.DoesNotExist."""
    rows = Ticket.objects.filter(_without_a_place()).select_related("team__organisation")
    return _press(rows.get(pk=ticket))


def seen_to_in(ticket: UUID) -> str | None:
    """Give the municipality of a press with which somebody did something already; None if not so.

    Also None for one that who asks may not see, or that was never there.
    """
    rows = Ticket.objects.filter(pk=ticket).exclude(_without_a_place())
    return rows.values_list("municipality_id", flat=True).first()


def became_of(tickets: list[UUID]) -> dict[UUID, BecameOf]:
    """Say what became of presses that who asks may see: her own, or those of her dossier."""
    rows = Ticket.objects.filter(pk__in=tickets).select_related("knelpunt")
    return {row.pk: _became(row) for row in rows}


def to_see_to(*, most: int) -> list[UUID]:
    """List tickets with which the worker has something to do."""
    rows = Ticket.objects.filter(seen_to_on=None, taken_back_on=None).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:most])


def to_tell(*, most: int, after: UUID | None = None) -> list[UUID]:
    """List tickets of who wants an answer, where there is one that she was not told.

    In the order of their numbers, those behind `after`.
    """
    answered = Q(answered_on__isnull=False) | (
        Q(knelpunt__answered_on__isnull=False) & ~Q(knelpunt__state=RegisterState.WAITING)
    )
    rows = Ticket.objects.filter(answered, wants_answer=True, told_on=None, taken_back_on=None)
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:most])


def _press(row: Ticket) -> Press:
    return Press(
        pk=row.pk,
        municipality_code=row.municipality_id,
        team=f"{row.team.name}, {row.team.organisation.name}",
        pressed_at=PressedAt(row.pressed_at),
        words=row.words,
        wants_answer=row.wants_answer,
        given_on=row.given_on,
    )


def _became(row: Ticket) -> BecameOf:
    there = row.knelpunt
    answered = there is not None and there.state != RegisterState.WAITING
    return BecameOf(
        ticket=row.pk,
        given_on=row.given_on,
        words=row.words,
        wants_answer=row.wants_answer,
        taken_back=row.taken_back_on is not None,
        told_on=row.told_on,
        knelpunt_id=row.knelpunt_id,
        title=there.title if there else "",
        state=RegisterState(there.state) if there else None,
        answer=row.answer or (there.answer if there is not None and answered else ""),
        answered_on=row.answered_on or (there.answered_on if there and answered else None),
        solved=Solved(row.solved) if row.solved else None,
        is_public=there is not None and there.is_public,
    )
