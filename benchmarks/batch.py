# SPDX-License-Identifier: EUPL-1.2
"""Thirty rules for many people: Meedoen beside OpenFisca and beside bare numpy."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from openfisca_core.periods import period
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.simulations import Simulation

from benchmarks.rules.participation_openfisca import FACTS, FORMULAS, RULES, system
from benchmarks.rules.people import people
from benchmarks.sizes import Size
from benchmarks.timing import Contestant, Taken, in_turns
from meedoen.law import Corpus, load_corpus
from meedoen.law.vector import Column, compact, evaluate_many, explain_many

ON = date(2026, 3, 1)
DAY = period(ON.isoformat())
NAMES = list(RULES)
CORPUS = load_corpus(Path(__file__).parent / "rules" / "participation.yaml")
SYSTEM = system()
Arrays = dict[str, NDArray[Any]]
TOLERANCE = 1e-6
ALONE, TOGETHER = "Meedoen, one thread", "Meedoen, a thread per core"


def columns(facts: Arrays) -> dict[str, Column]:
    """The arrays as columns of which every row is known."""
    size = len(next(iter(facts.values())))
    return {name: Column(values, np.ones(size, dtype=bool)) for name, values in facts.items()}


def prepared(facts: Arrays) -> dict[str, Column]:
    """The same, with texts already numbered and whole numbers in 32 bits, as OpenFisca has them."""
    return {name: compact(column) for name, column in columns(facts).items()}


def partly_known(facts: Arrays) -> dict[str, Column]:
    """The same, with about a third of the facts unknown."""
    draw = np.random.default_rng(7)
    found = prepared(facts)
    return {
        name: Column(c.values, draw.random(len(c.known)) < 0.7, None, c.categories)
        for name, c in found.items()
    }


def answered(
    facts: dict[str, Column], corpus: Corpus = CORPUS, threads: int = 1
) -> dict[str, Column]:
    """Every rule for everybody."""
    asked: dict[str, Any] = {"law": "meedoen_proef", "outputs": NAMES, "on": ON}
    return evaluate_many(corpus, **asked, facts=facts, threads=threads)


def explained(facts: dict[str, Column]) -> dict[str, Column]:
    """Every rule for everybody, with the articles that decided."""
    return explain_many(CORPUS, law="meedoen_proef", outputs=NAMES, facts=facts, on=ON)[0]


def simulation(facts: Arrays) -> Simulation:
    """An OpenFisca simulation that has been given its inputs."""
    found = SimulationBuilder().build_default_simulation(SYSTEM, len(facts["inkomen"]))
    for name, values in facts.items():
        found.set_input(name, DAY, values)
    return found


def calculated(given: Simulation) -> Arrays:
    """Every rule for everybody, by OpenFisca."""
    return {name: given.calculate(name, DAY) for name in NAMES}


def encoded(facts: Arrays) -> Arrays:
    """The facts as OpenFisca keeps them, without OpenFisca around them."""
    given = simulation(facts)
    return {name: given.calculate(name, DAY) for name in FACTS}


def bare(facts: Arrays) -> Arrays:
    """The formulas of the OpenFisca variables on plain arrays; each is worked out once."""
    found = dict(facts)

    def value(name: str) -> Any:
        if name not in found:
            found[name] = FORMULAS[name](value, DAY)
        return found[name]

    return {name: value(name) for name in NAMES}


def check(facts: Arrays) -> int:
    """Compare all answers of all engines; gives how many were compared, raises AssertionError."""
    ours, theirs, plain = (
        answered(columns(facts)),
        calculated(simulation(facts)),
        bare(encoded(facts)),
    )
    for name in NAMES:
        assert ours[name].known.all(), name
        same: Callable[..., Any] = (
            np.array_equal
            if ours[name].values.dtype == bool
            else lambda a, b: np.allclose(a, b, rtol=TOLERANCE, atol=0)
        )
        assert same(ours[name].values, theirs[name]), f"{name}: OpenFisca says something else"
        assert same(ours[name].values, plain[name]), f"{name}: numpy says something else"
    return len(NAMES) * len(facts["inkomen"])


def measured(facts: Arrays, rounds: int) -> dict[str, Taken]:
    """Seconds of each engine, in turns."""
    return in_turns(
        {
            "OpenFisca, inputs set before": Contestant(calculated, lambda: simulation(facts)),
            "Meedoen, columns made compact before": Contestant(answered, lambda: prepared(facts)),
            "Meedoen explained, columns made compact before": Contestant(
                explained, lambda: prepared(facts)
            ),
            "Meedoen, asked for the first time": Contestant(
                lambda given: answered(given, Corpus(CORPUS.laws)), lambda: prepared(facts)
            ),
            "OpenFisca, from plain arrays": Contestant(
                lambda given: calculated(simulation(given)), lambda: facts
            ),
            "Meedoen, from plain arrays": Contestant(
                lambda given: answered(columns(given)), lambda: facts
            ),
            "Meedoen explained, from plain arrays": Contestant(
                lambda given: explained(columns(given)), lambda: facts
            ),
            "the same formulas on bare numpy": Contestant(bare, lambda: encoded(facts)),
            "Meedoen, a third unknown": Contestant(answered, lambda: partly_known(facts)),
            "Meedoen explained, a third unknown": Contestant(
                explained, lambda: partly_known(facts)
            ),
        },
        rounds=rounds,
    )


def crowded(size: Size) -> dict[str, Taken]:
    """Seconds for very many people, on one core and on all."""
    facts = prepared(people(size.crowd))
    return in_turns(
        {
            ALONE: Contestant(lambda _: answered(facts)),
            TOGETHER: Contestant(lambda _: answered(facts, threads=os.cpu_count() or 1)),
        },
        rounds=size.rounds,
    )


def run(size: Size) -> tuple[int, dict[str, Taken]]:
    """How many answers were compared, and the seconds."""
    facts = people(size.people)
    return check(facts), measured(facts, size.rounds)
