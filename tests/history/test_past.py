# SPDX-License-Identifier: EUPL-1.2
"""What stands now, taken back by what went, is what stood then."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.history.past import as_it_was

COLUMNS = ("words", "done_at", "removed_at")
rows = st.fixed_dictionaries(dict.fromkeys(COLUMNS, st.none() | st.integers() | st.text()))


def revisions_of(stood: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    """Say what went between each way a row stood and the next, earliest first."""
    return [
        ("changed", {column: was[column] for column in COLUMNS if was[column] != became[column]})
        for was, became in pairwise(stood)
    ]


@pytest.mark.proves("S2-20", "any row whose past is kept")
@given(st.lists(rows, min_size=1, max_size=8))
def test_each_earlier_state_of_a_row_can_be_shown_again(stood: list[dict[str, Any]]) -> None:
    happened = [("added", {}), *revisions_of(stood)]
    for then, row in enumerate(stood):
        later = happened[then + 1 :][::-1]
        assert as_it_was(stood[-1], later) == row
    assert as_it_was(stood[-1], happened[::-1]) is None


def test_looking_back_changes_nothing_now() -> None:
    now = {"words": "Bellen"}
    assert as_it_was(now, [("changed", {"words": "Schrijven"})]) == {"words": "Schrijven"}
    assert now == {"words": "Bellen"}


def test_what_was_removed_is_read_from_its_removal() -> None:
    assert as_it_was({}, [("removed", {"words": "Bellen"})]) == {"words": "Bellen"}
