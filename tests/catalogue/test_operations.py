# SPDX-License-Identifier: EUPL-1.2
"""Publishing, verifying and, above all, never giving the last place to two people."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from meedoen.catalogue.operations import (
    NoPlaceLeft,
    OfferGone,
    publish_offer,
    release_place,
    reserve_place,
    verify_offer,
)
from meedoen.privacy.decision import ANYONE
from tests.catalogue.examples import ON, offer, unsaved_offer

PEOPLE = 200


@pytest.mark.django_db
def test_reserving_takes_one_place_and_releasing_gives_it_back() -> None:
    made = offer(places=2)
    reserve_place(offer_id=made.pk, by=ANYONE, on=ON)
    made.refresh_from_db()
    assert made.free_places == 1
    release_place(offer_id=made.pk, by=ANYONE, on=ON)
    made.refresh_from_db()
    assert made.free_places == 2


@pytest.mark.django_db
def test_who_comes_when_it_is_full_gets_a_friendly_answer() -> None:
    made = offer(places=1, taken=1)
    with pytest.raises(NoPlaceLeft, match="Dat ligt niet aan jou"):
        reserve_place(offer_id=made.pk, by=ANYONE, on=ON)


@pytest.mark.django_db
def test_where_anyone_can_walk_in_there_is_always_a_place() -> None:
    made = offer(places=None, taken=1000)
    reserve_place(offer_id=made.pk, by=ANYONE, on=ON)
    made.refresh_from_db()
    assert made.taken == 1001


@pytest.mark.django_db
def test_an_offer_that_is_gone_or_not_published_says_so() -> None:
    later = offer(published_at=ON.at + timedelta(days=1))
    for offer_id in (uuid4(), later.pk):
        with pytest.raises(OfferGone, match="bestaat niet meer"):
            reserve_place(offer_id=offer_id, by=ANYONE, on=ON)


@pytest.mark.django_db
def test_nothing_can_be_given_back_that_was_not_taken() -> None:
    made = offer(places=2)
    with pytest.raises(OfferGone):
        release_place(offer_id=made.pk, by=ANYONE, on=ON)


def _reserve(offer_id: UUID, start: threading.Barrier) -> str:
    try:
        connection.ensure_connection()
        start.wait(timeout=120)
        reserve_place(offer_id=offer_id, by=ANYONE, on=ON)
    except NoPlaceLeft as full:
        return str(full)
    finally:
        connection.close()
    return "gelukt"


@pytest.mark.django_db(transaction=True)
def test_of_two_hundred_people_at_one_last_place_one_gets_it() -> None:
    """Everybody waits at the gate with a connection open, and all press at the same moment."""
    made = offer(places=4, taken=3)
    start = threading.Barrier(PEOPLE)
    with ThreadPoolExecutor(PEOPLE) as pool:
        answers = Counter(pool.map(lambda _: _reserve(made.pk, start), range(PEOPLE)))
    made.refresh_from_db()
    assert (answers.pop("gelukt"), made.taken) == (1, 4)
    assert list(answers.items()) == [(str(NoPlaceLeft()), PEOPLE - 1)]


@pytest.mark.proves("S0-24", "both days begin when it is published")
@pytest.mark.django_db
def test_publishing_makes_an_offer_visible_and_verified() -> None:
    made = publish_offer(offer=unsaved_offer(published_at=None, verified_on=None), by=ANYONE, on=ON)
    assert (made.published_at, made.verified_on) == (ON.at, ON.day)


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"title": ""}, {"form": "juggling"}, {"conditions": ["loud"]}])
def test_an_offer_with_something_wrong_is_not_published(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as refused:
        publish_offer(offer=unsaved_offer(**wrong), by=ANYONE, on=ON)
    assert set(wrong) == set(refused.value.message_dict)


@pytest.mark.proves("S0-24", "both days are kept apart")
@pytest.mark.django_db
def test_verifying_moves_the_day_it_was_last_right_and_nothing_else() -> None:
    made = offer()
    later = ON + timedelta(days=60)
    verify_offer(offer_id=made.pk, by=ANYONE, on=later)
    made.refresh_from_db()
    assert (made.published_at, made.verified_on) == (ON.at, later.day)


@pytest.mark.django_db
def test_an_unknown_offer_cannot_be_verified() -> None:
    with pytest.raises(OfferGone):
        verify_offer(offer_id=uuid4(), by=ANYONE, on=ON)
