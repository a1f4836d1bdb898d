# SPDX-License-Identifier: EUPL-1.2
"""The whole rulebook for a random population: the same answers and articles as one by one."""

from datetime import date
from typing import Any

import pytest

from meedoen.law import Mode, deciding_articles, evaluate
from meedoen.rules.rulebook.catalogue import Fact, FactType
from tests.rules.people import TODAY, rulebook

np = pytest.importorskip("numpy", reason="numpy is not installed")
vector = pytest.importorskip("meedoen.law.vector", reason="numpy is not installed")

SIZE = 40
ASKED = sorted(
    {(p.law, output) for p in rulebook().provisions for output in (p.output, p.judgement_output)
     if output}
)  # fmt: skip


def drawn(fact: Fact, draw: Any) -> Any:
    codes = [option.code for option in fact.options]
    if fact.multiple:
        held = np.empty(SIZE, dtype=object)
        held[:] = [[str(draw.choice(codes))] for _ in range(SIZE)]
        return held
    if fact.type is FactType.BOOLEAN:
        return draw.random(SIZE) < 0.5
    if fact.type is FactType.ENUM:
        return draw.choice(codes, SIZE)
    if fact.type is FactType.DATE:
        return np.datetime64(date(1950, 1, 1), "D") + draw.integers(0, 27_000, SIZE)
    return draw.integers(0, 100_000, SIZE)


@pytest.fixture(scope="module")
def people() -> dict[str, Any]:
    """A population of which about a third of the facts is unknown; the seed is fixed."""
    draw = np.random.default_rng(2015)
    facts = {
        fact.name: vector.Column(drawn(fact, draw), draw.random(SIZE) < 0.7)
        for fact in rulebook().facts.values()
    }
    towns = draw.choice(["GM9901", "GM9902"], SIZE)
    return facts | {"gemeente_code": vector.Column(towns, np.ones(SIZE, dtype=bool))}


def plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


@pytest.mark.parametrize(("law", "output"), ASKED)
def test_many_people_get_the_answers_and_articles_of_one(
    law: str, output: str, people: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On columns throughout: nothing of the rulebook falls back to one person at a time."""
    monkeypatch.setattr(vector, "_row_by_row", lambda *args: pytest.fail("went row by row"))
    book = rulebook()
    told, articles = vector.explain_many(
        book.corpus, law=law, outputs=[output], facts=people, on=TODAY
    )
    column = told[output]
    for row in range(SIZE):
        facts = {name: plain(c.values[row]) for name, c in people.items() if c.known[row]}
        answer = evaluate(
            book.corpus, law=law, outputs=[output], facts=facts, on=TODAY, mode=Mode.INTAKE
        ).outputs[output]
        assert bool(column.known[row]) is answer.known
        if answer.known:
            assert plain(column.values[row]) == answer.value
        mask = int(column.deciding[row])
        found = {ref for at, ref in enumerate(articles) if mask >> at & 1}
        assert found == deciding_articles(answer.trace)
