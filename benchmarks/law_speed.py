# SPDX-License-Identifier: EUPL-1.2
"""How fast the rulebook answers: one explained assessment, and a population with and without why.

Run `python benchmarks/law_speed.py [PEOPLE]` from the checkout. Medians of five runs on one core;
the machine and the versions stand above the figures, because they mean nothing without.
"""

from __future__ import annotations

import platform
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click
import numpy as np

from meedoen.assessment.glasses import look_through
from meedoen.assessment.reading import load_rulebook
from meedoen.assessment.rulebook import Fact, FactType, Rulebook
from meedoen.law.vector import Column, evaluate_many, explain_many

RULEBOOK = Path(__file__).resolve().parent.parent / "rulebook"
ON = date(2026, 11, 23)
RUNS = 5


def median(work: Callable[[], object]) -> float:
    """Median seconds of RUNS runs, after one to warm up."""
    work()
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


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
    """People of whom about a third of the facts is unknown."""
    draw = np.random.default_rng(2015)
    facts = {
        fact.name: Column(drawn(fact, draw, size), draw.random(size) < 0.7)
        for fact in book.facts.values()
    }
    towns = draw.choice(["GM9901", "GM9902"], size)
    return facts | {"gemeente_code": Column(towns, np.ones(size, dtype=bool))}


def facts_of(people: dict[str, Column], row: int) -> dict[str, object]:
    """What is known about one of them."""
    found = {name: c.values[row] for name, c in people.items() if c.known[row]}
    return {n: v.item() if isinstance(v, np.generic) else v for n, v in found.items()}


def batch(book: Rulebook, people: dict[str, Column], ask: Callable[..., object]) -> None:
    """Every provision's bound conditions and open norm for everyone, law by law."""
    wanted: dict[str, list[str]] = {}
    for provision in book.provisions:
        outputs = wanted.setdefault(provision.law, [])
        outputs += [o for o in (provision.output, provision.judgement_output) if o]
    for law, outputs in wanted.items():
        ask(book.corpus, law=law, outputs=list(dict.fromkeys(outputs)), facts=people, on=ON)


def main() -> None:
    """Print the figures."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    book = load_rulebook(RULEBOOK)
    people = population(book, size)
    told = facts_of(people, 0)
    one = median(lambda: look_through(book, told, ON, "GM9901"))
    bare = median(lambda: batch(book, people, evaluate_many))
    why = median(lambda: batch(book, people, explain_many))
    click.echo(f"{platform.machine()}, Python {platform.python_version()}, numpy {np.__version__}")
    click.echo(
        f"one explained assessment of {len(book.provisions)} provisions, "
        f"{len(told)} facts known: {one * 1e3:.2f} ms"
    )
    click.echo(f"{size} people, answers: {bare:.2f} s; with deciding articles: {why:.2f} s")
    click.echo(f"the explained batch takes {why / bare:.2f} times the unexplained one")


if __name__ == "__main__":
    main()
