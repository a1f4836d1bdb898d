# SPDX-License-Identifier: EUPL-1.2
"""One answer to how old somebody is (ADR 0016), whoever asks and however many are asked about."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meedoen.law import Corpus, vector
from meedoen.law.ages import age_on, birthday
from meedoen.law.columns.ages import ages_on
from meedoen.law.model import read_law
from tests.law.writing import article, calm, compute, law, op

LEAP_DAYS = [date(year, 2, 29) for year in range(1904, 2100, 4)]
days = st.dates(date(1875, 1, 1), date(2120, 12, 31)) | st.sampled_from(LEAP_DAYS)
ONE_DAY = timedelta(days=1)
ENDS_OF_MONTHS = [
    date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 1), date(2028, 2, 29), date(2028, 12, 31),
]  # fmt: skip


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2008, 2, 29), date(2008, 2, 29), 0),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 28), 19),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (date(2008, 2, 28), date(2026, 2, 28), 18),
        (date(2008, 3, 1), date(2026, 2, 28), 17),
        (date(2008, 3, 1), date(2026, 3, 1), 18),
        (date(2008, 1, 31), date(2026, 1, 30), 17),
        (date(1996, 2, 29), date(2100, 2, 28), 103),
        (date(1996, 2, 29), date(2100, 3, 1), 104),
        (date(2027, 6, 1), date(2026, 6, 2), 0),
        (date(2027, 6, 1), date(2026, 6, 1), -1),
    ],
)
def test_an_age_is_reached_when_its_day_begins_and_of_a_leap_day_on_the_first_of_march(
    born: date, on: date, age: int
) -> None:
    assert age_on(born, on) == age


def test_the_register_counts_a_leap_day_so_too() -> None:
    """The examples of the BRP API Personen, features/LeeftijdBepaling.feature."""
    told = {
        date(2016, 2, 28): 19,
        date(2016, 2, 29): 20,
        date(2017, 2, 28): 20,
        date(2017, 3, 1): 21,
    }
    assert {on: age_on(date(1996, 2, 29), on) for on in told} == told


@calm
@given(born=days, age=st.integers(0, 120))
@example(born=date(2008, 2, 29), age=18)
@example(born=date(2008, 2, 29), age=20)
@example(born=date(1980, 2, 29), age=120)
def test_a_birthday_is_the_first_day_of_an_age(born: date, age: int) -> None:
    found = birthday(born, age)
    assert age_on(born, found) == age
    if age:
        assert age_on(born, found - ONE_DAY) == age - 1


def test_a_birthday_outside_the_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="year"):
        birthday(date(9990, 5, 1), 10)


def test_whoever_is_born_on_any_day_since_1900_is_as_old_as_one_by_one() -> None:
    born = np.arange("1900-01-01", "2030-01-01", dtype="datetime64[D]")
    one_by_one = born.astype(object).tolist()
    for on in ENDS_OF_MONTHS:
        assert ages_on(born, on).tolist() == [age_on(one, on) for one in one_by_one]


@calm
@given(born=st.lists(days, min_size=1, max_size=5), on=days)
@example(born=LEAP_DAYS, on=date(2026, 2, 28))
@example(born=LEAP_DAYS, on=date(2026, 3, 1))
@example(born=[date(2027, 6, 1), date(2027, 6, 2)], on=date(2026, 6, 1))
def test_ages_of_many_are_the_ages_of_each(born: list[date], on: date) -> None:
    found = ages_on(np.array(born, dtype="datetime64[D]"), on)
    assert found.tolist() == [age_on(one, on) for one in born]


AGE = op("AGE", date_of_birth="$geboren", reference_date="$referencedate")
LAW = Corpus((read_law(law("p", article("1", {"uit": AGE}, facts=["geboren"])), Path("p"), "0"),))


@calm
@given(born=st.lists(days, min_size=1, max_size=4), on=st.dates(date(2025, 1, 1), date(2060, 1, 1)))
@example(born=LEAP_DAYS, on=date(2026, 2, 28))
@example(born=LEAP_DAYS, on=date(2026, 3, 1))
def test_a_law_file_gets_that_age_for_one_and_for_many(born: list[date], on: date) -> None:
    ages = [age_on(one, on) for one in born]
    asked = op("AGE", date_of_birth="$a", reference_date="$b")
    assert [compute(asked, a=one.isoformat(), b=on.isoformat()).value for one in born] == ages
    facts = {
        "geboren": vector.Column(np.array(born, dtype="datetime64[D]"), np.ones(len(born), bool))
    }
    found = vector.evaluate_many(LAW, law="p", outputs=["uit"], facts=facts, on=on)["uit"]
    assert found.values.tolist() == ages
