# SPDX-License-Identifier: EUPL-1.2
"""What is done once instead of many times gives the same answers as before."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from meedoen.law import LawError, Mode, evaluate, for_professional
from meedoen.law.evaluation import Prepared, prepared
from meedoen.law.explanation import open_facts
from tests.law.random_laws import region
from tests.law.test_exactness import held
from tests.law.writing import DAY, article, ask, calm, corpus, field, law, op


def test_facts_made_ready_once_are_used_as_they_are() -> None:
    ready = prepared({"a": date(2026, 1, 2), "b": 0.1, "c": {"x"}})
    assert ready == {"a": "2026-01-02", "b": Decimal("0.1"), "c": ["x"]}
    assert prepared(ready) is ready
    assert not isinstance(prepared({}) | {}, Prepared), "a changed copy is made ready again"


def test_ready_facts_and_plain_facts_give_one_answer_and_one_receipt(tmp_path: Path) -> None:
    young = op("LESS_THAN", subject=op("AGE", date_of_birth="$dag"), value=27)
    laws = corpus(tmp_path, law("top", article("1", {"uit": young}, facts=["dag"])))
    facts = {"dag": date(2004, 2, 29), "meer": 1}
    plain, ready = (
        evaluate(laws, law="top", outputs=["uit"], facts=told, on=DAY)
        for told in (facts, prepared(facts))
    )
    assert plain.outputs == ready.outputs
    assert plain.receipt == ready.receipt


def test_an_output_asked_for_afterwards_is_as_exact_as_the_others(tmp_path: Path) -> None:
    outputs = {"uit": 1, "derde": op("DIVIDE", values=[1, 3])}
    laws = corpus(tmp_path, law("top", article("1", outputs)))
    found = evaluate(laws, law="top", outputs=["uit"], facts={}, on=DAY)
    third = Decimal("0." + "3" * 50)
    assert found.siblings["derde"]().value == third
    assert ask(laws, "top", "derde").value == third


@calm
@given(region())
def test_looking_for_some_open_facts_keeps_the_order_of_the_law(laws: list[dict[str, Any]]) -> None:
    try:
        answer = ask(held(laws), "top", "uit", Mode.INTAKE, n=3)
    except LawError:
        return  # a random law may divide by zero
    everything = open_facts(answer.trace)
    assert open_facts(answer.trace, answer.missing) == [
        name for name in everything if name in answer.missing
    ]
    assert for_professional(answer.trace)


@pytest.mark.parametrize(
    ("on", "value"),
    [("2019-12-31", None), ("2020-01-01", 20), ("2024-12-31", 20), ("2025-01-01", 25),
     ("2025-06-30", 25), ("2025-07-01", None)],
)  # fmt: skip
def test_the_version_of_a_day_is_found_among_many(tmp_path: Path, on: str, value: Any) -> None:
    link = {"law": "top", "article": "1", "open_term": "term"}
    term = {"id": "term", "type": "number", "required": False}
    versions = [
        law("laag", article("1", {"term": at}, implements=[link]), gemeente_code="GM9901", **dates)
        for at, dates in (
            (25, {"valid_from": "2025-01-01", "valid_to": "2025-06-30"}),
            (20, {"valid_from": "2020-01-01"}),
        )
    ]
    reader = article("1", {"uit": "$term"}, open_terms=[term], facts=[field("gemeente_code")])
    laws = corpus(tmp_path, law("top", reader), *versions)
    found = evaluate(
        laws, law="top", outputs=["uit"], facts={"gemeente_code": "GM9901"},
        on=date.fromisoformat(on),
    ).outputs["uit"]  # fmt: skip
    assert found.value == value
