# SPDX-License-Identifier: EUPL-1.2
"""What a run keeps: figures that are hidden already, and nothing to count them back from."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.laboratory.comparison import Direction, SubjectChange
from meedoen.laboratory.population import AGE_GROUPS
from meedoen.laboratory.results import read_result, to_keep
from meedoen.laboratory.states import GOING, RunState
from meedoen.laboratory.subjects import Subject, subjects_of
from meedoen.law import ArticleRef
from tests.laboratory.worlds import book

WIJKEN = (("WK990101", "Oude Waard"), ("WK990102", "Hoge Linde"))
COUNTS = st.lists(st.lists(st.integers(0, 40), min_size=5, max_size=5), min_size=2, max_size=2).map(
    np.array
)
LOCAL = ArticleRef("dorp", "Verordening", "1", "https://dorp.example/1", "X", "GM9901")
LAW = ArticleRef("wet", "De wet", "5", None, "WET", None)


def change(losing: np.ndarray, *, name: str = "hulp", touched: bool = True) -> SubjectChange:
    subject = Subject(name, "Hulp", "Voorziening", "art. 1", ("nee", "ja"), frozenset({1}), ())
    nobody = np.zeros_like(losing)
    counts = dict.fromkeys(Direction, nobody) | {Direction.LOSES: losing}
    return SubjectChange(subject, counts, {Direction.LOSES: {("ja", "nee")}}, {LAW, LOCAL}, touched)


@given(COUNTS)
def test_no_count_below_the_threshold_is_kept_anywhere(losing: np.ndarray) -> None:
    kept = to_keep([change(losing)], WIJKEN, 10)
    for found in read_result(json.loads(json.dumps(kept))).found:
        for table in found.tables:
            figures = [*(cell for line in table.lines for cell in (*line.cells, line.total))]
            for figure in (*figures, *table.column_totals, table.total):
                assert figure is None or figure == 0 or figure >= 10


def test_what_was_kept_is_read_back_as_it_was() -> None:
    losing = np.full((2, 5), 20)
    kept = to_keep([change(losing)], WIJKEN, 10)
    result = read_result(json.loads(json.dumps(kept)))
    (found,) = result.found
    assert found.gains is found.otherwise is None
    assert found.loses
    assert found.loses.total == 200
    assert found.loses.moves == (("ja", "nee"),)
    assert [line.total for line in found.loses.lines] == [100, 100]
    assert result.age_groups == AGE_GROUPS


def test_the_municipality_s_own_article_stands_first() -> None:
    kept = to_keep([change(np.full((2, 5), 20))], WIJKEN, 10)
    assert [law for law, _, _ in kept["found"][0]["articles"]] == ["Verordening", "De wet"]


@pytest.mark.parametrize("people", [0, 9])
def test_nobody_and_a_few_look_the_same_where_the_draft_plays_a_part(people: int) -> None:
    losing = np.zeros((2, 5), dtype=int)
    losing[0, 0] = people
    kept = to_keep([change(losing)], WIJKEN, 10)
    assert (kept["found"], kept["quiet"], kept["untouched"]) == ([], ["Hulp (Voorziening)"], 0)


def test_what_the_draft_does_not_touch_is_only_counted() -> None:
    kept = to_keep([change(np.zeros((2, 5), dtype=int), touched=False)], WIJKEN, 10)
    assert (kept["quiet"], kept["untouched"]) == ([], 1)


def test_the_largest_change_stands_first() -> None:
    small, large = change(np.full((2, 5), 10), name="a"), change(np.full((2, 5), 30), name="b")
    assert [f["id"] for f in to_keep([small, large], WIJKEN, 10)["found"]] == ["b", "a"]


def test_open_doors_are_no_subject_and_every_other_provision_is_one() -> None:
    subjects = {subject.id for subject in subjects_of(book())}
    provisions = {p.id for p in book().provisions if not p.door}
    assert provisions <= subjects
    assert not {p.id for p in book().provisions if p.door} & subjects
    assert "bijdrage.wmo_bijdrage" in subjects


def test_every_state_of_a_run_has_words_and_goes_on_or_is_over() -> None:
    assert {state for state in RunState if not state.is_over} == GOING
    assert all(state.label for state in RunState)
