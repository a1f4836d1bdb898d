# SPDX-License-Identifier: EUPL-1.2
"""What changed since a day: each article once, old beside new, and nothing that stayed the same."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meedoen.law import Corpus
from meedoen.law.model import read_law
from meedoen.rules.local.changes import Change, ChangeKind, by_regulation, changes
from tests.law.writing import article, law
from tests.rules.people import LINDEWAARD, VENNERHOUT, rulebook

FIRST, SECOND = "2026-01-01", "2026-07-01"
BEFORE, LATER = date(2026, 1, 1), date(2026, 7, 1)


def told(*files: dict[str, Any], since: date = BEFORE, until: date = date.max) -> list[Change]:
    """The changes in a rulebook of just these files, for Lindewaard."""
    read = tuple(read_law(data, Path(f"{n}.yaml"), str(n)) for n, data in enumerate(files))
    book = replace(rulebook(), corpus=Corpus(read))
    return list(changes(book, LINDEWAARD, since, until))


def a_law(since: str, amounts: dict[str, int], **header: Any) -> dict[str, Any]:
    """A law with an article for each amount; the address holds the date, as real ones do."""
    articles = [
        {
            **article(number, {f"uit_{number}": value}),
            "url": f"https://example.org/{since}#{number}",
        }
        for number, value in amounts.items()
    ]
    return law("proef", *articles, valid_from=since, **header)


AMOUNTS = st.dictionaries(st.sampled_from("123456"), st.integers(0, 3), min_size=1)
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@calm
@given(AMOUNTS)
def test_a_new_version_that_says_the_same_changes_nothing(amounts: dict[str, int]) -> None:
    assert told(a_law(FIRST, amounts), a_law(SECOND, amounts)) == []


@calm
@given(AMOUNTS, AMOUNTS)
def test_every_article_that_differs_is_listed_exactly_once(
    old: dict[str, int], new: dict[str, int]
) -> None:
    found = told(a_law(FIRST, old), a_law(SECOND, new))
    listed = [c.article.number for c in found if c.article]
    assert sorted(listed) == sorted(n for n in old.keys() | new.keys() if old.get(n) != new.get(n))
    for change in found:
        assert change.article is not None
        number = change.article.number
        known = (number in old, number in new)
        kinds = {
            (True, True): ChangeKind.CHANGED,
            (False, True): ChangeKind.NEW,
            (True, False): ChangeKind.ENDED,
        }
        assert change.kind is kinds[known]
        assert change.day == LATER


@calm
@given(st.dates(date(2025, 1, 1), date(2027, 1, 1)))
def test_a_change_is_told_only_to_who_asks_from_before_it(since: date) -> None:
    found = told(a_law(FIRST, {"1": 1}), a_law(SECOND, {"1": 2}), since=since)
    days = [day for day in (BEFORE, LATER) if day > since]
    assert [change.day for change in found] == days


def test_what_was_before_the_first_version_is_not_called_new() -> None:
    (first,) = told(a_law(FIRST, {"1": 1}), since=date(2025, 1, 1))
    assert (first.kind, first.article) == (ChangeKind.FIRST, None)


def test_a_regulation_that_ends_is_told_on_the_day_it_no_longer_holds() -> None:
    (ended,) = told(a_law(FIRST, {"1": 1}, valid_to="2026-06-30"))
    assert (ended.kind, ended.day) == (ChangeKind.ENDED, LATER)


def test_words_that_change_stand_beside_each_other() -> None:
    old, new = a_law(FIRST, {"1": 1}), a_law(SECOND, {"1": 1})
    new["articles"][0]["text"] = "Andere woorden."
    (change,) = told(old, new)
    assert (change.before, change.after) == ("Eigen woorden.", "Andere woorden.")
    assert not change.only_reckoning


def test_a_reckoning_that_changes_without_words_says_just_that() -> None:
    (change,) = told(a_law(FIRST, {"1": 1}), a_law(SECOND, {"1": 2}))
    assert change.only_reckoning
    assert change.before == change.after == ""


def test_a_constant_that_changes_is_told_in_euros() -> None:
    def with_norm(since: str, cents: int) -> dict[str, Any]:
        data = a_law(since, {"1": 1})
        norm = {"value": cents, "type": "amount", "type_spec": {"unit": "eurocent"}}
        data["articles"][0]["machine_readable"]["definitions"] = {"norm_alleenstaande": norm}
        return data

    (change,) = told(with_norm(FIRST, 140150), with_norm(SECOND, 141946))
    (amount,) = change.amounts
    assert amount.subject == "norm alleenstaande"
    assert (amount.before, amount.after) == ("€ 1.401,50", "€ 1.419,46")


def test_another_municipalitys_rules_are_no_news_here() -> None:
    theirs = {"gemeente_code": VENNERHOUT}
    assert told(a_law(FIRST, {"1": 1}, **theirs), a_law(SECOND, {"1": 2}, **theirs)) == []
    ours = {"gemeente_code": LINDEWAARD}
    (change,) = told(a_law(FIRST, {"1": 1}, **ours), a_law(SECOND, {"1": 2}, **ours))
    assert change.local


def test_what_is_yet_to_come_is_told_too_unless_one_asks_until_a_day() -> None:
    files = (a_law(FIRST, {"1": 1}), a_law("2030-01-01", {"1": 2}))
    assert [change.day for change in told(*files)] == [date(2030, 1, 1)]
    assert told(*files, until=date(2029, 12, 31)) == []


@pytest.mark.proves("S4-02", "what changed since a day")
@pytest.mark.parametrize("municipality", [LINDEWAARD, VENNERHOUT])
def test_in_the_rulebook_itself_local_amounts_are_old_beside_new(municipality: str) -> None:
    found = changes(rulebook(), municipality, BEFORE)
    assert [c.day for c in found] == sorted(c.day for c in found)
    articles = [(c.day, c.source, c.article and c.article.number) for c in found]
    assert len(articles) == len(set(articles))
    amounts = [amount for change in found if change.local for amount in change.amounts]
    assert amounts
    assert all(amount.before != amount.after for amount in amounts)


def test_changes_of_one_regulation_on_one_day_stand_together() -> None:
    found = changes(rulebook(), LINDEWAARD, BEFORE)
    together = by_regulation(found)
    assert [c for moved in together for c in moved.changes] != []
    assert sum(len(moved.changes) for moved in together) == len(found)
    heads = [(moved.day, moved.source, moved.local) for moved in together]
    assert len(heads) == len(set(heads))
