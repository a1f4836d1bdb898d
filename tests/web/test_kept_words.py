# SPDX-License-Identifier: EUPL-1.2
"""Which fields a browser keeps, for whom, and when it hears that the words were taken."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django import forms
from django.test import Client
from lxml.html import document_fromstring

from meedoen.vocabulary.moment import Moment
from meedoen.web.fields import LineField, SearchField, WordsField
from meedoen.web.kept_words import COOKIE, FIELD, MOST, key_for
from meedoen.web.open_story import SUBJECT_IN_SESSION
from tests.privacy.worlds import tell
from tests.web.test_typed_words import every_form

pytestmark = pytest.mark.django_db
NAME, AT = "0123456789abcdef", "1764421200000"
# Text of at least a line that is not kept, and why.
NOT_KEPT = {
    "OurLoginForm.login": "says who logs in",
    "ReturnForm.words": "the key to a story",
    "DraftForm.name": "a short name",
    "MapForm.gebied": "a code",
    "DisagreeForm.reach": "a number by which somebody can be found",
}


def a_resident(now: Moment) -> Client:
    client = Client()
    session = client.session
    session[SUBJECT_IN_SESSION] = str(tell("GM9901", now, name="Vlinder"))
    session.save()
    return client


def kept_on(client: Client, address: str) -> list[str]:
    page = document_fromstring(client.get(address).content)
    return [str(one) for one in page.xpath("//@data-keep")]


def sealed(client: Client, address: str) -> dict[str, str]:
    """Give what every form on a page carries, as a browser would send it."""
    page = document_fromstring(client.get(address).content)
    found = page.xpath("//main//form//input[@name='shown_for']/@value")
    return {"shown_for": str(found[0])}


def test_every_field_for_more_lines_is_kept_and_no_key_name_or_search_is() -> None:
    seen = 0
    for form in every_form():
        for name, field in form.base_fields.items():
            full = f"{form.__name__}.{name}"
            if isinstance(field, WordsField):
                seen += 1
                assert field.kept, full
            elif isinstance(field, LineField) and not field.kept:
                named = type(field) is not LineField
                assert named or full in NOT_KEPT, full
            hidden = isinstance(field.widget, forms.PasswordInput | forms.HiddenInput)
            if hidden or full in NOT_KEPT:
                assert not getattr(field, "kept", False), full
    assert seen >= 10
    assert not SearchField().kept


def test_a_page_hands_the_keys_of_today_and_yesterday(now: Moment) -> None:
    (told,) = set(kept_on(a_resident(now), "/mijn-verhaal/"))
    name, today, key, yesterday, other = told.split(" ")
    assert date.fromisoformat(today) - date.fromisoformat(yesterday) == timedelta(days=1)
    assert len(name) == 16
    assert len({key, other}) == 2
    assert {len(key), len(other)} == {44}


def test_a_key_is_of_one_story_and_one_day() -> None:
    one, other, day = f"subject {uuid4()}", f"subject {uuid4()}", date(2026, 11, 29)
    keys = [key_for(one, day), key_for(other, day), key_for(one, day + timedelta(days=1))]
    assert len(set(keys)) == 3
    assert key_for(one, day) == keys[0]


def test_another_story_and_another_visit_get_other_keys(now: Moment) -> None:
    clients = (a_resident(now), a_resident(now), Client(), Client())
    assert len({kept_on(client, "/mijn-verhaal/")[0] for client in clients}) == 4


def test_what_nobody_told_yet_stays_in_its_tab(now: Moment) -> None:
    anonymous = Client().get("/mijn-verhaal/").content.decode()
    assert "data-keep-here" in anonymous
    assert "data-keep-here" not in a_resident(now).get("/mijn-verhaal/").content.decode()


@pytest.mark.parametrize("address", ["/terug/", "/account/login/", "/aanbod/", "/regels/"])
def test_keys_codes_and_searches_are_never_kept(address: str, now: Moment) -> None:
    assert kept_on(Client(), address) == []
    assert kept_on(a_resident(now), address) == []


def test_words_that_were_taken_are_named_in_a_cookie(now: Moment) -> None:
    client = a_resident(now)
    posted = {**sealed(client, "/mijn-verhaal/"), "words": "Varen", FIELD: f"{NAME}.{AT}"}
    answer = client.post("/mijn-verhaal/", posted)
    assert answer.status_code == 302
    cookie = answer.cookies[COOKIE + NAME]
    assert cookie.value == AT
    assert cookie["samesite"] == "Strict"
    assert 0 < cookie["max-age"] <= 86_400


@pytest.mark.parametrize(
    "posted",
    [
        {"words": "a" * 20_001},
        {"words": "Varen", "go": "skip"},
        {"words": "Varen", "shown_for": "x"},
    ],
    ids=["not accepted", "skipped", "of another story"],
)
def test_words_that_were_not_taken_stay_kept(now: Moment, posted: dict[str, str]) -> None:
    client = a_resident(now)
    sent = {**sealed(client, "/mijn-verhaal/"), FIELD: f"{NAME}.{AT}", **posted}
    assert COOKIE + NAME not in client.post("/mijn-verhaal/", sent).cookies


def test_words_that_were_refused_with_a_warning_stay_kept(now: Moment) -> None:
    client = a_resident(now)
    # No plan runs, so that a step has nowhere to go.
    sent = {**sealed(client, "/mijn-verhaal/"), "words": "Bellen", FIELD: f"{NAME}.{AT}"}
    answer = client.post("/mijn-plan/stap/", sent)
    assert answer.status_code == 302
    assert COOKIE + NAME not in answer.cookies


def test_a_form_names_no_more_than_it_can_hold_and_only_in_their_form(now: Moment) -> None:
    client = a_resident(now)
    many = " ".join(f"{number:016x}.{AT}" for number in range(MOST + 20))
    wrong = f"x; Path=/ {NAME}.12 {NAME.upper()}.{AT} {many}"
    posted = {**sealed(client, "/mijn-verhaal/"), "words": "Varen", FIELD: wrong}
    named = [name for name in client.post("/mijn-verhaal/", posted).cookies if COOKIE in name]
    assert len(named) == MOST
    assert COOKIE + NAME not in named


def test_who_has_no_story_open_comes_back_to_the_page_where_she_was() -> None:
    page = document_fromstring(Client().get("/mijn-keuzes/?x=1").content)
    assert "/terug/?verder=%2Fmijn-keuzes%2F%3Fx%3D1" in page.xpath("//main//a/@href")
