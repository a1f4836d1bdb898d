# SPDX-License-Identifier: EUPL-1.2
"""When, where and on what ground are taken out of a text, and lift the offers that meet them."""

import pytest

from meedoen.catalogue.offer_index import SearchedOffer
from meedoen.catalogue.wishes import OPEN, THEN, THERE, wished

OFFERS = (
    SearchedOffer("monday", buurt="Oude Haven", dayparts=("ma-ochtend", "ma-middag")),
    SearchedOffer("evening", buurt="Haven", dayparts=("di-avond",), indication_required=False),
    SearchedOffer("weekend", dayparts=("zaterdagmiddag",), indication_required=True),
)


@pytest.mark.parametrize(
    ("text", "rest", "liked"),
    [
        ("zingen op maandagochtend", "zingen op", {"monday": THEN}),
        ("'s avonds zingen", "s zingen", {"evening": THEN}),
        ("in het weekend", "in het", {"weekend": THEN}),
        ("doordeweeks zingen", "zingen", {"monday": THEN, "evening": THEN}),
        ("zingen in de Oude Haven", "zingen in de", {"monday": THERE}),
        ("zingen in haven", "zingen in", {"evening": THERE}),
        ("zingen zonder indicatie", "zingen", {"evening": OPEN}),
        ("zingen", "zingen", {}),
        ("", "", {}),
    ],
)
def test_a_wish_is_taken_out_of_the_text_and_lifts_who_meets_it(
    text: str, rest: str, liked: dict[str, float]
) -> None:
    found = wished(text, OFFERS)
    assert {**found.liked} == liked
    assert found.rest == rest


def test_a_longer_name_of_a_buurt_goes_first() -> None:
    found = wished("oude haven op dinsdagavond", OFFERS)
    assert found.liked == {"monday": THERE, "evening": THEN}
    assert found.rest == "op"
    both = wished("haven of oude haven", OFFERS)
    assert both.liked == {"monday": THERE, "evening": THERE}
