# SPDX-License-Identifier: EUPL-1.2
"""One explained assessment of the whole rulebook, beside a plain interpreter of the same files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from benchmarks.plain_interpreter import UNKNOWN, Interpreter, load
from benchmarks.population import ON, RULEBOOK, facts_of, outputs_by_law, population
from benchmarks.sizes import Size
from benchmarks.timing import Contestant, Taken, in_turns
from meedoen.law import Mode, evaluate
from meedoen.rules.glasses import look_through
from meedoen.rules.rulebook.catalogue import Rulebook

TOWN = "GM9901"
Facts = Mapping[str, Any]


def engine(book: Rulebook, facts: Facts) -> dict[tuple[str, str], Any]:
    """Value or UNKNOWN of every output that decides a provision, with explanations made."""
    found: dict[tuple[str, str], Any] = {}
    for law, outputs in outputs_by_law(book).items():
        told = evaluate(book.corpus, law=law, outputs=outputs, facts=facts, on=ON, mode=Mode.INTAKE)
        for name in outputs:
            answer = told.outputs[name]
            found[law, name] = answer.value if answer.known else UNKNOWN
    return found


def interpreted(laws: Interpreter, book: Rulebook, facts: Facts) -> dict[tuple[str, str], Any]:
    """The same of the plain interpreter."""
    wanted = [(law, name) for law, names in outputs_by_law(book).items() for name in names]
    return {key: value for key, (value, _) in laws.ask_all(wanted, facts).items()}


def one_by_one(told: Sequence[Facts], work: Callable[[Facts], object]) -> Contestant:
    """Everybody in turn; each answer is let go before the next, as between two requests."""

    def all_of_them(_: object) -> None:
        for facts in told:
            work(facts)

    return Contestant(all_of_them)


def run(book: Rulebook, size: Size) -> tuple[int, int, dict[str, Taken]]:
    """Outputs asked, answers compared, and the seconds of the assessments; checks equality."""
    people = population(book, size.one_by_one)
    told = [facts_of(people, row) | {"gemeente_code": TOWN} for row in range(size.one_by_one)]
    laws = Interpreter(load(RULEBOOK / "nl", ON), ON, TOWN)
    compared = 0
    for facts in told:
        ours, theirs = engine(book, facts), interpreted(laws, book, facts)
        assert ours == theirs, {k: (v, theirs[k]) for k, v in ours.items() if v != theirs[k]}
        compared += len(ours)
    taken = in_turns(
        {
            "plain interpreter, explained": one_by_one(told, lambda f: interpreted(laws, book, f)),
            "Meedoen, the same outputs, explained": one_by_one(told, lambda f: engine(book, f)),
            "Meedoen, a whole assessment": one_by_one(
                told, lambda f: look_through(book, f, ON, TOWN)
            ),
        },
        rounds=size.rounds,
    )
    return compared // size.one_by_one, compared, taken
