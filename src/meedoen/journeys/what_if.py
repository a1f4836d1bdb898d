# SPDX-License-Identifier: EUPL-1.2
""" "Wat verandert er voor mij als …": a step laid beside how things are now. Nothing is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from meedoen.areas.queries import municipalities
from meedoen.journeys.glasses import Conversation, current_rulebook
from meedoen.residents.queries import Dossier
from meedoen.rules.change.what_if import Ahead, WhatIf, coming, steps_for, what_changes
from meedoen.rules.rulebook.catalogue import Label, Rulebook
from meedoen.rules.rulebook.steps import UNSURE, WhatIfStep
from meedoen.vocabulary.moment import Moment

MONTHS_AHEAD = timedelta(days=548)
"""A year and a half: far enough to prepare, near enough to be true."""


@dataclass(frozen=True)
class Thinking:
    """The steps somebody can think about, the one she chose, and what comes by itself.

    `answer` is the code given to the step's small question; `places` are the other
    municipalities that a step may move to, `elsewhere` the one that was looked at.
    """

    groups: Sequence[tuple[Label, Sequence[WhatIfStep]]]
    chosen: WhatIf | None
    answer: str
    places: Sequence[Label]
    elsewhere: str
    ahead: Sequence[Ahead]
    knows_birthday: bool


def values_of(talk: Conversation) -> dict[str, object]:
    """Give the facts that sources agree on; where they disagree nobody knows."""
    unsure = talk.disagreeing | talk.impossible
    return {f.name: f.value for f in talk.facts if f.name not in unsure}


def think(known: Dossier, talk: Conversation, *, step: str, answer: str, on: Moment) -> Thinking:
    """Look at a step (its id; another text is none) with what is known now, and at what comes.

    `answer` is the code of a choice, or of a municipality for a step that moves. The step is
    only thought about: no fact, no outcome and no choice is kept.
    """
    book, facts, day = current_rulebook(), values_of(talk), on.day
    others = [Label(m.code, m.name) for m in municipalities() if m.code != known.municipality_code]
    steps = [one for one in steps_for(book, facts, day) if others or not one.moves]
    elsewhere = _elsewhere(others, answer)
    wanted = next((one for one in steps if one.id == step), None)
    here = known.municipality_code
    chosen = what_changes(book, facts, day, here, wanted, answer, elsewhere) if wanted else None
    until = day + MONTHS_AHEAD
    ahead = () if chosen else coming(book, facts, day, here, until)
    return Thinking(
        _grouped(book, steps), chosen, answer or UNSURE, others, elsewhere, ahead,
        "geboortedatum" in facts,
    )  # fmt: skip


def _elsewhere(others: Sequence[Label], answer: str) -> str:
    """The municipality that was chosen, or the first other one; empty where there is no other."""
    codes = [place.code for place in others]
    return answer if answer in codes else codes[0] if codes else ""


def _grouped(
    book: Rulebook, steps: Sequence[WhatIfStep]
) -> list[tuple[Label, Sequence[WhatIfStep]]]:
    groups = [(g, [s for s in steps if s.group == g.code]) for g in book.step_groups]
    return [(group, found) for group, found in groups if found]
