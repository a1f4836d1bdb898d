# SPDX-License-Identifier: EUPL-1.2
"""What a run keeps: figures that are hidden already, and nothing to count them back from."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from meedoen.disclosure.rule import NoRule
from meedoen.laboratory.comparison import Direction, SubjectChange
from meedoen.laboratory.population import AGE_GROUPS
from meedoen.laboratory.results import ResultLine, Table, read_result, to_keep
from meedoen.laboratory.subjects import Subject, subjects_of
from meedoen.law import ArticleRef
from meedoen.vocabulary.work import GOING, WorkState
from tests.disclosure.attacker import intervals
from tests.laboratory.worlds import book

WIJKEN = (("WK990101", "Oude Waard"), ("WK990102", "Hoge Linde"))
COUNTS = arrays(
    np.int64, (2, 5), elements=st.sampled_from([0, 0, 1, 2, 5, 9, 10, 12]) | st.integers(0, 40)
)
LOCAL = ArticleRef("dorp", "Verordening", "1", "https://dorp.example/1", "X", "GM9901")
LAW = ArticleRef("wet", "De wet", "5", None, "WET", None)


def change(losing: np.ndarray, *, name: str = "hulp", touched: bool = True) -> SubjectChange:
    subject = Subject(name, "Hulp", "Voorziening", "art. 1", ("nee", "ja"), frozenset({1}), ())
    nobody = np.zeros_like(losing)
    counts = dict.fromkeys(Direction, nobody) | {Direction.LOSES: losing}
    return SubjectChange(subject, counts, {Direction.LOSES: {("ja", "nee")}}, {LAW, LOCAL}, touched)


def kept_table(losing: np.ndarray) -> Table | None:
    """What a page reads of people who lose something, when there is enough to show."""
    wijken = [(f"WK99010{row}", f"Wijk {row}") for row in range(len(losing))]
    kept = json.loads(json.dumps(to_keep([change(losing)], wijken, 10)))
    return next((found.loses for found in read_result(kept).found), None)


def figures_of(table: Table) -> dict[tuple[str, str], int | None]:
    """Every figure by wijk and age group, with an empty code for a total."""
    ages = ("", *AGE_GROUPS)
    lines = {line.code: (line.total, *line.cells) for line in table.lines}
    lines[""] = (table.total, *table.column_totals)
    return {(c, age): f for c, row in lines.items() for age, f in zip(ages, row, strict=True)}


def counted(losing: np.ndarray) -> np.ndarray:
    """The counts with their totals: first the total of a row, and first the row of totals."""
    with_rows = np.column_stack([losing.sum(axis=1), losing])
    return np.vstack([with_rows.sum(axis=0), with_rows])


@given(COUNTS)
def test_no_count_below_the_threshold_is_kept_anywhere(losing: np.ndarray) -> None:
    table = kept_table(losing)
    for figure in figures_of(table).values() if table else ():
        assert figure is None or figure == 0 or figure >= 10


@pytest.mark.proves("I13", "by subtracting, in tables of the laboratory")
@pytest.mark.proves("S3-15", "by subtracting, in tables of the laboratory")
@given(COUNTS)
def test_who_subtracts_and_knows_the_rule_is_left_with_ten_between_the_least_and_the_most(
    losing: np.ndarray,
) -> None:
    table = kept_table(losing)
    if table is None:
        return
    figures = figures_of(table)
    hidden = {cell: (1.0, np.inf) for cell, figure in figures.items() if figure is None}
    known = {cell: figure for cell, figure in figures.items() if figure is not None}
    trees = [
        {"": None, **{line.code: "" for line in table.lines}},
        {"": None, **dict.fromkeys(AGE_GROUPS, "")},
    ]
    found = intervals(trees, known, hidden, list(hidden))
    assert {cell: ends for cell, ends in found.items() if ends[1] - ends[0] < 10 - 1e-6} == {}


@given(COUNTS)
def test_what_is_shown_is_what_was_counted(losing: np.ndarray) -> None:
    table = kept_table(losing)
    if table is None:
        return
    figures = figures_of(table)
    codes = ["", *(line.code for line in table.lines)]
    for row, code in enumerate(codes):
        for column, age in enumerate(("", *AGE_GROUPS)):
            assert figures[code, age] in (None, counted(losing)[row, column])


@given(arrays(np.int64, (3, 5), elements=st.sampled_from([0, 10, 29])))
def test_a_table_without_small_counts_hides_nothing(losing: np.ndarray) -> None:
    table = kept_table(losing)
    if losing.any():
        assert table
        assert None not in figures_of(table).values()


def test_one_small_count_takes_three_others_along_and_keeps_the_totals() -> None:
    table = kept_table(np.array([[40, 30, 25, 20, 30], [30, 4, 50, 20, 60], [20, 60, 70, 11, 40]]))
    assert table
    hidden = [cell for cell, figure in figures_of(table).items() if figure is None]
    assert len(hidden) == 4
    assert ("WK990101", AGE_GROUPS[1]) in hidden
    assert [line.total for line in table.lines] == [145, 164, 201]
    assert table.total == 510


def test_a_town_of_one_wijk_keeps_its_total_when_an_age_group_is_small() -> None:
    table = kept_table(np.array([[4, 60, 80, 0, 0]]))
    assert table
    assert table.lines[0].cells[0] is None
    assert (table.lines[0].total, table.total) == (144, 144)


def test_people_whose_number_would_give_a_part_of_them_away_are_quiet() -> None:
    """Nine and one are ten: with the ten open, either is one of nine values."""
    assert kept_table(np.array([[9, 1, 0, 0, 0], [0, 0, 0, 0, 0]])) is None
    ten = kept_table(np.array([[10, 0, 0, 0, 0], [0, 0, 0, 0, 0]]))
    assert ten
    assert ten.total == 10


@given(COUNTS)
def test_tables_of_the_same_counts_hide_the_same(losing: np.ndarray) -> None:
    other = change(np.zeros_like(losing), name="b")
    other.counts[Direction.GAINS] = losing.copy()
    kept = read_result(to_keep([change(losing, name="a"), other], WIJKEN, 10))
    shown = [figures_of(table) for found in kept.found for table in found.tables]
    assert len(shown) in (0, 2)
    assert shown[:1] == shown[1:]


def test_a_run_of_an_earlier_version_is_still_read() -> None:
    line = {"code": "WK990101", "name": "Oude Waard", "cells": [None, 12], "total": 15}
    table = {
        "direction": "gains", "moves": [["nee_op_deze_grond", "ja"]], "lines": [line],
        "column_totals": [None, 12], "total": 15,
    }  # fmt: skip
    found = {
        "id": "hulp", "name": "Hulp", "legal_name": "Voorziening", "article": "art. 1",
        "tables": [table], "articles": [["De wet", "5", ""]],
    }  # fmt: skip
    kept = {"age_groups": ["jong", "oud"], "found": [found], "quiet": ["Iets"], "untouched": 3}
    (read,) = read_result(kept).found
    assert read.gains
    assert read.gains.lines == (ResultLine("WK990101", "Oude Waard", (None, 12), 15),)
    assert read.gains.column_totals == (None, 12)


def test_a_threshold_that_hides_nothing_is_refused() -> None:
    with pytest.raises(NoRule):
        to_keep([], WIJKEN, 1)


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
    assert {state for state in WorkState if not state.is_over} == GOING
    assert all(state.label for state in WorkState)
