# SPDX-License-Identifier: EUPL-1.2
"""Both glasses beside each other: where one law offers more than the other, the row says so."""

import pytest

from meedoen.rules.outcomes import OutcomeKind
from meedoen.web.professional.matrix import MatrixLine, two_glasses
from tests.rules.people import JOHAN, NEEDS_SUPPORT, THEO, Facts, look


def line_of(facts: Facts, need: str) -> MatrixLine:
    return next(line for line in two_glasses(look(facts), {}) if line.need.code == need)


def test_a_need_that_only_one_law_meets_is_named_as_a_difference() -> None:
    line = line_of(THEO, "paid_work")
    assert line.differs
    assert [cell.in_short for cell in line.cells] == ["regelt dit niet", "ja"]


def test_a_need_on_which_both_laws_wait_for_the_same_is_no_difference() -> None:
    line = line_of({}, "getting_there")
    assert {cell.best for cell in line.cells} == {OutcomeKind.ONBEKEND}
    assert not line.differs


@pytest.mark.parametrize("facts", [{}, THEO, JOHAN, NEEDS_SUPPORT], ids=["-", "theo", "johan", "n"])
def test_the_most_a_law_offers_is_never_less_than_any_of_its_outcomes(facts: Facts) -> None:
    """A no never stands in front of a yes, and nothing known looks like nothing there."""
    order = [OutcomeKind.JA, OutcomeKind.VRAAGT_OORDEEL, OutcomeKind.ONBEKEND, OutcomeKind.NEE]
    for line in two_glasses(look(facts), {}):
        for cell in line.cells:
            kinds = [outcome.kind for outcome in cell.outcomes]
            assert cell.best == (min(kinds, key=order.index) if kinds else None)
