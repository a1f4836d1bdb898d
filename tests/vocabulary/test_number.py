# SPDX-License-Identifier: EUPL-1.2
"""Numbers and amounts the Dutch way: a figure that can mean two things is asked about."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.vocabulary.money import Money
from meedoen.vocabulary.number import (
    number_in_words,
    read_amount,
    read_number,
    read_whole,
    whole_in_words,
)
from meedoen.vocabulary.reading import NotUnderstood
from tests.vocabulary.typed import anything, as_typed, suggestions

MOST = 10**9
cents = st.integers(0, MOST)
fractions = st.decimals(0, MOST, places=3)


def amount(typed: str, *, most: int = MOST) -> Money:
    return read_amount(typed, least=Money(0), most=Money(most))


def whole(typed: str, *, most: int = MOST) -> int:
    return read_whole(typed, least=0, most=most)


def number(typed: str, *, counts: bool = False) -> Decimal:
    return read_number(typed, least=Decimal(0), most=Decimal(MOST), counts=counts)


def spelled(money: Money) -> list[str]:
    """Write one amount in the ways people do."""
    euros, rest = divmod(money.cents, 100)
    dots, spaces = whole_in_words(euros), f"{euros:,}".replace(",", " ")
    apart = [f"€ {dots},{rest:02d}", f"{euros},{rest:02d} euro", f"EUR {spaces},{rest:02d}"]
    english = [
        f"{euros}.{rest:02d}",
        f"{euros:,}.{rest:02d}",
        spaces.replace(" ", "'") + f".{rest:02d}",
    ]
    round_ = [dots, spaces, str(euros), f"{euros},-", f"€ {dots},-", f"{euros},--", f"{euros} euro"]
    return [str(money), *apart, *english, *([] if rest else round_)]


@given(cents, st.data())
def test_every_usual_spelling_is_that_amount(total: int, data: st.DataObject) -> None:
    typed = data.draw(st.sampled_from(spelled(Money(total))))
    assert amount(data.draw(as_typed(typed))) == Money(total)


@given(st.integers(0, MOST), st.data())
def test_every_usual_spelling_is_that_whole_number(count: int, data: st.DataObject) -> None:
    spellings = [str(count), whole_in_words(count), f"{count:,}".replace(",", " "), f"{count},0"]
    assert whole(data.draw(as_typed(data.draw(st.sampled_from(spellings))))) == count


@given(fractions)
def test_a_number_with_decimals_is_read_as_it_is_written(value: Decimal) -> None:
    assert number(number_in_words(value)) == value


@pytest.mark.parametrize("typed", [",5", ".5", "0,5", "0.50"])
def test_a_part_of_one_may_stand_without_the_nought_before_it(typed: str) -> None:
    assert number(typed) == Decimal("0.5")
    assert amount(typed) == Money(50)


@given(st.integers(0, MOST))
def test_a_whole_number_is_written_without_decimals(value: int) -> None:
    assert number_in_words(value) == str(value)


@given(st.integers(1, 999), st.integers(0, 999))
def test_a_dot_before_three_figures_parts_thousands_in_an_amount_and_a_count(
    a: int, b: int
) -> None:
    typed, meant = f"{a}.{b:03d}", a * 1000 + b
    assert amount(typed) == Money(meant * 100)
    assert whole(typed) == meant
    assert number(typed, counts=True) == meant


@given(st.integers(1, 999), st.integers(0, 999))
def test_a_comma_before_three_figures_is_asked_about_in_an_amount(a: int, b: int) -> None:
    with pytest.raises(NotUnderstood, match="Bedoel je") as sorry:
        amount(f"{a},{b:03d}")
    meant = [amount(one.written) for one in sorry.value.suggestions]
    assert meant[0] == Money((a * 1000 + b) * 100)
    assert meant[1:] == ([] if b % 10 else [Money(a * 100 + b // 10)])


@given(st.integers(1, 999), st.integers(0, 999))
def test_a_dot_before_three_figures_is_asked_about_where_decimals_can_be(a: int, b: int) -> None:
    with pytest.raises(NotUnderstood, match="twee dingen") as sorry:
        number(f"{a}.{b:03d}")
    meant = [number(one.written) for one in sorry.value.suggestions]
    assert meant == [a * 1000 + b, Decimal(f"{a}.{b:03d}")]


@given(anything, st.booleans())
def test_any_text_is_a_number_within_its_bounds_or_a_sentence(typed: str, counts: bool) -> None:
    for read in (amount, whole, lambda text: number(text, counts=counts)):
        with suppress(NotUnderstood):
            read(typed)


@given(anything)
def test_what_is_suggested_can_be_read(typed: str) -> None:
    for one in suggestions(lambda text: whole(text, most=10**210), typed):
        assert whole_in_words(whole(one.written, most=10**210)) == one.shown
    for one in suggestions(lambda text: amount(text, most=10**210), typed):
        assert str(amount(one.written, most=10**210)) == one.shown


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1,5k", "€ 1.500,00"),
        ("12 duizend", "€ 12.000,00"),
        ("ca. 300", "€ 300,00"),
        ("$ 5", "€ 5,00"),
        ("1250,00 euro per maand", "€ 1.250,00"),
        ("1250-", "€ 1.250,00"),
        ("0.250", "€ 0,25"),
    ],
)
def test_an_amount_among_other_words_is_asked_about(typed: str, meant: str) -> None:
    with pytest.raises(NotUnderstood, match="Bedoel je") as sorry:
        amount(typed)
    assert [one.shown for one in sorry.value.suggestions] == [meant]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "nog niets"),
        ("veel", "geen getal"),
        ("1250²", "meer dan een getal"),
        ("1½", "geen getal|meer dan een getal"),
        ("300-400", "meer dan een getal"),
        ("1e3", "meer dan een getal"),
        ("1.2.3", "niet als een bedrag"),
        ("1.250.00", "niet als een bedrag"),
        ("1 25", "niet als een bedrag"),
        ("12,3456", "hooguit twee cijfers"),
        ("-5", "Onder nul"),
        ("−5", "Onder nul"),
        ("99999999999", "Het meeste dat hier past is € 10.000.000,00"),
        ("9" * 190, "Het meeste"),
        ("9" * 300, "te lang"),
    ],
)
def test_what_is_no_amount_is_refused_with_a_reason(typed: str, why: str) -> None:
    with pytest.raises(NotUnderstood, match=why):
        amount(typed)


def test_an_amount_below_zero_is_read_where_it_is_allowed() -> None:
    assert read_amount("-€ 1.250,50", least=Money(-MOST), most=Money(0)) == Money(-125050)
    with pytest.raises(NotUnderstood, match="Het minste dat hier past is -€ 1,00"):
        read_amount("-5", least=Money(-100), most=Money(0))


def test_a_fraction_is_no_whole_number() -> None:
    with pytest.raises(NotUnderstood, match="heel getal"):
        whole("2,5")
    with pytest.raises(NotUnderstood, match=r"Bedoel je 27\.520"):
        whole("27,520")
    assert number("1.250,5") == Decimal("1250.5")
    assert number("0.250") == number("0,250") == Decimal("0.25")


@pytest.mark.parametrize("typed", ["50ct", "12 cent", "3½", "2,5 mln", "2 miljoen", "3 honderd"])
def test_a_word_that_makes_it_another_amount_leaves_nothing_to_suggest(typed: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        amount(typed)
    assert not caught.value.suggestions
