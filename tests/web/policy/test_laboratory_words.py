# SPDX-License-Identifier: EUPL-1.2
"""Amounts as people type them, and what the pages say about figures."""

import pytest

from meedoen.laboratory.comparison import Direction
from meedoen.laboratory.drafts import terms_of
from meedoen.laboratory.results import Found, Result, ResultLine, Table
from meedoen.web.policy.laboratory_forms import TermField, as_typed
from meedoen.web.policy.laboratory_words import headline, shown
from tests.laboratory.worlds import DAY, LINDEWAARD, book, small_corpus


def amount() -> TermField:
    return TermField(terms_of(small_corpus(), LINDEWAARD, DAY)[0])


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("75", 7_500), ("75,5", 7_550), ("€ 75,50", 7_550), ("75.50", 7_550), ("€ 150,-", 15_000)],
)
def test_an_amount_is_typed_in_euros_and_kept_in_cents(typed: str, cents: int) -> None:
    assert amount().clean(typed) == cents


def test_an_empty_field_is_the_value_of_now() -> None:
    assert amount().clean("") == 12_000


@pytest.mark.parametrize("code", ["GM9901", "GM9902"])
def test_every_value_of_now_can_be_typed_back(code: str) -> None:
    for term in terms_of(book().corpus, code, DAY):
        assert TermField(term).clean(as_typed(term, term.value)) == term.value, term.key


def result(*tables: Table, subject: str = "pw.hulp") -> Result:
    found = Found(subject, "Hulp bij werk", "Ondersteuning", "art. 1", tables, ())
    return Result(("jong", "oud"), (found,) if tables else (), (), 3)


def table(way: Direction, total: int) -> Table:
    lines = (
        ResultLine("WK1", "Kern", (None, 30), None),
        ResultLine("WK2", "Rand", (None, 40), None),
    )
    return Table(way, (("ja", "nee_op_deze_grond"),), lines, (31, 70), total)


def test_the_first_sentence_is_about_the_largest_gain_or_loss() -> None:
    told = headline(result(table(Direction.OTHERWISE, 900), table(Direction.LOSES, 31)), 100_000)
    assert told == (
        "Hulp bij werk: voor 31 van de 100.000 bedachte inwoners gaat deze voorziening dicht."
    )


def test_without_a_gain_or_a_loss_the_sentence_promises_nothing() -> None:
    assert headline(result(), 1000).startswith("Voor bijna niemand van de 1.000")


def test_a_contribution_has_words_of_its_own() -> None:
    told = headline(result(table(Direction.LOSES, 31), subject="bijdrage.wmo"), 100)
    assert "kan er een bijdrage komen" in told


def test_what_is_hidden_is_a_word_under_its_own_heading() -> None:
    (one,) = shown(result(table(Direction.LOSES, 101)))
    (loses,) = one.tables
    first = loses.lines[0].figures
    assert [(f.heading, f.text) for f in first] == [
        ("jong", "verborgen"), ("oud", "30"), ("Samen", "verborgen"),
    ]  # fmt: skip
    assert (loses.sign, loses.heading, loses.moves) == (
        "−", "Valt weg", "van ja naar nee op deze grond",
    )  # fmt: skip
    assert [f.text for f in loses.together.figures] == ["31", "70", "101"]
