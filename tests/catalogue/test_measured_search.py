# SPDX-License-Identifier: EUPL-1.2
"""What is found by searches that we wrote is what the documentation says."""

import re
from pathlib import Path

import pytest

from tests.catalogue.searched import KEPT_APART, indexed, measured, searches

DOCUMENT = Path(__file__).parents[2] / "docs/explanation/search.md"
LOOKED_AT = ("1", "2", "3", "4")
SETS = {KEPT_APART: "Kept apart"} | {name: f"Set {name}" for name in LOOKED_AT}


def documented(row: str) -> list[float]:
    """The figures that the documentation gives in a row of its table."""
    (line,) = (
        line
        for line in DOCUMENT.read_text(encoding="utf-8").splitlines()
        if line.startswith(f"| {row} |")
    )
    return [float(figure) for figure in re.findall(r"\d+\.\d+", line)]


@pytest.mark.parametrize("name", SETS)
def test_no_less_is_found_than_the_documentation_says(name: str) -> None:
    success, dead_ends, nothing = documented(SETS[name])
    found = measured(name)
    assert round(found.success, 2) >= success
    assert round(found.dead, 2) <= dead_ends
    assert round(found.honest, 2) >= nothing


@pytest.mark.parametrize("name", SETS)
def test_each_set_has_enough_offers_and_searches_to_say_something(name: str) -> None:
    offers = {offer.id for offer in indexed(name).offers}
    assert len(offers) >= 220
    assert len(searches(name)) == 170
    assert all(set(query["right"]) <= offers for query in searches(name))
