# SPDX-License-Identifier: EUPL-1.2
"""A column that is read at once says the same as when each cell is read by itself."""

import string

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.interop.extracts.batches import ListedRows, sliced
from meedoen.interop.extracts.days import ORDERS
from meedoen.interop.extracts.quick import quick_reader
from meedoen.interop.extracts.values import Wrong, reader_of
from meedoen.monitor.sources.specification import SourceField, ValueKind
from tests.interop.extracts.examples import bsn, shapes, value

FIELDS = {
    f"{source.key}-{field.name}": field for source, shape in shapes() for field in shape.fields
}
ONE_OF_EACH = {
    (field.kind, tuple(field.codes) and max(map(len, field.codes)) > 8): field
    for field in FIELDS.values()
}
figures = st.text(string.digits, max_size=11)
days = st.builds(
    "{:04d}-{:02d}-{:02d}".format,
    st.sampled_from([1899, 1900, 2000, 2023, 2024, 2199, 2200, 9999]),
    st.integers(0, 13), st.integers(0, 32),
)  # fmt: skip
turned = days.map(lambda day: "-".join(reversed(day.split("-"))))
amounts = st.from_regex(r"[0-9]{0,9}[.,]?[0-9]{0,4}", fullmatch=True)
areas = st.from_regex(r"(BU|WK|GM|bu)[0-9A-Z]{4,9}", fullmatch=True)
postcodes = st.from_regex(r"[0-9]{4} ?[A-Za-z]{2}", fullmatch=True)
anything = st.text(
    st.characters(blacklist_characters=';"\n\r', blacklist_categories=["Cs"]), max_size=18
)


def changed(text: str, place: int, other: str) -> str:
    at = place % (len(text) + 1)
    return text[:at] + other + text[at + 1 :]


def cells(field: SourceField) -> st.SearchStrategy[str]:
    good = st.integers(0, 10**5).map(lambda number: value(field, number))
    codes = st.sampled_from(list(field.codes) or ["x"])
    near = st.builds(
        changed, st.one_of(good, codes), st.integers(0, 20),
        st.sampled_from([*" 09-.,Az/:é", "", "\0", "\u0660"]),
    )  # fmt: skip
    numbers = st.integers(0, 10**8 - 1).map(bsn)
    return st.one_of(
        good, codes, near, figures, days, turned, amounts, areas, postcodes, numbers, anything
    )


@pytest.mark.parametrize(
    "order", [None, *ORDERS.values()], ids=lambda one: one.name if one else "-"
)
@pytest.mark.parametrize("field", ONE_OF_EACH.values(), ids=lambda one: one.name)
@given(data=st.data())
def test_what_is_read_at_once_is_what_is_read_one_by_one(field, order, data) -> None:
    if order is not None and field.kind is not ValueKind.DATE:
        return
    texts = data.draw(st.lists(cells(field), min_size=1, max_size=40))
    quick = quick_reader(field, order, {})
    if quick is None:
        return
    block = "\n".join(f"{text};x" for text in texts).encode()
    rows = sliced(block, ";", np.arange(1, len(texts) + 1), 2).rows
    assert not isinstance(rows, ListedRows)
    sure, values = quick(rows.cells(0))
    read = reader_of(field, order)
    for text, certain, number in zip(texts, sure.tolist(), values.tolist(), strict=True):
        if certain:
            assert read(text) == number, text


@pytest.mark.parametrize("field", ONE_OF_EACH.values(), ids=lambda one: one.name)
def test_the_usual_writing_is_read_at_once(field: SourceField) -> None:
    quick = quick_reader(field, None, {})
    texts = [value(field, number) for number in range(50)]
    texts = [text for text in texts if len(text) <= 16]
    if field.kind in (ValueKind.MONTH, ValueKind.SCHOOL_YEAR):
        assert quick is None
        return
    assert quick
    rows = sliced(
        "\n".join(f"{text};x" for text in texts).encode(), ";", np.arange(1, len(texts) + 1), 2
    ).rows
    assert not isinstance(rows, ListedRows)
    assert np.all(quick(rows.cells(0))[0])


def test_a_number_that_fails_the_eleven_test_is_never_sure() -> None:
    field = FIELDS["wmo-bsn"]
    read, quick = reader_of(field), quick_reader(field, None, {})
    texts = [f"{number:09d}" for number in range(0, 999_999_999, 99_991)]
    rows = sliced(
        "\n".join(f"{text};x" for text in texts).encode(), ";", np.arange(1, len(texts) + 1), 2
    ).rows
    assert quick
    assert not isinstance(rows, ListedRows)
    for text, certain in zip(texts, quick(rows.cells(0))[0].tolist(), strict=True):
        try:
            read(text)
        except Wrong:
            assert not certain
        else:
            assert certain
