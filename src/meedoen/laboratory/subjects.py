# SPDX-License-Identifier: EUPL-1.2
"""What can change for somebody: each provision, and each contribution that a law decides (pure).

A provision has the four outcomes of the glasses, or does not concern somebody at all. It is *open*
to who gets a yes or a judgement. A contribution is good to have when there is none, and counts only
for people to whom one of its provisions is open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from meedoen.law.vector import Column
from meedoen.rules.rulebook.catalogue import Certainty, OutputOf, Provision, Rulebook
from meedoen.rules.verdicts import Verdict, outcome_kind

States = NDArray[np.uint8]
Answers = Mapping[OutputOf, Column | None]
NOT_CONCERNED, NEE, ONBEKEND, VRAAGT_OORDEEL, JA = range(5)
PROVISION_STATES = (
    "niet_aan_de_orde", "nee_op_deze_grond", "onbekend", "vraagt_oordeel", "ja",
)  # fmt: skip
NONE_DUE, NOT_KNOWN, DUE = 1, 2, 3
CONTRIBUTION_STATES = ("niet_aan_de_orde", "geen_bijdrage", "onbekend", "bijdrage")


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that can change for somebody; `open` are the states one would rather have."""

    id: str
    name: str
    legal_name: str
    article: str
    states: tuple[str, ...]
    open: frozenset[int]
    asks: tuple[OutputOf, ...]


def subjects_of(book: Rulebook) -> tuple[Subject, ...]:
    """Give every provision that is no open door, then every contribution that a law decides."""
    provisions = [_provision(p) for p in book.provisions if not p.door]
    return (*provisions, *_contributions(book))


def _provision(provision: Provision) -> Subject:
    return Subject(
        id=provision.id,
        name=provision.name,
        legal_name=provision.legal_name,
        article=provision.article,
        states=PROVISION_STATES,
        open=frozenset({VRAAGT_OORDEEL, JA}),
        asks=_asks(provision),
    )


def _asks(provision: Provision) -> tuple[OutputOf, ...]:
    asks = [OutputOf(provision.law, provision.output)]
    if provision.judgement_output:
        asks.append(OutputOf(provision.law, provision.judgement_output))
    if provision.concerns:
        asks.append(provision.concerns)
    return tuple(asks)


def _contributions(book: Rulebook) -> list[Subject]:
    return [
        Subject(
            id=f"bijdrage.{contribution.code}",
            name="Eigen bijdrage",
            legal_name="Voor wie deze hulp openstaat",
            article=_because(book, contribution.code),
            states=CONTRIBUTION_STATES,
            open=frozenset({NONE_DUE}),
            asks=(OutputOf(contribution.law, str(contribution.output)),),
        )
        for contribution in book.contributions.values()
        if contribution.law
    ]


def _because(book: Rulebook, code: str) -> str:
    return ", ".join(p.name for p in book.provisions if p.contribution == code)


def states_of(book: Rulebook, answers: Answers, size: int, on: date) -> dict[str, States]:
    """Give everybody's state on a day for every subject, by its id, from the answers of the laws.

    The truth table that the glasses read for one person, on columns; None is an answer no law in
    force gives, and counts as unknown.
    """
    found: dict[str, States] = {}
    for provision in book.provisions:
        if not provision.door:
            found[provision.id] = _state(provision, answers, size, on)
    for contribution in book.contributions.values():
        if contribution.law:
            mine = [p.id for p in book.provisions if p.contribution == contribution.code]
            held = answers[OutputOf(contribution.law, str(contribution.output))]
            open_to = _anything_open([found[name] for name in mine if name in found], size)
            yes, no = _verdicts(held, size)
            due = np.select([~open_to, yes, no], [NOT_CONCERNED, DUE, NONE_DUE], NOT_KNOWN)
            found[f"bijdrage.{contribution.code}"] = due.astype(np.uint8)
    return found


def _anything_open(states: list[States], size: int) -> NDArray[np.bool_]:
    nobody = np.zeros(size, dtype=bool)
    return np.logical_or.reduce([nobody, *(found >= VRAAGT_OORDEEL for found in states)])


def _verdicts(column: Column | None, size: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """For whom the answer is certainly yes, and for whom certainly no."""
    if column is None:
        return np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
    told = column.values.astype(bool)
    return column.known & told, column.known & ~told


def _column_of_verdicts(column: Column) -> NDArray[np.intp]:
    """What a law says of everybody, as places in the truth table."""
    told = column.values.astype(bool)
    return np.where(column.known, told, Verdict.UNKNOWN).astype(np.intp)


def _table(certainty: Certainty) -> States:
    """The truth table of the glasses, with the states of a provision in it."""
    kinds = [[outcome_kind(bound, norm, certainty) for norm in Verdict] for bound in Verdict]
    return np.array(
        [[PROVISION_STATES.index(kind) for kind in row] for row in kinds], dtype=np.uint8
    )


_TABLES = {certainty: _table(certainty) for certainty in Certainty}


def _state(provision: Provision, answers: Answers, size: int, on: date) -> States:
    bound = answers[OutputOf(provision.law, provision.output)]
    conditions = Verdict.ABSENT if bound is None else _column_of_verdicts(bound)
    norm: Verdict | NDArray[np.intp] = Verdict.ABSENT
    if provision.judgement_output:
        judged = answers[OutputOf(provision.law, provision.judgement_output)]
        norm = Verdict.UNKNOWN if judged is None else _column_of_verdicts(judged)
    table = _TABLES[provision.certainty_on(on)]
    state = np.broadcast_to(table[conditions, norm], size)
    if provision.concerns:
        _, elsewhere = _verdicts(answers[provision.concerns], size)
        state = np.where(elsewhere, NOT_CONCERNED, state)
    return np.asarray(state, dtype=np.uint8)
