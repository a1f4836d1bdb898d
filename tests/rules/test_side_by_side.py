# SPDX-License-Identifier: EUPL-1.2
"""Of every article its text, and beside it the rule read out, so that a jurist can compare them."""

from datetime import date

import pytest

from meedoen.law.model import Action
from meedoen.rules.reading_out import read_out
from meedoen.rules.side_by_side import (
    ArticleRead,
    articles_of,
    beside,
    listed_laws,
    searched,
    since_of,
    slug_of,
    version,
    versions,
)
from tests.rules.people import TODAY, rulebook

WMO = ("wmo_2015", "2026-07-01")


def read(number: str, law: str = WMO[0], since: str = WMO[1]) -> ArticleRead:
    found = version(rulebook(), law, since)
    assert found is not None
    return searched(articles_of(rulebook(), found.law, TODAY), number)[0]


@pytest.mark.parametrize("law", rulebook().corpus.laws, ids=lambda law: f"{law.id} {since_of(law)}")
def test_every_article_with_a_rule_has_both_its_text_and_all_that_the_rule_decides(law) -> None:
    assert version(rulebook(), slug_of(law), since_of(law)).law is law
    for one in articles_of(rulebook(), law, TODAY):
        assert one.article.text
        assert len(one.outputs) == len(one.article.actions)
        assert len(one.open_terms) == len(one.article.terms)
        assert len(one.amounts) == len(one.article.definitions)
        assert len(one.gaps) == len(one.article.untranslatables)
        for output in one.outputs:
            assert all(clause.words for clause in output.clause.walk())


def test_each_provision_stands_at_the_article_that_decides_it() -> None:
    decided = {
        p.id
        for one in versions(rulebook())
        for article in articles_of(rulebook(), one.law, TODAY)
        for output in article.outputs
        for p in output.decides
    }
    assert decided == {p.id for p in rulebook().provisions}


def test_a_rule_is_read_out_with_the_labels_of_answers_and_the_paragraph() -> None:
    [way_in] = [o for o in read("1.2.1").outputs if o.name == "maatwerk vaste voorwaarden"]
    first = way_in.clause.below[0]
    assert way_in.clause.words == "Dit geldt allemaal:"
    assert first.words == "ingezetene gemeente is ja"
    assert first.note == "lid a: Je woont in deze gemeente."
    told = [clause.words for clause in way_in.clause.walk()]
    assert "gevolg participatie is een van ‘Soms lukt het niet’ of ‘Meestal lukt het niet’" in told


def test_an_amount_is_read_out_where_it_is_used() -> None:
    age = read("7a", "algemene_ouderdomswet", "2028-01-01")
    told = [clause.words for clause in age.outputs[0].clause.walk()]
    assert "jaren: aow leeftijd jaren (67 jaar)" in told


def test_a_provision_that_a_jurist_must_still_confirm_says_so() -> None:
    sure = {u.provision.id: u.confirmed for u in read("3a.1.1").used_by}
    assert sure == {"wmo.tolk": False}


def test_a_case_and_an_operation_without_words_of_its_own_are_read_out_too() -> None:
    article = read("1.2.1").article
    expression = {
        "operation": "IF",
        "cases": [{"when": "$a_b", "then": {"operation": "FOREACH", "over": "$c"}}],
        "default": 3,
    }
    clause = read_out(Action("x", expression), article, {})
    assert [c.words for c in clause.walk()] == [
        "Per geval:", "Als:", "a b", "dan:", "FOREACH:", "c", "Anders:", "3",
    ]  # fmt: skip


def test_a_number_finds_just_that_article_and_a_word_all_that_hold_it() -> None:
    found = version(rulebook(), *WMO)
    every = articles_of(rulebook(), found.law, TODAY)
    assert [one.article.number for one in searched(every, " 2.1.4A ")] == ["2.1.4a"]
    by_word = searched(every, "melding")
    assert "2.3.2" in [one.article.number for one in by_word]
    assert len(by_word) < len(every)
    assert searched(every, "zeilboot") == ()


def test_a_version_holds_from_its_first_day_to_its_last() -> None:
    old, new = (version(rulebook(), "wmo_2015", day) for day in ("2026-01-01", "2026-07-01"))
    assert (old.holds_on(TODAY), new.holds_on(TODAY)) == (False, True)
    assert version(rulebook(), "wmo_2015", "2026-07-02") is None


def test_a_law_is_listed_once_with_the_version_of_the_day_first() -> None:
    [pw] = [one for one in listed_laws(rulebook(), TODAY) if one.name == "Participatiewet"]
    assert pw.version.since == "2026-07-01"
    assert [one.since for one in pw.others] == ["2026-01-01", "2027-01-01"]


@pytest.mark.parametrize(
    ("on", "first"), [(date(2025, 12, 31), "2026-01-01"), (date(2040, 1, 1), "2027-01-01")]
)
def test_before_the_first_version_that_one_comes_first_and_later_the_last(
    on: date, first: str
) -> None:
    [pw] = [one for one in listed_laws(rulebook(), on, "participatiewet") if not one.scope]
    assert pw.version.since == first


def test_every_version_is_in_the_list() -> None:
    listed = {v for one in listed_laws(rulebook(), TODAY) for v in (one.version, *one.others)}
    assert listed == set(versions(rulebook()))


def test_what_stands_beside_an_article_is_the_next_number_also_when_one_comes_twice() -> None:
    found = version(rulebook(), "werkloosheidswet", "2026-01-01")
    first, second, *rest = articles_of(rulebook(), found.law, TODAY)
    numbers = [one.article.number for one in (first, second, *rest)]
    assert beside((first, second, *rest), numbers[0]) == ("", (first,), numbers[1])
    assert beside((first, second, *rest), numbers[-1]) == (numbers[-2], (rest[-1],), "")
    assert beside((first, second, first), numbers[0]) == ("", (first, first), numbers[1])
    assert beside((first,), "zeilboot") == ("", (), "")
    assert beside((first,), "") == ("", (), "")
