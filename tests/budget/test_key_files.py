# SPDX-License-Identifier: EUPL-1.2
"""A key that somebody wrote down is read, or refused with every fault at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.budget.key_files import read_key
from meedoen.budget.keys import UnusableKey
from tests.budget.worlds import LINES, a_key

LINE = (
    "  - {law: wmo, taakveld: '6.713', category: '4.3', programme: Meedoen, share: 600, "
    "ground: 'Wmo 2015, artikel 2.3.5'}\n"
    "  - {law: participatiewet, taakveld: '6.5', category: '4.3', programme: Meedoen, "
    "share: 400, ground: 'Participatiewet, artikel 7'}\n"
)
HEAD = "name: Dagbesteding\nfirst_day: 2026-01-01\nlast_day: 2026-12-31\n"


def test_a_key_is_read_as_it_stands() -> None:
    assert read_key(f"{HEAD}lines:\n{LINE}") == a_key()
    more = "products: ['07']\npartners: ['41000001']\nintegral: 250\n"
    assert read_key(f"{HEAD}{more}lines:\n{LINE}") == a_key(
        products=frozenset({"07"}), partners=frozenset({"41000001"}), integral=250
    )


def test_a_taakveld_is_read_as_it_was_written() -> None:
    """Without quotes YAML would make the number 6.6 of 6.60, which is another taakveld."""
    bare = LINE.replace("'6.713'", "6.60")
    assert read_key(f"{HEAD}lines:\n{bare}").lines[0].taakveld == "6.60"
    assert LINES[0].taakveld == "6.713"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "this file says none of them"),
        ("- a", "this file says none of them"),
        ("a: [", "This is no YAML"),
        (HEAD, "A key says lines"),
        (f"lines:\n{LINE}", "A key says name.\nA key says first_day.\nA key says last_day."),
        (f"{HEAD}pot: 1\nlines:\n{LINE}", "A key does not say 'pot'"),
        (f"{HEAD}products: '07'\nlines:\n{LINE}", "products is a list"),
        (f"{HEAD}integral: [1]\nlines:\n{LINE}", "integral is one word or number"),
        (f"{HEAD}integral: half\nlines:\n{LINE}", "a share a whole number"),
        (f"{HEAD.replace('2026-12-31', '31-12-2026')}lines:\n{LINE}", "A day is 2026-01-31"),
        (f"{HEAD}lines: [een]", "Line 1 says law, taakveld"),
        (
            f"{HEAD}lines: [[law, taakveld, category, programme, share, ground]]",
            "Line 1 says law, taakveld",
        ),
        (f"{HEAD}lines:\n{LINE.replace('share: 400, ', '')}", "Line 2 says law, taakveld"),
        (f"{HEAD}lines:\n{LINE.replace('share: 400', 'share: [400]')}", "Line 2: each part is"),
        (f"{HEAD}lines:\n{LINE.replace('400', '399')}", "samen 999 van de 1000"),
    ],
)
def test_what_cannot_be_a_key_is_refused_with_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(UnusableKey) as refused:
        read_key(text)
    assert says in str(refused.value)


@given(st.text(max_size=200))
def test_any_text_is_a_key_or_refused(text: str) -> None:
    with pytest.raises(UnusableKey):
        read_key(text)
