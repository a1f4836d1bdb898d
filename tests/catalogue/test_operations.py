# SPDX-License-Identifier: EUPL-1.2
"""Publishing an offer, and verifying that it is still right."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from meedoen.catalogue.operations import (
    OfferGone,
    publish_offer,
    verify_offer,
)
from meedoen.privacy.decision import ANYONE
from tests.catalogue.examples import ON, offer, unsaved_offer


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
