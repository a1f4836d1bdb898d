# SPDX-License-Identifier: EUPL-1.2
"""Writes of tickets: pressing, saying more, answering, telling back, and whether it is solved.

A ticket is a number that the register keeps without knowing whose it is, with the day and never the
moment. Nothing of it goes through the past of rows: that would keep who pressed.
"""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from meedoen.history.actor import Actor
from meedoen.history.operations import sign
from meedoen.knelpunten.kinds import PressedAt
from meedoen.knelpunten.models import Knelpunt, Ticket
from meedoen.knelpunten.register.lines import LONGEST, NotFromHere
from meedoen.knelpunten.register.operations import (
    came_again,
    open_again,
    opened,
    turn,
    write_line,
)
from meedoen.knelpunten.states import RegisterState, Solved, Station, after_hearing
from meedoen.knelpunten.told import safely
from meedoen.privacy.decision import Viewer
from meedoen.vocabulary.bsn import without_bsn
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.words import read_words


@transaction.atomic
def give(
    *,
    ticket: UUID,
    municipality: str,
    team_id: int,
    pressed_at: PressedAt,
    on: Moment,
    knelpunt_id: int | None = None,
    wants_answer: bool = False,
) -> None:
    """Keep that somebody pressed, on the desk of a team; with a knelpunt when she pressed there.

    `ticket` is random and tells nothing. Nobody is named as the one who writes.
    """
    Ticket.objects.bulk_create(
        [
            Ticket(
                id=ticket, municipality_id=municipality, team_id=team_id, knelpunt_id=knelpunt_id,
                pressed_at=pressed_at, wants_answer=wants_answer, given_on=on.day,
                seen_to_on=None if knelpunt_id else on.day,
            )
        ]
    )  # fmt: skip


@transaction.atomic
def say_more(
    *,
    ticket: UUID,
    words: str,
    wants_answer: bool,
    names: Collection[str],
    places: Collection[str],
    may_stay: Collection[str],
) -> None:
    """Let her words go along with the press, without a name, and whether she wants an answer.

    Empty words take earlier ones back. Raises StillRecognisable with the finds.
    """
    said = without_bsn(read_words(words))[:LONGEST]
    safely({"words": said}, names=names, places=places, may_stay=may_stay)
    Ticket.objects.filter(pk=ticket, taken_back_on=None).update(
        words=said, wants_answer=wants_answer
    )


@transaction.atomic
def take_back(*, ticket: UUID, on: Moment) -> None:
    """Take a press back: her words go, and nothing is asked or told about it any more."""
    Ticket.objects.filter(pk=ticket).update(taken_back_on=on.day, words="", wants_answer=False)


@transaction.atomic
def put_back(*, ticket: UUID) -> None:
    """Let a press that was taken back count once more; words have to be said again.

    What was still to be done with it when it was taken back is done now, by `see_to`.
    """
    Ticket.objects.filter(pk=ticket).update(taken_back_on=None)


def _waiting(ticket: UUID, *, by: Viewer, on: Moment) -> Ticket:
    """Take up a ticket without a place, in turn. Raises Ticket.DoesNotExist or NotFromHere."""
    found = Ticket.objects.get(pk=ticket)
    turn(found.municipality_id, by=by, on=on)
    row = Ticket.objects.select_for_update().get(pk=ticket)
    if row.knelpunt_id is not None or row.answered_on or row.taken_back_on:
        raise NotFromHere("Hier is al iets mee gedaan.")
    return row


@transaction.atomic
def lay_with(*, ticket: UUID, knelpunt_id: int, by: Viewer, on: Moment) -> None:
    """Lay a press with a knelpunt that stands in the register; what was solved is open again.

    Raises Ticket.DoesNotExist, Knelpunt.DoesNotExist, NotFromHere or NotInThisRegister.
    """
    row, knelpunt = _waiting(ticket, by=by, on=on), opened(knelpunt_id, by=by, on=on)
    if knelpunt.municipality_id != row.municipality_id:
        raise NotFromHere("Dit knelpunt is van een andere gemeente.")
    row.knelpunt, row.seen_to_on = knelpunt, on.day
    row.save(update_fields=["knelpunt", "seen_to_on"])
    came_again(knelpunt, by=by, on=on)


