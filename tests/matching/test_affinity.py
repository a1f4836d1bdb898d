# SPDX-License-Identifier: EUPL-1.2
"""What someone said, understood: wishes, limits, and which offer answers them."""

import pytest

from meedoen.lexicon.themes import load
from meedoen.matching.affinity import OfferWords, conditions_said, hit, understand
from tests.matching.builders import an_offer


def test_niet_turns_what_follows_into_a_limit() -> None:
    (saying,) = understand("Koken, maar niet met kinderen", load())
    assert "cooking" in saying.wanted
    assert "children" in saying.refused
    assert "children" not in saying.wanted


@pytest.mark.parametrize(
    "said", ["Niet meer stilzitten", "niet alleen eten", "Geen dag meer alleen"]
)
def test_wanting_out_of_a_situation_is_a_wish_and_no_limit(said: str) -> None:
    (saying,) = understand(said, load())
    assert not saying.refused


def test_niet_te_druk_is_a_condition() -> None:
    sayings = understand("In de tuin, niet te druk", load())
    assert "quiet" in conditions_said(sayings)


def test_a_limit_is_refused_as_a_whole() -> None:
    (saying,) = understand("Honden", load(), as_limit=True)
    assert "pets" in saying.refused
    assert not saying.wanted


def test_an_evening_that_is_refused_is_kept_as_a_time() -> None:
    (saying,) = understand("Niet in de avond", load(), as_limit=True)
    assert saying.refused_times


def test_the_first_subject_of_an_offer_counts_most() -> None:
    (saying,) = understand("hout", load())
    first, third = an_offer("a", themes=("wood",)), an_offer("b", themes=("music", "art", "wood"))
    offer_words = OfferWords([first, third], load())
    assert hit(saying, first, offer_words).strength > hit(saying, third, offer_words).strength > 0


def test_between_two_offers_on_one_subject_shared_words_decide() -> None:
    (saying,) = understand("een vogelhuisje timmeren", load())
    birds = an_offer("a", themes=("wood",), description="We maken vogelhuisjes.")
    chairs = an_offer("b", themes=("wood",), description="We maken stoelen.")
    offer_words = OfferWords([birds, chairs], load())
    assert hit(saying, birds, offer_words).strength > hit(saying, chairs, offer_words).strength
