# SPDX-License-Identifier: EUPL-1.2
"""A decision on a budget that somebody wrote down is read, or refused with every fault at once."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.budget.planning.budget_files import read_budget
from meedoen.budget.planning.budgets import (
    DecidedBudget,
    PlannedAmount,
    PlannedPlace,
    UnusableBudget,
)

HEAD = "year: 2026\nnumber: 2025-118\ndecided_on: 2025-11-06\nground: Programmabegroting 2026\n"
LINES = "lines:\n  - {law: wmo, taakveld: 6.60, programme: Meedoen, cents: 120000}\n"


def test_a_decision_is_read_as_it_stands() -> None:
    assert read_budget(HEAD + LINES) == DecidedBudget(
        2026, "2025-118", date(2025, 11, 6), "Programmabegroting 2026",
        (PlannedAmount(PlannedPlace("wmo", "6.60", "Meedoen"), 120_000),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "this file says none of them"),
        ("a: [", "This is no YAML"),
        (HEAD, "A decision says lines"),
        (LINES, "A decision says year.\nA decision says number.\nA decision says decided_on."),
        (f"pot: 1\n{HEAD}{LINES}", "A decision does not say 'pot'"),
        (f"{HEAD}lines: veel", "lines is a list"),
        (f"{HEAD}lines: [een]", "Line 1 says law, taakveld"),
        (HEAD + LINES.replace(", cents: 120000", ""), "Line 1 says law, taakveld"),
        (HEAD + LINES.replace("120000", "[1]"), "Line 1: each part is one word"),
        (HEAD + LINES.replace("120000", "12.50"), "an amount whole cents"),
        (HEAD.replace("2025-11-06", "6-11-2025") + LINES, "A day is 2026-11-06"),
        (HEAD.replace("2025-118", "[1]") + LINES, "number is one word or number"),
    ],
)
def test_what_cannot_be_a_decision_is_refused_with_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(UnusableBudget) as refused:
        read_budget(text)
    assert says in str(refused.value)


@given(st.text(max_size=200))
def test_any_text_is_a_decision_or_refused(text: str) -> None:
    with pytest.raises(UnusableBudget):
        read_budget(text)
