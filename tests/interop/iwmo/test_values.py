# SPDX-License-Identifier: EUPL-1.2
"""What may stand in one element, and what is said when it does not."""

from datetime import date

import pytest

from meedoen.interop.iwmo.values import (
    BsnDigits,
    CalendarDay,
    ClockTime,
    CodeOf,
    Exactly,
    FixedDigits,
    FreeText,
    Holds,
    Initials,
    TelephoneDigits,
    WholeNumber,
    day,
    whole,
)
from tests.interop.iwmo.messages import BSN

NOT_A_DAY = "moet een dag zijn die bestaat, geschreven als 2026-01-31"
NOT_A_TIME = "moet een tijd zijn, geschreven als 09:30:00"
NOT_INITIALS = "moet uit 1 tot 6 letters bestaan, zonder punten"
NOT_DIGITS = "moet uit precies 4 cijfers bestaan"
NOT_A_CALL = "moet uit 1 tot 15 cijfers bestaan"
NOT_NINE = "is geen bsn: dat heeft precies negen cijfers"
NOT_ELEVEN = "is geen bsn: de negen cijfers voldoen niet aan de elfproef"


@pytest.mark.parametrize(
    ("holds", "good"),
    [
        (FreeText(3), ["a", "abc", " a ", "\u00a0", "\ta"]),
        (FreeText(None), ["a" * 999]),
        (FreeText(None, lines=True), ["a\nb\r\n", ".", "\n."]),
        (FixedDigits(4), ["0000", "1234"]),
        (TelephoneDigits(), ["0", "0" * 15]),
        (Initials(), ["A", "abcdef", "Àỳ", "É"]),
        (WholeNumber(99), ["0", "99", " 5 ", "\n\t5\r", "+5", "007", "-0", "0" * 40 + "9"]),
        (Exactly("2"), ["2"]),
        (Exactly("2", spaced=True), ["2", " 2\n"]),
        (CalendarDay(), ["2026-02-28", "2024-02-29", " 1900-01-01\n", "0001-01-01", "9999-12-31"]),
        (ClockTime(), ["00:00:00", "23:59:59", " 19:30:00.25 ", "24:00:00", "24:00:00.0"]),
        (CodeOf(("01", "02")), ["01", "02"]),
        (BsnDigits(), [BSN]),
    ],
)
def test_what_is_good_is_said_nothing_of(holds: Holds, good: list[str]) -> None:
    assert [text for text in good if holds.fault(text) is not None] == []


@pytest.mark.parametrize(
    ("holds", "bad", "said"),
    [
        (FreeText(3), ["", " ", "\n\t"], "is leeg"),
        (FreeText(3), ["abcd"], "is langer dan 3 tekens"),
        (FreeText(3), ["a\nb", "a\r", "a\n"], "heeft meer dan een regel"),
        (FreeText(None, lines=True), ["", "\n \t\r"], "is leeg"),
        (FixedDigits(4), ["", "123", "12345", "12a4", " 1234", "1234\n", "١٢٣٤"], NOT_DIGITS),
        (TelephoneDigits(), ["", "0" * 16, "06-1", "+31", "1\n"], NOT_A_CALL),
        (Initials(), ["", "abcdefg", "A.", "A B", "A1", "A\n"], NOT_INITIALS),
        (WholeNumber(99), ["", "x", "1.0", "1 2", "--1", "1e3", "٣"], "moet een heel getal zijn"),
        (WholeNumber(99), ["100", "-1", "9" * 15], "moet van 0 tot en met 99 zijn"),
        (WholeNumber(99), ["9" * 16, "9" * 5000], "moet een heel getal zijn"),
        (Exactly("2"), ["", "3", "02", " 2"], "moet 2 zijn"),
        (Exactly("2", spaced=True), ["3", "02", "2 2"], "moet 2 zijn"),
        (CalendarDay(), ["", "2026-02-29", "2026-13-01", "0000-01-01", "20260101"], NOT_A_DAY),
        (CalendarDay(), ["2026-1-1", "01-02-2026", "2026-01-01Z", "2026-W01-1"], NOT_A_DAY),
        (CalendarDay(), ["2026-01-01+01:00", "12026-01-01", "-2026-01-01", "x"], NOT_A_DAY),
        (ClockTime(), ["", "9:30:00", "09:30", "25:00:00", "09:60:00", "09:30:60"], NOT_A_TIME),
        (ClockTime(), ["09:30:00Z", "09:30:00+01:00", "24:00:01", "09:30:00."], NOT_A_TIME),
        (CodeOf(("01", "02")), ["", "1", " 01"], "staat niet in de codelijst (01, 02)"),
        (CodeOf([str(at) for at in range(31)]), ["x"], "staat niet in de codelijst"),
        (BsnDigits(), ["", BSN[:8], f"{BSN}0", f" {BSN}", "12345678x", "１" * 9], NOT_NINE),
        (BsnDigits(), ["000000000", "123456789"], NOT_ELEVEN),
    ],
)
def test_what_is_not_is_said_in_words(holds: Holds, bad: list[str], said: str) -> None:
    assert {holds.fault(text) for text in bad} == {said}


def test_a_list_of_thirty_codes_is_named_in_full() -> None:
    fault = CodeOf([f"c{at}" for at in range(30)]).fault("x")
    assert fault is not None
    assert fault.endswith("c28, c29)")


def test_days_and_numbers_are_read_as_they_are_checked() -> None:
    assert day(" 2026-01-31 ") == date(2026, 1, 31)
    assert day("2026-02-31") is None
    assert whole(" -007\n") == -7
    assert whole("7.0") is None
    assert whole("9" * 16) is None
