# SPDX-License-Identifier: EUPL-1.2
"""Words and offers look alike by the pieces that they share, and rare pieces say more."""

import pytest

from meedoen.catalogue.pieces import OfferId, pieces_of

OFFERS: dict[OfferId, list[tuple[float, str]]] = {
    "walk": [(1.0, "wandelgroep"), (0.6, "samen")],
    "bike": [(1.0, "fietsgroep"), (0.6, "samen")],
    "choir": [(1.0, "zangkoor")],
    "empty": [],
}


def test_an_offer_looks_like_its_own_words_entirely_and_like_others_not_at_all() -> None:
    pieces = pieces_of(OFFERS)
    assert pieces.alike(["zangkoor"]) == {"choir": pytest.approx(1.0)}
    assert pieces.alike(["xyz"]) == {}
    assert pieces.alike([]) == {}


def test_a_part_of_a_word_and_a_misspelt_one_look_alike_too() -> None:
    pieces = pieces_of(OFFERS)
    for typed in ("wandelen", "wandlgroep", "wandel"):
        alike = pieces.alike([typed])
        assert max(alike, key=lambda called: alike[called]) == "walk"
        assert 0 < alike["walk"] < 1


def test_a_piece_that_many_offers_share_says_less() -> None:
    alike = pieces_of(OFFERS).alike(["fietsgroep"])
    assert alike["walk"] < alike["bike"] / 2
