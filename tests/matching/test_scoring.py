# SPDX-License-Identifier: EUPL-1.2
"""The ranking: own words first, doors always open, warned when it asks more, blind to money."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meedoen.lexicon.text import stem, words
from meedoen.lexicon.themes import load
from meedoen.matching.proposal import OfferView, Person, ReasonKind
from meedoen.matching.scoring import ORDER_EXPLAINED, WEIGHTS, rank
from meedoen.vocabulary.capacity import Capacity, Condition
from meedoen.vocabulary.forms import Form
from tests.matching.builders import TODAY, an_offer, demonstration_offers, offer_id

OFFERS = demonstration_offers("GM9901")
WISHES = ["iets met hout", "koken", "niet alleen zijn", "een baan", "dieren", "rust", "qqqq", ""]
people = st.builds(
    Person,
    wishes=st.lists(st.sampled_from(WISHES), max_size=3).map(tuple),
    talents=st.lists(st.sampled_from(["ik was kok", "ik speel gitaar"]), max_size=1).map(tuple),
    capacity=st.builds(
        Capacity,
        st.none() | st.integers(0, 14),
        st.frozensets(st.sampled_from(list(Condition)), max_size=3),
    ),
    buurt_code=st.sampled_from([None, "BU99010203"]),
)


def titles(person: Person, *offers: OfferView, limit: int = 6) -> list[str]:
    return [p.offer.title for p in rank(person, offers, on=TODAY, limit=limit)]


@pytest.mark.proves("I1", "the order in which offers come in")
@settings(max_examples=25, deadline=None)
@given(people, st.randoms(use_true_random=False))
def test_the_order_of_the_offers_going_in_changes_nothing(person: Person, random: object) -> None:
    """Whichever desk or organisation comes first in the list, the answer is the same."""
    shuffled = list(OFFERS)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert rank(person, OFFERS, on=TODAY) == rank(person, shuffled, on=TODAY)


@pytest.mark.proves("S2-14")
@pytest.mark.proves("I2")
@pytest.mark.proves("I1", "matching cannot see an organisation")
def test_matching_cannot_see_organisation_law_or_money() -> None:
    """What is not in the view cannot weigh."""
    seen = {f.name for f in fields(OfferView)} | {f.name for f in fields(Person)}
    for word in (
        "organi",
        "fund",
        "price",
        "cost",
        "money",
        "law",
        "wet",
        "budget",
        "income",
        "scheme",
    ):
        assert not [name for name in seen if word in name]


@pytest.mark.proves("S2-12", "each proposal has a reason")
@pytest.mark.proves("I3", "two open doors in every answer")
@settings(max_examples=25, deadline=None)
@given(people)
def test_every_proposal_has_a_reason_and_two_doors_are_always_open(person: Person) -> None:
    found = rank(person, OFFERS, on=TODAY, limit=5)
    assert all(p.reasons for p in found)
    assert sum(p.open_door for p in found) >= 2
    assert len({p.offer.id for p in found}) == len(found) == 5


@pytest.mark.proves("S2-12", "no reason is about money")
@settings(max_examples=25, deadline=None)
@given(people)
def test_no_reason_or_warning_speaks_of_money_or_law(person: Person) -> None:
    for proposal in rank(person, OFFERS, on=TODAY, limit=10):
        texts = [r.text for r in proposal.reasons] + (
            [proposal.warning.text] if proposal.warning else []
        )
        said = {stem(word) for text in texts for word in words(text)}
        assert not said & load().not_quoted


def test_a_sentence_about_money_is_not_repeated_as_a_reason() -> None:
    wish = Person(wishes=("Koken zodat ik uit de bijstand kom",))
    (proposal,) = rank(wish, [an_offer(themes=("cooking",))], on=TODAY)
    assert proposal.reasons[0].text == "Je zei: koken. Hier kook of bak je."


def test_a_reason_quotes_the_resident() -> None:
    wish = Person(wishes=("Iets met mijn handen, hout of zo.",))
    (proposal,) = rank(wish, [an_offer(themes=("wood",))], on=TODAY)
    assert proposal.reasons[0].kind is ReasonKind.WISH
    assert (
        proposal.reasons[0].text
        == "Je zei: iets met mijn handen, hout of zo. Hier werk je met hout."
    )


@pytest.mark.proves("S0-05")
def test_a_wish_beats_a_goal_of_a_professional() -> None:
    person = Person(wishes=("muziek maken",), goals=("werkritme opdoen in een winkel",))
    music, shop = an_offer("muziek", themes=("music",)), an_offer("winkel", themes=("shop",))
    assert titles(person, shop, music) == ["muziek", "winkel"]


def test_a_wish_beats_a_talent_nearness_fit_and_freshness_together() -> None:
    assert WEIGHTS["wish"] > sum(weight for name, weight in WEIGHTS.items() if name != "wish")
    person = Person(wishes=("paarden",), talents=("Ik was bakker",), buurt_code="BU99010101")
    horses = an_offer(
        "paarden",
        themes=("horses",),
        description="paarden",
        buurt_code="BU99020101",
        verified_on=TODAY - timedelta(days=900),
    )
    assert titles(person, an_offer("bakkerij", themes=("cooking",)), horses)[0] == "paarden"


def test_a_talent_beats_what_lies_nearer() -> None:
    person = Person(talents=("Ik was kapster",), buurt_code="BU99010101")
    near, far = (
        an_offer("dichtbij"),
        an_offer("kapper", themes=("beauty",), buurt_code="BU99020101"),
    )
    assert titles(person, near, far) == ["kapper", "dichtbij"]


@pytest.mark.proves("S1-28", "it stands lower, with a warning")
def test_what_asks_more_is_shown_below_and_warned_about() -> None:
    person = Person(wishes=("koken",), capacity=Capacity(2))
    much = an_offer("veel", themes=("cooking",), dayparts_per_week=6)
    some = an_offer("weinig", themes=("cooking",), dayparts_per_week=2)
    first, second = rank(person, [much, some], on=TODAY)
    assert (first.offer.title, first.warning) == ("weinig", None)
    assert second.warning is not None


def test_a_full_place_is_not_proposed_and_one_place_left_is() -> None:
    person = Person(wishes=("koken",))
    full = an_offer("vol", themes=("cooking",), places=4, taken=4)
    last = an_offer("laatste", themes=("cooking",), places=4, taken=3)
    assert titles(person, full, last) == ["laatste"]


@pytest.mark.proves("S0-23", "an own limit is a limit")
def test_a_limit_is_respected() -> None:
    """A limit is not weighed against anything."""
    person = Person(wishes=("koken",), limits=("Geen honden", "Niet in de avond"))
    dogs = an_offer("honden", themes=("cooking", "pets"))
    evening = an_offer("avond", themes=("cooking",), when_text="Dinsdagavond, 19 uur")
    morning = an_offer("ochtend", themes=("cooking",))
    assert titles(person, dogs, evening, morning) == ["ochtend"]


def test_who_can_come_when_it_suits_is_not_bound_to_the_evening() -> None:
    person = Person(wishes=("koken",), limits=("Niet in de avond",))
    evening = {"themes": ("cooking",), "when_text": "Dinsdagavond, 19 uur"}
    flexible, fixed = an_offer("flexibel", flexible=True, **evening), an_offer("vast", **evening)
    assert titles(person, flexible, fixed) == ["flexibel"]


def days_ago(days: int, number: int = 0) -> OfferView:
    """An offer that was checked so many days ago; of two, ids decide where nothing else does."""
    checked = TODAY - timedelta(days=days)
    return an_offer(f"{days} dagen", id=offer_id(number), verified_on=checked)


def scores(*days: int) -> list[float]:
    found = rank(Person(), [days_ago(one) for one in days], on=TODAY)
    return [proposal.score for proposal in found]


def test_what_was_checked_lately_comes_before_what_was_checked_long_ago() -> None:
    for first, second in ((0, 1), (1, 0)):
        old, new = days_ago(700, first), days_ago(100, second)
        assert titles(Person(), old, new) == ["100 dagen", "700 dagen"]


def test_within_a_season_all_is_fresh_and_after_two_years_nothing_is() -> None:
    (today,), (season,), (later,) = scores(0), scores(90), scores(91)
    assert today == season > later
    (nearly,), (two_years,), (never,) = scores(729), scores(730), scores(4000)
    assert nearly > two_years == never
    assert round(today - never, 6) == WEIGHTS["fresh"]


def test_a_limit_said_in_the_same_breath_as_a_wish_is_respected_too() -> None:
    person = Person(wishes=("Ik wil koken. Niet in de avond, en geen honden.",))
    dogs = an_offer("honden", themes=("cooking", "pets"))
    evening = an_offer("avond", themes=("cooking",), when_text="Dinsdagavond, 19 uur")
    morning = an_offer("ochtend", themes=("cooking",))
    assert titles(person, dogs, evening, morning) == ["ochtend"]


def test_without_a_wish_the_open_doors_nearby_come_first_and_say_so() -> None:
    person = Person(buurt_code="BU99010101")
    near = an_offer("naast de deur")
    far = an_offer("ver", buurt_code="BU99020101")
    job = an_offer("baan", form=Form.PAID_WORK, line=1)
    found = rank(person, [job, far, near], on=TODAY)
    assert [p.offer.title for p in found] == ["naast de deur", "ver", "baan"]
    assert found[0].reasons[0].text.startswith("Je zei nog niet wat je wilt.")


def test_doors_take_the_last_places_when_the_best_offers_all_need_something() -> None:
    person = Person(wishes=("koken",))
    kitchens = [an_offer(f"keuken {n}", themes=("cooking",), needs_decision=True) for n in range(8)]
    doors = [an_offer("deur"), an_offer("nog een deur")]
    found = rank(person, [*kitchens, *doors], on=TODAY, limit=4)
    assert [p.open_door for p in found] == [False, False, True, True]
    assert "lijkt niet op wat je zei" in found[-1].reasons[0].text


def test_a_second_wish_is_not_buried_under_many_answers_to_the_first() -> None:
    person = Person(wishes=("muziek", "bij dieren zijn"))
    bands = [an_offer(f"band {n}", themes=("music",), description="muziek") for n in range(8)]
    farm = an_offer("boerderij", themes=("farm_animals",))
    assert "boerderij" in titles(person, *bands, farm, limit=4)


@pytest.mark.proves("S1-12")
def test_income_scheme_and_form_of_address_change_nothing() -> None:
    """There is no field for it, and as a word it points at nothing."""
    plain = Person(wishes=("koken",))
    told = replace(plain, wishes=("koken", "Ik heb een wajong"))
    assert titles(plain, *OFFERS) == titles(told, *OFFERS)


def test_the_order_is_explained_in_a_sentence() -> None:
    assert "jouw woorden" in ORDER_EXPLAINED
