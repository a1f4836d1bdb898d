# SPDX-License-Identifier: EUPL-1.2
"""Search in offers understands Dutch as people speak it, and never leaves anybody with nothing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.catalogue.offer_index import SearchedOffer, index_offers
from meedoen.catalogue.search import SearchAnswer, search
from meedoen.lexicon.idea_files import load_ideas

OFFERS = (
    SearchedOffer("bikes", "Fietsenwerkplaats", "Samen fietsen opknappen.", buurt="Kadebuurt"),
    SearchedOffer("choir", "Zangkoor De Lijster", "Elke week oefenen.", dayparts=("di-avond",)),
    SearchedOffer("coffee", "Koffieochtend", "Binnenlopen voor een praatje."),
    SearchedOffer("debts", "Spreekuur geldzaken", "Hulp bij schulden.", indication_required=False),
    SearchedOffer("dutch", "Taalcafé", "Nederlands oefenen.", dayparts=("ma-ochtend",)),
    SearchedOffer("dutch2", "Taalcafé", "Nederlands oefenen.", dayparts=("do-avond",)),
    SearchedOffer("garden", "Moestuin", "Groente verbouwen.", indication_required=True),
    SearchedOffer("grief", "Rouwgroep", "Voor wie iemand verloor."),
    SearchedOffer("memory", "Alzheimer Café", "Over dementie, met koffie."),
    SearchedOffer("sewing", "Naaiatelier", "Kleding maken en verstellen."),
)
TEXTS = st.text(max_size=60) | st.sampled_from(
    [
        "ik wil zingen",
        "fiets stuk",
        "praatje maken",
        "schulden en brieven",
        "paspoort",
        "op dinsdag",
    ]
)


def found(text: str, *offers: SearchedOffer, top: int = 3) -> SearchAnswer:
    ideas = load_ideas()
    return search(text, index_offers(offers or OFFERS, ideas), ideas, top)


def best(text: str) -> object:
    return found(text).results[0].offer


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("ik zou wel weer eens willen zingen", "choir"),
        ("mijn fiets is stuk", "bikes"),
        ("fitsenmaaker", "bikes"),
        ("fietse moaken", "bikes"),
        ("proatje moaken", "coffee"),
        ("de muren komen weer op me af", "coffee"),
        ("sinds mijn vrouw dood is", "grief"),
        ("vergeet steeds wat ik wilde zeggen", "memory"),
        ("eigen groente kweken", "garden"),
        ("naai les", "sewing"),
        ("szycie", "sewing"),
        ("я хочу шити", "sewing"),
        ("ya khochu shyty", "sewing"),
        ("borçlarım var", "debts"),
        ("tot over mijn oren in de schuld", "debts"),
    ],
)
def test_people_say_it_in_their_own_words(text: str, offer: str) -> None:
    assert best(text) == offer
    assert found(text).found


@pytest.mark.parametrize("text", ["paspoort verlengen", "duikbrevet", "huis kopen", "paardrijden"])
def test_that_nothing_fits_is_said_and_what_lies_nearest_is_given(text: str) -> None:
    answer = found(text)
    assert not answer.found
    assert len(answer.results) == 3


def test_when_where_and_without_indicatie_are_wishes_and_no_limits() -> None:
    assert best("nederlands oefenen op maandagochtend") == "dutch"
    assert best("nederlands oefenen in de avond") == "dutch2"
    assert best("iets in de kadebuurt") == "bikes"
    assert best("zonder indicatie") == "debts"
    assert best("zingen op zondag") == "choir"


def test_equal_scores_stand_by_id() -> None:
    assert [one.offer for one in found("nederlands").results[:2]] == ["dutch", "dutch2"]
    twins = [replace(OFFERS[0], id=called) for called in ("b", 10, "a", 9)]
    assert [one.offer for one in found("fiets", *twins, top=4).results] == [9, 10, "a", "b"]


@given(text=TEXTS, order=st.permutations(OFFERS))
def test_the_order_of_the_offers_changes_nothing(text: str, order: list[SearchedOffer]) -> None:
    assert found(text, *order) == found(text)


@given(text=TEXTS, top=st.integers(1, 20))
def test_there_is_always_something_and_never_more_than_was_asked(text: str, top: int) -> None:
    answer = found(text, top=top)
    assert len(answer.results) == min(top, len(OFFERS))
    assert len({one.offer for one in answer.results}) == len(answer.results)
    scores = [one.score for one in answer.results]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert answer.results == found(text, top=20).results[:top]


@given(text=TEXTS)
def test_capitals_and_accents_change_nothing(text: str) -> None:
    assert found(text.swapcase().casefold()) == found(text.casefold())


def test_where_there_are_no_offers_nothing_is_found() -> None:
    ideas = load_ideas()
    assert search("zingen", index_offers([], ideas), ideas, 3) == SearchAnswer(
        found=False, results=()
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "\0\0zingen\0",
        "z" * 100_000,
        "zing" * 25_000,
        "hout werk plaats " * 6_000,
        "de muren komen op " * 6_000,
        "🎉🚲" * 1_000,
        "\u202eneg niz\u202c",
        "\ud800 zingen",
        "e\u0301" * 5_000,
        "'" * 100_000,
        "-" * 100_000,
        "﷽" * 1_000,
    ],
    ids=range(14),
)
def test_hostile_text_is_answered_in_a_query_and_in_an_offer(text: str) -> None:
    assert len(found(text).results) == 3
    hostile = SearchedOffer("hostile", text, text, text, text, text, (text,))
    assert "hostile" in {one.offer for one in found("zingen", hostile, *OFFERS, top=20).results}
