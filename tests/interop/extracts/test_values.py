# SPDX-License-Identifier: EUPL-1.2
"""What one value of a source can be, and how it is said that it is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.interop.extracts.days import ORDERS
from meedoen.interop.extracts.values import Wrong, day_number, day_of, reader_of
from meedoen.monitor.sources.specification import SourceField, ValueKind
from tests.interop.extracts.examples import bsn

CODES = {"01": "een", "10": "tien", "ZIN": "natura", "PGB": "budget"}


def field(kind: ValueKind, *, required: bool = False) -> SourceField:
    return SourceField("veld", kind, required, "iets", "", CODES if kind is ValueKind.CODE else {})


def said(kind: ValueKind, text: str, *, required: bool = False, order: str = "") -> str:
    """Give why a value is refused; "" when it is not."""
    try:
        reader_of(field(kind, required=required), ORDERS.get(order))(text)
    except Wrong as wrong:
        return str(wrong)
    return ""


def same(kind: ValueKind, *texts: str) -> bool:
    return len({reader_of(field(kind))(text) for text in texts}) == 1


NUMBER = bsn(12_345_670)
WRONG = NUMBER[:8] + str((int(NUMBER[8]) + 1) % 10)


@pytest.mark.parametrize(
    ("kind", "text", "part"),
    [
        (ValueKind.BSN, WRONG, "elfproef"),
        (ValueKind.BSN, NUMBER[:8], "9 cijfers, en dit zijn er 8; is de nul vooraan weggevallen"),
        (ValueKind.BSN, f"{NUMBER}0", "dit zijn er 10"),
        (ValueKind.BSN, "000000000", "negen nullen"),
        (ValueKind.BSN, f"{NUMBER}.0", "alleen uit cijfers"),
        (ValueKind.BSN, f"{NUMBER[:4]}.{NUMBER[4:6]}.{NUMBER[6:]}", "alleen uit cijfers"),
        (ValueKind.BSN, "٣" * 9, "alleen uit cijfers"),
        (ValueKind.BSN, "onbekend", "alleen uit cijfers"),
        (ValueKind.DATE, "2026-02-31", "31-02-2026 bestaat niet"),
        (ValueKind.DATE, "31-02-2026", "31-02-2026 bestaat niet"),
        (ValueKind.DATE, "2025-02-29", "29-02-2025 bestaat niet"),
        (ValueKind.DATE, "1900-02-29", "bestaat niet"),
        (ValueKind.DATE, "2026-13-01", "bestaat niet"),
        (ValueKind.DATE, "2026-00-10", "bestaat niet"),
        (ValueKind.DATE, "2026-01-00", "bestaat niet"),
        (ValueKind.DATE, "0026-01-01", "het jaar 26 kan hier niet"),
        (ValueKind.DATE, "2200-01-01", "het jaar 2200"),
        (ValueKind.DATE, "1899-12-31", "het jaar 1899"),
        (ValueKind.DATE, "45292", "volgnummer van een rekenblad"),
        (ValueKind.DATE, "45292.5", "volgnummer"),
        (ValueKind.DATE, "1-1-26", "geen datum; schrijf jjjj-mm-dd of dd-mm-jjjj"),
        (ValueKind.DATE, "1 maart 2026", "geen datum"),
        (ValueKind.DATE, "2026-03-01 12:30:00", "geen datum"),
        (ValueKind.DATE, "2026-03/01", "geen datum"),
        (ValueKind.MONTH, "2026-13", "12 maanden, en hier staat maand 13"),
        (ValueKind.MONTH, "2026-00", "maand 0"),
        (ValueKind.MONTH, "maart", "geen maand"),
        (ValueKind.MONTH, "1800-01", "het jaar 1800"),
        (ValueKind.YEAR, "26", "geen jaar"),
        (ValueKind.YEAR, "1800", "het jaar 1800"),
        (ValueKind.SCHOOL_YEAR, "2025/2027", "loopt door tot in het jaar erna: 2025/2026"),
        (ValueKind.SCHOOL_YEAR, "2025", "geen schooljaar"),
        (ValueKind.CODE, "99", "staat niet in de lijst van veld: 01, 10, ZIN, PGB"),
        (ValueKind.CODE, "1", "is dit 01, met een nul te veel of te weinig vooraan"),
        (ValueKind.CODE, "0010", "is dit 10, met een nul te veel of te weinig vooraan"),
        (ValueKind.CODE, "zin", "schrijf ZIN"),
        (ValueKind.COUNT, "-1", "niet onder nul"),
        (ValueKind.COUNT, "-1,5", "niet onder nul"),
        (ValueKind.COUNT, "1.250", "zonder punten of komma's"),
        (ValueKind.COUNT, "12,0", "schrijf 12"),
        (ValueKind.COUNT, "12,5", "heel getal"),
        (ValueKind.COUNT, "123456789", "te groot"),
        (ValueKind.COUNT, "twaalf", "geen aantal"),
        (ValueKind.AMOUNT, "-12,50", "niet onder nul"),
        (ValueKind.AMOUNT, "1.250", "twee dingen"),
        (ValueKind.AMOUNT, "12,345", "twee dingen"),
        (ValueKind.AMOUNT, "12,3456", "hooguit twee cijfers"),
        (ValueKind.AMOUNT, "€ 12", "geen bedrag"),
        (ValueKind.NUMBER, "veel", "geen getal"),
        (ValueKind.IDENTIFIER, "1234567890", "1 tot 9 cijfers"),
        (ValueKind.IDENTIFIER, "A12", "1 tot 9 cijfers"),
        (ValueKind.PRODUCT, "07a11", "hoofdletters"),
        (ValueKind.PRODUCT, "123456789", "hooguit 8"),
        (ValueKind.AREA, "99010203", "CBS-code"),
        (ValueKind.AREA, "BU990102", "CBS-code"),
        (ValueKind.AREA, "GM9901", "van een gemeente"),
        (ValueKind.POSTCODE, "0123AB", "geen postcode"),
        (ValueKind.POSTCODE, "1234SS", "geen postcode"),
        (ValueKind.POSTCODE, "1234ab", "hoofdletters"),
        (ValueKind.POSTCODE, "1234", "geen postcode"),
        (ValueKind.HOUSE_NUMBER, "12,5", "geen huisnummer"),
    ],
)
def test_what_is_no_value_is_said_in_words(kind: ValueKind, text: str, part: str) -> None:
    assert part in said(kind, text)


@pytest.mark.parametrize("kind", list(ValueKind))
@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("=1+1", "formule"), ("+1", "formule"), ("@SUM(A1)", "formule"), ("-A1", "formule"),
        ("\t=1+1", "formule"), (" =1+1", "formule"), ("-", "formule"), ("=…", "formule"),
        ("#N/B", "foutwaarde"), ("#REF!", "foutwaarde"), ("#VERW!", "foutwaarde"),
        ("12\x003", "NUL"), ("a\u200bb", "U+200B"), ("a\rb", "U+000D"), ("a\nb", "U+000A"),
        ("a\ufffdb", "U+FFFD"), ("9" * 101, "101 tekens is te lang"),
    ],
)  # fmt: skip
def test_what_no_value_can_hold_is_refused_in_every_column(
    kind: ValueKind, text: str, part: str
) -> None:
    assert part in said(kind, text)


@pytest.mark.parametrize("kind", list(ValueKind))
def test_nothing_is_fine_where_nothing_is_needed(kind: ValueKind) -> None:
    for empty in ("", " ", "\u00a0", "\t "):
        assert reader_of(field(kind))(empty) == 0
        assert said(kind, empty, required=True) == "hier hoort iets te staan, en dit is leeg"


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        (ValueKind.BSN, (NUMBER, f" {NUMBER}", f"{NUMBER}\u00a0")),
        (ValueKind.DATE, ("2026-03-01", "01-03-2026", "1-3-2026", "1/3/2026", "01.03.2026",
                     "20260301", "2026/3/1", "2026-03-01 00:00",
                     "2026-03-01T00:00:00", "1-3-2026 00:00:00.0")),
        (ValueKind.MONTH, ("2026-03", "202603", "3-2026", "03/2026")),
        (ValueKind.SCHOOL_YEAR, ("2025/2026", "2025-2026", "2025/26", "2025 - 2026")),
        (ValueKind.AMOUNT, ("1250,5", "1250.50", "1250,50", "1.250,50", "1,250.50", "1.250,5")),
        (ValueKind.AMOUNT, ("1250", "1250,00", "1250.0", "1.250,00")),
        (ValueKind.NUMBER, ("24,5", "24.50")),
        (ValueKind.COUNT, ("7", "07", " 7")),
        (ValueKind.POSTCODE, ("1234AB", "1234 AB")),
        (ValueKind.HOUSE_NUMBER, ("12a", "12 A", "012-a")),
        (ValueKind.CODE, ("ZIN", " ZIN ")),
    ],
)  # fmt: skip
def test_ways_of_writing_that_mean_the_same_are_the_same(
    kind: ValueKind, texts: tuple[str]
) -> None:
    assert same(kind, *texts)


@pytest.mark.parametrize("code", CODES)
def test_each_code_of_the_list_is_one(code: str) -> None:
    assert reader_of(field(ValueKind.CODE))(code) == list(CODES).index(code) + 1


def test_why_a_value_is_wrong_is_its_message_too() -> None:
    with pytest.raises(Wrong, match=r"^een bsn bestaat alleen uit cijfers$") as wrong:
        reader_of(field(ValueKind.BSN))("x")
    assert wrong.value.reason == str(wrong.value)


@pytest.mark.parametrize("text", ["1999/2000", "1999/00", "2099/2100", "2098-99"])
def test_a_school_year_goes_on_into_another_century(text: str) -> None:
    assert said(ValueKind.SCHOOL_YEAR, text) == ""


def test_an_end_that_never_comes_is_a_day() -> None:
    assert said(ValueKind.DATE, "9999-12-31") == ""
    assert said(ValueKind.DATE, "31-12-9999") == ""


@pytest.mark.parametrize(
    ("order", "text", "day"),
    [
        ("jjjj-mm-dd", "2026-03-01", "2026-03-01"),
        ("dd-mm-jjjj", "01-03-2026", "2026-03-01"),
        ("mm-dd-jjjj", "03/01/2026", "2026-03-01"),
        ("jjjjmmdd", "20260301", "2026-03-01"),
        ("ddmmjjjj", "01032026", "2026-03-01"),
    ],
)
def test_a_profile_names_the_one_order_of_a_day(order: str, text: str, day: str) -> None:
    assert day_of(reader_of(field(ValueKind.DATE), ORDERS[order])(text)) == day
    for other, wrong in (("jjjj-mm-dd", "01-03-2026"), ("dd-mm-jjjj", "2026-03-01")):
        if order == other:
            assert f"geen datum; schrijf {order}" in said(ValueKind.DATE, wrong, order=order)


@given(st.dates(), st.dates())
def test_a_later_day_has_a_larger_number_and_the_number_tells_the_day(one, other) -> None:
    numbers = [day_number(day.year, day.month, day.day) for day in (one, other)]
    assert (numbers[0] < numbers[1]) == (one < other)
    assert min(numbers) > 0
    assert day_of(numbers[0]) == one.isoformat()


OTHERS = {
    ValueKind.BSN: st.integers(0, 10**8 - 1).map(bsn),
    ValueKind.COUNT: st.integers(0, 10**8 - 1).map(str),
    ValueKind.IDENTIFIER: st.integers(0, 10**9 - 1).map(str),
    ValueKind.AMOUNT: st.integers(0, 10**6).map(lambda n: f"{n // 100},{n % 100:02d}"),
    ValueKind.PRODUCT: st.from_regex(r"[0-9A-Z]{1,8}", fullmatch=True),
    ValueKind.AREA: st.from_regex(r"BU[0-9]{4}[0-9A-Z]{4}|WK[0-9]{4}[0-9A-Z]{2}", fullmatch=True),
    ValueKind.POSTCODE: st.from_regex(r"[1-9][0-9]{3}[A-R][A-Z]", fullmatch=True),
    ValueKind.HOUSE_NUMBER: st.from_regex(r"[1-9][0-9]{0,4}[A-Z]{0,3}", fullmatch=True),
    ValueKind.YEAR: st.integers(1900, 2199).map(str),
    ValueKind.SCHOOL_YEAR: st.integers(1900, 2198).map(lambda n: f"{n}/{n + 1}"),
    ValueKind.CODE: st.sampled_from(list(CODES)),
}


@pytest.mark.parametrize("kind", OTHERS)
@given(data=st.data())
def test_two_values_are_two_numbers_and_none_of_them_is_that_of_nothing(
    kind: ValueKind, data
) -> None:
    texts = data.draw(st.lists(OTHERS[kind], min_size=2, max_size=2, unique=True))
    numbers = [reader_of(field(kind))(text) for text in texts]
    assert 0 not in numbers
    assert len(set(numbers)) == 2
    assert max(numbers) < 2**64


@pytest.mark.parametrize(
    ("kind", "low", "high"),
    [
        (ValueKind.COUNT, "0", "1"), (ValueKind.AREA, "WK990102", "WK990103"),
        (ValueKind.AREA, "BU99010203", "BU99010204"), (ValueKind.POSTCODE, "1234AB", "1234AC"),
        (ValueKind.POSTCODE, "1234ZZ", "1235AA"), (ValueKind.SCHOOL_YEAR, "1999/2000", "2000/2001"),
    ],
)  # fmt: skip
def test_values_next_to_each_other_stay_apart(kind: ValueKind, low: str, high: str) -> None:
    assert reader_of(field(kind))(low) < reader_of(field(kind))(high)


@given(st.sampled_from(list(ValueKind)), st.text())
def test_whatever_stands_in_a_cell_is_a_value_or_is_wrong(kind: ValueKind, text: str) -> None:
    said(kind, text)
