# SPDX-License-Identifier: EUPL-1.2
""" "Dit hindert mij": from one press in her life to a number in the register, and the answer back.

The register gets a random number, the day and a desk. Whose the number is, and her words as she
said them, lie in her dossier; words go along only with her yes, looked through for names.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction

from meedoen.accounts.queries import front_door_team
from meedoen.history.operations import sign
from meedoen.journeys.raising import places_around
from meedoen.knelpunten.kinds import PressedAt
from meedoen.knelpunten.occasions import ANSWERED, about_answer
from meedoen.knelpunten.register.queries import point
from meedoen.knelpunten.states import Solved
from meedoen.knelpunten.tickets import operations as tickets
from meedoen.knelpunten.tickets.queries import BecameOf, became_of
from meedoen.knelpunten.told import StillRecognisable
from meedoen.notifications import operations as notifications
from meedoen.plans.queries import running_plan
from meedoen.privacy.decision import Viewer
from meedoen.recognition.finds import Finding
from meedoen.residents import operations as residents
from meedoen.residents.queries import (
    Dossier,
    Hindered,
    hindrance,
    hindrances_of,
    hindrances_since,
)
from meedoen.vocabulary.bsn import without_bsn
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.words import read_line

LONGEST_BESIDE = 200


class NobodyToHear(Exception):
    """No team in this municipality can hear it yet; the message says what to do."""


@dataclass(frozen=True)
class PressedBeside:
    """Beside what she pressed: what kind of thing it is, and how it is called on her page."""

    at: PressedAt
    words: str
    knelpunt_id: int | None = None


@dataclass(frozen=True)
class Answered:
    """What she said to hinder her, and what became of it; None where the register lost it."""

    said: Hindered
    became: BecameOf | None

    @property
    def is_news(self) -> bool:
        """Tell whether there is an answer that she wanted, and did not hear or read yet."""
        return not self.said.removed and self.became is not None and self.became.is_news


@transaction.atomic
def press(*, known: Dossier, beside: PressedBeside, by: Viewer, on: Moment) -> int:
    """Keep that something hinders her; returns its place in her dossier. One press is enough.

    A second press beside the same thing on the same day is the same one, and one that she took
    back stands again. Raises NobodyToHear where there is no team, or Knelpunt.DoesNotExist.
    """
    sign(by=by, on=on, about=known.subject)
    words = without_bsn(read_line(beside.words))[:LONGEST_BESIDE]
    before = hindrances_since(known.subject, Moment.beginning(on.day).at, beside=words)
    if before:
        if before[0].removed:
            put_back(known=known, pk=before[0].pk, by=by, on=on)
        return before[0].pk
    ticket = uuid4()
    residents.keep_hindrance(subject=known.subject, ticket=ticket, beside=words, by=by, on=on)
    if beside.knelpunt_id is not None:
        _give_at(beside.knelpunt_id, ticket, on=on)
    else:
        tickets.give(
            ticket=ticket, municipality=known.municipality_code, team_id=_desk(known),
            pressed_at=beside.at, on=on,
        )  # fmt: skip
    return hindrances_since(known.subject, on.at, beside=words)[0].pk


def _desk(known: Dossier) -> int:
    """Give the team that hears it: of her plan, else of the front door."""
    plan = running_plan(known.subject)
    if plan is not None:
        return plan.team_id
    team = front_door_team(known.municipality_code, known.wijk_code)
    if team is None:
        raise NobodyToHear("Er is hier nog geen team in Meedoen. Bel ons, dan horen we het zo.")
    return team.pk


@transaction.atomic
def press_without_a_name(*, knelpunt_id: int, on: Moment) -> None:
    """Keep that a public knelpunt hinders one more, of whom nothing is known at all.

    Raises Knelpunt.DoesNotExist.
    """
    _give_at(knelpunt_id, uuid4(), on=on)


def _give_at(knelpunt_id: int, ticket: UUID, *, on: Moment) -> None:
    """Lay a press with a public knelpunt, on the desk where that lies."""
    there = point(knelpunt_id).point
    tickets.give(
        ticket=ticket, municipality=there.municipality_code, team_id=there.team_id,
        pressed_at=PressedAt.PAGE, knelpunt_id=knelpunt_id, on=on,
    )  # fmt: skip


@transaction.atomic
def say_more(
    *,
    known: Dossier,
    pk: int,
    words: str,
    along: bool,
    wants_answer: bool,
    may_stay: Collection[str] = (),
    by: Viewer,
    on: Moment,
) -> tuple[Finding, ...]:
    """Keep her words in her dossier, and with her yes (`along`) let them go to the register too.

    Returns what in them could tell who she is: then they stand in her dossier and went nowhere.
    Raises Hindrance.DoesNotExist.
    """
    ticket = hindrance(known.subject, pk).ticket
    residents.say_of_hindrance(subject=known.subject, ticket=ticket, words=words, by=by, on=on)
    said = words if along else ""
    found: tuple[Finding, ...] = ()
    try:
        _let_along(known, ticket, said, wants_answer, may_stay, by)
    except StillRecognisable as sorry:
        found = sorry.findings["words"]
        _let_along(known, ticket, "", wants_answer, (), by)
    return found


def _let_along(
    known: Dossier,
    ticket: UUID,
    words: str,
    wants_answer: bool,
    may_stay: Collection[str],
    by: Viewer,
) -> None:
    tickets.say_more(
        ticket=ticket, words=words, wants_answer=wants_answer, names=_names(known, by),
        places=places_around(known.municipality_code), may_stay=may_stay,
    )  # fmt: skip


def _names(known: Dossier, by: Viewer) -> list[str]:
    """Name who is looked for in her words; who helps her is nobody's to tell either."""
    plan = running_plan(known.subject)
    beside = by.label if by.account_id is not None else ""
    return [name for name in (known.chosen_name, beside, plan and plan.regisseur) if name]


