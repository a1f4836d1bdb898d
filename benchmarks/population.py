# SPDX-License-Identifier: EUPL-1.2
"""Invented people for the whole rulebook, of whom about a third of the facts is unknown."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.sizes import Size
from benchmarks.timing import Contestant, Taken, in_turns
from meedoen.law.vector import Column, compact, evaluate_many, explain_many
from meedoen.rules.rulebook.catalogue import Fact, FactType, Rulebook

RULEBOOK = Path(__file__).resolve().parent.parent / "rulebook"
ON = date(2026, 11, 23)


def drawn(fact: Fact, draw: np.random.Generator, size: int) -> Any:
    """Random answers to one fact, as a numpy column."""
    codes = [option.code for option in fact.options]
    if fact.multiple:
        held = np.empty(size, dtype=object)
        held[:] = [[code] for code in draw.choice(codes, size).tolist()]
        return held
    if fact.type is FactType.BOOLEAN:
        return draw.random(size) < 0.5
    if fact.type is FactType.ENUM:
        return draw.choice(codes, size)
    if fact.type is FactType.DATE:
        return np.datetime64(date(1950, 1, 1), "D") + draw.integers(0, 27_000, size)
    return draw.integers(0, 100_000, size)


def population(book: Rulebook, size: int) -> dict[str, Column]:
    """`size` people in two municipalities."""
    draw = np.random.default_rng(2015)
    facts = {
        fact.name: Column(drawn(fact, draw, size), draw.random(size) < 0.7)
        for fact in book.facts.values()
    }
    towns = draw.choice(["GM9901", "GM9902"], size)
    return facts | {"gemeente_code": Column(towns, np.ones(size, dtype=bool))}


def facts_of(people: dict[str, Column], row: int) -> dict[str, Any]:
    """What is known about one of them."""
    return {name: column.value(row) for name, column in people.items() if column.known[row]}


def outputs_by_law(book: Rulebook) -> dict[str, list[str]]:
    """Every provision's bound conditions and open norm, by law."""
    wanted: dict[str, list[str]] = {}
    for provision in book.provisions:
        outputs = wanted.setdefault(provision.law, [])
        outputs += [o for o in (provision.output, provision.judgement_output) if o]
    return {law: list(dict.fromkeys(outputs)) for law, outputs in wanted.items()}


def run(book: Rulebook, size: Size) -> dict[str, Taken]:
    """Seconds for the whole rulebook and everybody, law by law."""
    people = {name: compact(column) for name, column in population(book, size.people).items()}
    wanted = outputs_by_law(book)

    def batch(ask: Any) -> None:
        for law, outputs in wanted.items():
            ask(book.corpus, law=law, outputs=outputs, facts=people, on=ON)

    return in_turns(
        {
            "answers": Contestant(lambda _: batch(evaluate_many)),
            "answers, explained": Contestant(lambda _: batch(explain_many)),
        },
        rounds=size.rounds,
    )
