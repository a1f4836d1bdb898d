# SPDX-License-Identifier: EUPL-1.2
"""Reading the catalogue: whole, per form, its open doors, and counted per buurt."""

from datetime import timedelta
from uuid import uuid4

import pytest

from meedoen.catalogue.queries import (
    BuurtPlaces,
    offer_by_id,
    offers_by_form,
    offers_for,
    open_doors,
    places_per_buurt,
)
from meedoen.vocabulary.forms import Form
from tests.catalogue.examples import ON, offer

pytestmark = pytest.mark.django_db


@pytest.mark.proves("S0-03")
def test_an_offer_for_two_municipalities_is_found_from_both() -> None:
    both = offer("samen", serves=["GM9901", "GM9902"])
    offer("alleen hier")
    assert list(offers_for("GM9902", on=ON)) == [both]
    assert offers_for("GM9901", on=ON).count() == 2


@pytest.mark.parametrize("published_at", [None, ON.at + timedelta(days=1)])
def test_what_is_not_published_yet_is_not_seen(published_at: object) -> None:
    hidden = offer(published_at=published_at)
    assert not offers_for("GM9901", on=ON).exists()
    assert offer_by_id(hidden.pk, on=ON) is None
    assert places_per_buurt("GM9901", on=ON) == []


@pytest.mark.proves("S1-15")
def test_by_default_all_forms_are_shown_and_one_can_be_asked_for() -> None:
    for form in Form:
        offer(form.label, form=form)
    assert offers_for("GM9901", on=ON).count() == len(Form)
    assert [o.form for o in offers_by_form("GM9901", Form.LEARNING, on=ON)] == [Form.LEARNING]


def test_open_doors_ask_nothing_first() -> None:
    door = offer("deur")
    offer("met indicatie", needs_decision=True)
    offer("eerste lijn", line=1)
    assert list(open_doors("GM9901", on=ON)) == [door]


def test_an_unknown_offer_is_none() -> None:
    assert offer_by_id(uuid4(), on=ON) is None


@pytest.mark.proves("S1-06", "counted per buurt")
def test_places_are_counted_per_buurt_and_walk_ins_apart() -> None:
    offer("a", places=5)
    offer("b", places=3, needs_decision=True)
    offer("c", places=None)
    offer("d", buurt_code="BU99010203", places=4)
    offer("elders", buurt_code="BU99020101", places=7, serves=["GM9901"])
    assert places_per_buurt("GM9901", on=ON) == [
        BuurtPlaces("BU99010101", offers=3, walk_in=1, open_doors=2, places=8),
        BuurtPlaces("BU99010203", offers=1, walk_in=0, open_doors=1, places=4),
    ]