@transaction.atomic
def take_back(*, known: Dossier, pk: int, by: Viewer, on: Moment) -> None:
    """Take a press back: what went along of her words goes. Raises Hindrance.DoesNotExist."""
    ticket = hindrance(known.subject, pk).ticket
    residents.take_hindrance_back(subject=known.subject, ticket=ticket, by=by, on=on)
    tickets.take_back(ticket=ticket, on=on)


@transaction.atomic
def put_back(*, known: Dossier, pk: int, by: Viewer, on: Moment) -> None:
    """Let a press that was taken back stand again; her words go along only when she says so anew.

    Raises Hindrance.DoesNotExist.
    """
    ticket = hindrance(known.subject, pk).ticket
    residents.take_hindrance_back(subject=known.subject, ticket=ticket, back=False, by=by, on=on)
    tickets.put_back(ticket=ticket)


@transaction.atomic
def say_solved(
    *,
    known: Dossier,
    pk: int,
    heard: Solved,
    words: str,
    may_stay: Collection[str] = (),
    by: Viewer,
    on: Moment,
) -> tuple[Finding, ...]:
    """Keep whether it is solved, as she says, with words for everybody who reads about it.

    Returns what in the words could tell who she is; then nothing was kept. Raises
    Hindrance.DoesNotExist.
    """
    sign(by=by, on=on, about=known.subject)
    try:
        tickets.say_solved(
            ticket=hindrance(known.subject, pk).ticket, heard=heard, words=words,
            names=_names(known, by), places=places_around(known.municipality_code),
            may_stay=may_stay, on=on,
        )  # fmt: skip
    except StillRecognisable as sorry:
        return sorry.findings["words"]
    return ()


def answers_of(subject: UUID, *, skip: int = 0, most: int = 50) -> list[Answered]:
    """Pair what she said to hinder her with what became of it, the newest first."""
    return _paired(hindrances_of(subject, skip=skip, most=most))


def answer_of(subject: UUID, pk: int) -> Answered:
    """Give one of them. Raises Hindrance.DoesNotExist."""
    return _paired([hindrance(subject, pk)])[0]


def _paired(said: Sequence[Hindered]) -> list[Answered]:
    became = became_of([one.ticket for one in said])
    return [Answered(one, became.get(one.ticket)) for one in said]


def read_answer(subject: UUID, found: Answered, *, by: Viewer, on: Moment) -> None:
    """Keep that she read the answer herself, so that nobody has to tell her; not who helps her."""
    if by.account_id is not None or found.became is None or found.became.answered_on is None:
        return
    if found.is_news:
        tickets.note_read(ticket=found.said.ticket, on=on)
    notifications.note_read(
        subject=subject, occasion_code=ANSWERED,
        about=about_answer(found.said.ticket, found.became.answered_on), by=by, on=on,
    )  # fmt: skip
