# SPDX-License-Identifier: EUPL-1.2
"""Where very many come in at once the next one waits, keeps her words, and may call instead."""

from typing import Any

import pytest
from django.urls import reverse

from meedoen.accounts.models import Account
from meedoen.privacy.models import Arrival
from meedoen.residents.models import Fragment, Resident
from tests.web.resident.conftest import Browser, text

STORY, CALL = reverse("resident:story"), reverse("resident:callback")
WORDS = {"words": "Ik wil zingen in een koor", "go": "next"}
NUMBER = {"telephone": "06 12 34 56 78", "chosen_name": "Kim", "write_along": "no"}

pytestmark = pytest.mark.usefixtures("worker")


@pytest.fixture(autouse=True)
def room(settings: Any, worker: Account) -> None:
    """Room for two stories and one request to be called of an address in an hour."""
    settings.DOORS = {"story": (2, 5), "call": (1, 5)}


def from_(address: str) -> Browser:
    """A browser at an address."""
    return Browser(REMOTE_ADDR=address)


def test_after_so_many_new_stories_the_next_one_waits_and_keeps_her_words() -> None:
    for _ in range(2):
        assert from_("192.0.2.1").post(STORY, WORDS).status_code == 302
    answer = from_("192.0.2.1").post(STORY, WORDS)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 3600
    assert "no-store" in answer["Cache-Control"]
    page = text(answer)
    assert WORDS["words"] in page
    assert "bel ons" in page
    assert "0900 000 00 00" in page
    assert f'href="{STORY}"' in page
    assert Resident.objects.count() == 2


def test_somebody_at_another_address_waits_for_nobody() -> None:
    for _ in range(3):
        from_("192.0.2.1").post(STORY, WORDS)
    assert from_("192.0.2.2").post(STORY, WORDS).status_code == 302


def test_one_home_counts_as_one_however_many_addresses_it_has() -> None:
    seen = [from_(f"2001:db8::{n}").post(STORY, WORDS).status_code for n in (1, 2, 3)]
    assert seen == [302, 302, 429]


def test_who_began_goes_on_with_her_story_whatever_the_number() -> None:
    browser = from_("192.0.2.1")
    for _ in range(3):
        assert browser.post(STORY, WORDS).status_code == 302
        from_("192.0.2.1").post(STORY, WORDS)
    assert Fragment.objects.filter(replaced_at=None).count() == 2


def test_a_request_to_be_called_has_a_number_of_its_own() -> None:
    assert from_("192.0.2.1").post(CALL, NUMBER).status_code == 302
    answer = from_("192.0.2.1").post(CALL, NUMBER)
    assert answer.status_code == 429
    assert NUMBER["telephone"] in text(answer)
    assert Resident.objects.count() == 1
    assert Arrival.objects.filter(door="call").count() == 1


def test_what_is_not_kept_is_not_counted() -> None:
    from_("192.0.2.1").post(STORY, {"words": "", "go": "next"})
    from_("192.0.2.1").post(CALL, {"telephone": "geen nummer"})
    assert not Arrival.objects.exists()
