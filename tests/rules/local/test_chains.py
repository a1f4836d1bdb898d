# SPDX-License-Identifier: EUPL-1.2
"""From law to ordinance to further rules to a dated amount, told step by step."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.law import Corpus, Mode, evaluate
from meedoen.law.model import Field
from meedoen.rules.local.chains import Chain, LinkKind, all_chains, chain, chains_of
from meedoen.rules.local.in_words import in_words, room_in_words
from meedoen.rules.rulebook.catalogue import Rulebook, RulebookError
from tests.law.writing import article, corpus, law
from tests.rules.people import NEEDS_SUPPORT, TODAY, look, rulebook

LINDEWAARD, VENNERHOUT, ELSEWHERE = "GM9901", "GM9902", "GM0001"
PLACES = [LINDEWAARD, VENNERHOUT]


def told(found: Chain) -> list[tuple[str, str]]:
    """Layer and value of every step, as a professional reads them below each other."""
    return [(link.layer, link.value) for link in found.links]


def test_the_contribution_runs_from_law_through_decree_and_ordinance_to_a_dated_amount() -> None:
    found = chain(rulebook(), "bijdrage_per_maand", LINDEWAARD, TODAY)
    assert told(found) == [
        ("Wet", ""),
        ("Landelijk besluit", ""),
        ("Verordening", ""),
        ("Financieel besluit", "€ 21,00"),
    ]
    assert found.value == "€ 21,00"
    assert found.raw == 2100
    assert found.links[1].room == "van € 0,00 tot en met € 21,80"
    assert [link.depth for link in found.links] == [0, 1, 2, 3]
    assert found.links[3].since == date(2026, 7, 1)


@pytest.mark.proves("S1-08", "amounts of a municipality")
def test_the_amount_follows_the_day() -> None:
    on = date(2026, 6, 30)
    found = chain(rulebook(), "bijdrage_per_maand", LINDEWAARD, on)
    assert found.value == "€ 19,00"
    assert (found.links[3].since, found.links[3].until) == (date(2026, 1, 1), on)


@pytest.mark.proves("S4-03", "all four layers in one chain")
def test_four_layers_where_the_further_rules_leave_the_amount_to_a_decision() -> None:
    found = chain(rulebook(), "vervoer_naar_werk", LINDEWAARD, TODAY)
    assert told(found) == [
        ("Wet", ""),
        ("Verordening", "bij betaald werk"),
        ("Nadere regels", ""),
        ("Financieel besluit", "€ 0,25"),
    ]
    assert found.law.room == "altijd, bij betaald werk of niet"
    assert found.steps[1].subject == "De vergoeding voor eigen vervoer naar werk, per kilometer."


def test_the_two_municipalities_fill_most_of_it_differently() -> None:
    here, there = ({c.term: c for c in all_chains(rulebook(), p, TODAY)} for p in PLACES)
    assert here.keys() == there.keys()
    different = [term for term in here if here[term].value != there[term].value]
    assert len(different) > len(here) * 0.8


@pytest.mark.proves("S4-03", "each step has article, link and date")
@pytest.mark.parametrize("municipality", PLACES)
def test_every_step_has_its_own_words_an_article_a_link_and_a_date(municipality: str) -> None:
    for found in all_chains(rulebook(), municipality, TODAY):
        for link in found.links:
            assert link.text.endswith("."), found.term
            assert link.subject.endswith((".", "?")), found.term
            assert link.article is not None
            assert link.article.url
            assert link.since is not None
            assert link.source


@pytest.mark.parametrize("municipality", PLACES)
def test_every_value_is_the_one_the_laws_themselves_reckon_with(municipality: str) -> None:
    for found in all_chains(rulebook(), municipality, TODAY):
        article_of_law = found.law.article
        assert article_of_law is not None
        versions = [v for v in rulebook().corpus.laws if v.id == article_of_law.law_id]
        if not any(found.term in version.producers for version in versions):
            continue
        answer = evaluate(
            rulebook().corpus,
            law=article_of_law.law_id,
            outputs=[found.term],
            facts={"gemeente_code": municipality},
            on=TODAY,
            mode=Mode.INTAKE,
        ).outputs[found.term]
        assert answer.value == found.raw, found.term


def test_a_municipality_without_rules_is_told_so_and_never_gets_the_national_value() -> None:
    for found in all_chains(rulebook(), ELSEWHERE, TODAY):
        last = found.links[-1]
        assert last.kind is LinkKind.NOT_READ_IN, found.term
        assert "niet ingelezen" in last.text
        assert (last.article, last.since, last.value) == (None, None, "")
        assert (found.value, found.raw, found.read_in) == ("", None, False)


def test_a_default_in_the_law_is_named_but_not_passed_off_as_the_municipalitys_rule() -> None:
    found = chain(rulebook(), "beschut_extra_plekken", ELSEWHERE, TODAY)
    assert "Zonder die regel geldt wat het artikel hierboven zelf zegt" in found.links[-1].text
    assert found.value == ""


def test_a_term_that_no_law_leaves_open_that_day_is_refused() -> None:
    with pytest.raises(RulebookError, match="laat geen wet 'bijdrage_per_maand' over"):
        chain(rulebook(), "bijdrage_per_maand", LINDEWAARD, date(2020, 1, 1))


@pytest.mark.proves("S4-03", "a provision shows its chains")
def test_a_provision_shows_the_chains_of_its_own_terms_in_their_order() -> None:
    provision = rulebook().provision("wmo.begeleiding_groep")
    shown = chains_of(rulebook(), provision, VENNERHOUT, TODAY)
    assert tuple(found.term for found in shown) == provision.local_terms
    assert look(NEEDS_SUPPORT, VENNERHOUT).of(provision.id).local_rules == shown
    assert chains_of(rulebook(), provision, VENNERHOUT, date(2020, 1, 1)) == ()


def test_every_local_term_of_a_provision_is_left_open_by_a_law_today() -> None:
    open_terms = {found.term for found in all_chains(rulebook(), LINDEWAARD, TODAY)}
    for provision in rulebook().provisions:
        assert set(provision.local_terms) <= open_terms, provision.id


def test_a_term_has_one_chain_so_that_it_can_be_an_anchor() -> None:
    terms = [found.term for found in all_chains(rulebook(), LINDEWAARD, TODAY)]
    assert len(terms) == len(set(terms))


def book(laws: Corpus) -> Rulebook:
    """The chains need only the laws of a rulebook."""
    return cast(Rulebook, SimpleNamespace(corpus=laws))


def left_open(name: str, layer: str) -> dict[str, Any]:
    return {"id": name, "type": "number", "delegation_type": layer}


def filling(name: str, value: Any, above: tuple[str, str, str], **more: Any) -> dict[str, Any]:
    link = {"law": above[0], "article": above[1], "open_term": above[2]}
    machine = {key: more.pop(key) for key in ("open_terms", "facts") if key in more}
    rule = article("1", {above[2]: value}, implements=[link], **machine)
    return law(name, rule, **{"gemeente_code": LINDEWAARD, **more})


ORDINANCE, COLLEGE = "GEMEENTELIJKE_VERORDENING", "UITVOERINGSBELEID"
ACT = law("wet", article("8", {"pct": "$pct"}, open_terms=[left_open("pct", ORDINANCE)]))


def test_what_a_fact_decides_has_words_but_no_value(tmp_path: Path) -> None:
    ordinance = filling("v", "$loon", ("wet", "8", "pct"), facts=["loon"])
    found = chain(book(corpus(tmp_path, ACT, ordinance)), "pct", LINDEWAARD, TODAY)
    assert (found.value, found.raw) == ("", None)
    assert found.steps[0].text == "Eigen woorden."


def test_a_step_that_is_missing_halfway_is_told_at_its_place(tmp_path: Path) -> None:
    ordinance = filling("v", "$deel", ("wet", "8", "pct"), open_terms=[left_open("deel", COLLEGE)])
    found = chain(book(corpus(tmp_path, ACT, ordinance)), "pct", LINDEWAARD, TODAY)
    assert [(link.kind, link.depth) for link in found.links] == [
        (LinkKind.LEAVES_OPEN, 0),
        (LinkKind.FILLS, 1),
        (LinkKind.NOT_READ_IN, 2),
    ]
    assert found.value == ""


def test_a_detail_beside_the_term_stands_once_under_the_first_term_of_its_article(
    tmp_path: Path,
) -> None:
    terms = [left_open("een", ORDINANCE), left_open("twee", ORDINANCE)]
    act = law("wet", article("8", {"een": "$een", "twee": "$twee"}, open_terms=terms))
    links = [{"law": "wet", "article": "8", "open_term": name} for name in ("een", "twee")]
    rule = article(
        "1", {"een": 1, "twee": 2}, implements=links, open_terms=[left_open("los", COLLEGE)]
    )
    held = book(corpus(tmp_path, act, law("v", rule, gemeente_code=LINDEWAARD)))
    first, second = all_chains(held, LINDEWAARD, TODAY)
    assert [link.term for link in first.links] == ["een", "een", "los"]
    assert [link.term for link in second.links] == ["twee", "twee"]


def test_a_term_for_a_minister_is_no_business_of_the_municipality(tmp_path: Path) -> None:
    act = law(
        "wet",
        article("4", {"norm": "$norm"}, open_terms=[left_open("norm", "MINISTERIELE_REGELING")]),
    )
    assert all_chains(book(corpus(tmp_path, act)), LINDEWAARD, TODAY) == ()


def test_articles_that_point_at_each_other_end_in_a_plain_word(tmp_path: Path) -> None:
    ordinance = filling("v", "$a", ("wet", "8", "pct"), open_terms=[left_open("a", COLLEGE)])
    ordinance["articles"][0]["machine_readable"]["implements"].append(
        {"law": "v", "article": "1", "open_term": "a"}
    )
    found = chain(book(corpus(tmp_path, ACT, ordinance)), "pct", LINDEWAARD, TODAY)
    assert found.links[-1].kind is LinkKind.NOT_READ_IN


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (2180, "eurocent", "€ 21,80"),
        (19, "euro", "€ 19,00"),
        (123456, "eurocent", "€ 1.234,56"),
        (1, "months", "1 maand"),
        (36, "months", "36 maanden"),
        (90, "percentage", "90%"),
        (Decimal("7.5"), "percentage", "7,5%"),
        (5, None, "5"),
        (True, None, "ja"),
        (False, None, "nee"),
        ("bij_betaald_werk", None, "bij betaald werk"),
    ],
)
def test_a_value_is_written_as_a_reader_says_it(value: Any, unit: str | None, words: str) -> None:
    assert in_words(value, unit) == words


@given(st.integers(0, 10**9))
def test_an_amount_in_words_holds_every_cent(cents: int) -> None:
    digits = "".join(sign for sign in in_words(cents, "eurocent") if sign.isdigit())
    assert int(digits) == cents


@pytest.mark.parametrize(
    ("bounds", "choices", "unit", "words"),
    [
        ((None, None), (), None, ""),
        ((0, None), (), "eurocent", ""),
        ((1, None), (), "months", "ten minste 1 maand"),
        ((None, 6), (), "months", "ten hoogste 6 maanden"),
        ((1, 8), (), "weeks", "van 1 tot en met 8 weken"),
        ((0, 2180), (), "eurocent", "van € 0,00 tot en met € 21,80"),
        ((None, None), ("altijd", "op_maat", "niet"), None, "altijd, op maat of niet"),
        ((None, None), ("vast",), None, "vast"),
    ],
)
def test_the_room_an_article_leaves_is_told_in_words(
    bounds: tuple[Any, Any], choices: tuple[str, ...], unit: str | None, words: str
) -> None:
    declared = Field("x", "number", True, None, unit, bounds, choices)
    assert room_in_words(declared) == words


def test_an_amount_is_known_as_money_so_that_the_glasses_can_leave_it_out() -> None:
    """No money stands on the glasses; the page of the municipality's rules has the amounts."""
    chains = [found for place in PLACES for found in all_chains(rulebook(), place, TODAY)]
    for found in chains:
        for shown in (found, *found.links):
            assert shown.is_amount is ("€" in shown.value)
    assert any(found.is_amount for found in chains)