@transaction.atomic
def answer(
    *, ticket: UUID, words: str, may_stay: Collection[str] = (), by: Viewer, on: Moment
) -> None:
    """Answer a press that is no knelpunt of rules, such as a question that can be solved at once.

    Raises ValueError without words, StillRecognisable, Ticket.DoesNotExist or NotFromHere.
    """
    said = without_bsn(read_words(words))[:LONGEST]
    if not said:
        raise ValueError("Say what the answer is.")
    safely({"words": said}, may_stay=may_stay)
    row = _waiting(ticket, by=by, on=on)
    row.answer, row.answered_on = said, on.day
    row.save(update_fields=["answer", "answered_on"])


@transaction.atomic
def say_solved(
    *,
    ticket: UUID,
    heard: Solved,
    words: str = "",
    names: Collection[str] = (),
    places: Collection[str] = (),
    may_stay: Collection[str] = (),
    on: Moment,
) -> None:
    """Keep what who pressed says of whether it is solved; `see_to` does what follows from it.

    Raises StillRecognisable for words that could tell who she is; then nothing was kept.
    """
    said = without_bsn(read_words(words))[:LONGEST]
    safely({"words": said}, names=names, places=places, may_stay=may_stay)
    Ticket.objects.filter(pk=ticket).update(
        solved=heard, solved_words=said, solved_on=on.day, seen_to_on=None
    )


@transaction.atomic
def see_to(*, ticket: UUID, by: Actor, on: Moment) -> None:
    """Do what follows from a press at a knelpunt, or from an answer whether it is solved.

    Who pressed may not change the register herself: the worker does, for all in the same way. A no
    opens a knelpunt again, half is an answer, and the same in one more life opens what was solved.
    Nothing is done twice, and nothing with what was taken back, unless it is put back.
    """
    sign(by=by, on=on)
    rows = Ticket.objects.filter(pk=ticket, seen_to_on=None, taken_back_on=None)
    row = rows.select_for_update().first()
    if row is None:
        return
    Ticket.objects.filter(pk=ticket).update(seen_to_on=on.day)
    if row.knelpunt_id is None:
        return
    knelpunt = Knelpunt.objects.select_for_update().get(pk=row.knelpunt_id)
    if row.solved:
        _heard(knelpunt, Solved(row.solved), row.solved_words, on=on)
    else:
        came_again(knelpunt, by=None, on=on)


def _heard(knelpunt: Knelpunt, heard: Solved, said: str, *, on: Moment) -> None:
    now = RegisterState(knelpunt.state)
    stands = after_hearing(now, heard)
    write_line(knelpunt, Station.ASKED_BACK, words=said or heard.label, on=on)
    if stands is RegisterState.WAITING and now is not RegisterState.WAITING:
        open_again(knelpunt, "Iemand die dit meldde, zegt dat het nog hindert.", on=on)
    elif stands is not now:
        Knelpunt.objects.filter(pk=knelpunt.pk).update(state=stands)


@transaction.atomic
def note_read(*, ticket: UUID, on: Moment) -> None:
    """Keep that who pressed read herself what came of it: nobody has to tell her any more."""
    Ticket.objects.filter(pk=ticket, told_on=None).update(told_on=on.day)


@transaction.atomic
def note_told(*, ticket: UUID, by: Actor, on: Moment) -> None:
    """Keep that who pressed was told what came of it; a line at its knelpunt, once a day."""
    sign(by=by, on=on)
    Ticket.objects.filter(pk=ticket).update(told_on=on.day)
    for knelpunt in Knelpunt.objects.filter(tickets=ticket):
        if not knelpunt.lines.filter(kind=Station.TOLD, on_day=on.day).exists():
            write_line(knelpunt, Station.TOLD, on=on)
