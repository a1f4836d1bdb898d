# SPDX-License-Identifier: EUPL-1.2
"""A day is read in every usual spelling, within its bounds; what is not sure is asked about."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.vocabulary.day import (
    MONTHS,
    WEEKDAYS,
    Towards,
    birth_days,
    coming_days,
    day_in_figures,
    day_in_words,
    read_day,
)
from meedoen.vocabulary.period import Period
from meedoen.vocabulary.reading import NotUnderstood
from tests.vocabulary.typed import anything, as_typed, suggestions

TODAY = date(2026, 11, 28)
BIRTH = birth_days(TODAY)
SOON = coming_days(TODAY, years=5)
born = st.dates(BIRTH.first, TODAY)
SPELLINGS = [
    day_in_words,
    day_in_figures,
    lambda d: d.isoformat(),
    lambda d: f"{d.day}/{d.month}/{d.year}",
    lambda d: f"{d.day}. {d.month}. {d.year}",
    lambda d: f"{d.day} - {d.month} - {d.year}",
    lambda d: f"{d:%d%m%Y}",
    lambda d: f"{d.day}e {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d.day} {MONTHS[d.month - 1][:3].upper()}. {d.year}",
    lambda d: f"{WEEKDAYS[d.weekday()]} {day_in_words(d)}",
    lambda d: f"{WEEKDAYS[d.weekday()][:2]}. {d.day}-{d.month}-{d.year}",
    lambda d: f"{MONTHS[d.month - 1].capitalize()} {d.day}, {d.year}",
]
TWO_FIGURES = [
    lambda d: f"{d:%d-%m-%y}",
    lambda d: f"{d.day}/{d.month}/{d:%y}",
    lambda d: f"{d.day} {MONTHS[d.month - 1]} '{d:%y}",
    lambda d: f"{d:%d%m%y}",
]


def read(typed: str) -> date:
    return read_day(typed, within=BIRTH)


@given(born, st.sampled_from(SPELLINGS), st.data())
def test_every_usual_spelling_is_that_day(day: date, spell, data: st.DataObject) -> None:
    assert read(data.draw(as_typed(spell(day)))) == day


@given(born, st.sampled_from(TWO_FIGURES))
def test_two_figures_are_the_last_such_year_that_is_past(day: date, spell) -> None:
    found = read(spell(day))
    assert (found.day, found.month, found.year % 100) == (day.day, day.month, day.year % 100)
    assert found <= TODAY
    later = found.year + 100
    assert later > TODAY.year or date(later, found.month, min(found.day, 28)) > TODAY


@given(born.filter(lambda d: d.year % 100 >= 10))
def test_the_year_0068_of_a_date_field_is_read_as_68(day: date) -> None:
    assert read(f"00{day:%y-%m-%d}") == read(f"{day:%d-%m-%y}")


@given(st.dates(SOON.first, date(2031, 11, 28)), st.sampled_from([*SPELLINGS, *TWO_FIGURES]))
def test_two_figures_of_a_coming_day_are_the_first_such_year(day: date, spell) -> None:
    assert read_day(spell(day), within=SOON, towards=Towards.COMING) == day


@given(st.integers(1, 365))
def test_a_coming_day_needs_no_year(days: int) -> None:
    day = TODAY + timedelta(days=days)
    typed = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    assert read_day(typed, within=SOON, towards=Towards.COMING) == day


@pytest.mark.parametrize("typed", ["volgende week", "", "3 brumaire", "0-12", "14-13"])
def test_the_example_beside_a_coming_day_is_no_day_of_long_ago(typed: str) -> None:
    with pytest.raises(NotUnderstood, match="Zo kan het: 20 december") as sorry:
        read_day(typed, within=SOON, towards=Towards.COMING)
    assert "1968" not in str(sorry.value)


@given(anything, st.sampled_from(Towards))
def test_any_text_is_a_day_within_the_bounds_or_a_sentence(typed: str, towards: Towards) -> None:
    within = BIRTH if towards is Towards.PAST else SOON
    with suppress(NotUnderstood):
        assert read_day(typed, within=within, towards=towards) in within


@given(st.dates(), st.sampled_from(SPELLINGS[:-5]))
def test_what_is_suggested_can_be_read(day: date, spell) -> None:
    for one in suggestions(read, spell(day)):
        assert day_in_words(read(one.written)) == one.shown


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("3-14-1968", "14 maart 1968"),
        ("1968-14-03", "14 maart 1968"),
        ("2068-03-14", "14 maart 1968"),
        ("2031-01-01", "1 januari 1931"),
        ("0005-03-14", "14 maart 2005"),
        ("vrijdag 14 maart 1968", "14 maart 1968"),
    ],
)
def test_what_can_be_a_slip_is_asked_about(typed: str, meant: str) -> None:
    with pytest.raises(NotUnderstood, match=f"Bedoel je {meant}"):
        read(typed)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("31-02-1968", "februari 1968 heeft 29 dagen"),
        ("29-02-2023", "februari 2023 heeft 28 dagen"),
        ("31 april 1968", "april heeft 30 dagen"),
        ("0-3-1968", "begint bij 1"),
        ("13-14-1968", "12 maanden"),
        ("14 maart", "het jaar erbij"),
        ("14-3-8", "niet als een dag"),
        ("0196-03-14", "Kijk het jaar"),
        ("0000-03-14", "Kijk het jaar"),
        ("1850-03-14", "28 november 1906 tot en met 28 november 2026"),
        ("14 brumaire 1968", "maand kennen we niet"),
        ("1²-03-1968", "niet als een dag"),
        ("gisteren", "niet als een dag"),
        ("1968", "niet als een dag"),
        ("\u200b", "nog geen dag"),
        ("14-03-1968" * 30, "te lang"),
    ],
)
def test_what_is_no_day_is_refused_with_a_reason(typed: str, why: str) -> None:
    with pytest.raises(NotUnderstood, match=why):
        read(typed)


def test_figures_together_that_are_two_days_are_asked_about() -> None:
    wide = Period(date(1000, 1, 1), date(2100, 1, 1))
    with pytest.raises(NotUnderstood, match="Bedoel je 20 november 1005 of 5 oktober 2011"):
        read_day("20111005", within=wide)
    assert read("20111005") == date(2011, 10, 5)


def test_who_was_born_on_the_29th_of_february_is_at_most_120_years_old() -> None:
    assert birth_days(date(2024, 2, 29)).first == date(1904, 2, 29)
    assert birth_days(date(2020, 2, 29)).first == date(1900, 2, 28)
    assert coming_days(date(2024, 2, 29), years=1).last == date(2025, 2, 28)
