# SPDX-License-Identifier: EUPL-1.2
"""A page of rules that a browser has already is not made again, and never somebody else's page."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meedoen.web import unchanged
from tests.web.resident.conftest import Browser, as_resident, tell

PAGES = [
    "/regels/", "/regels/?zoek=wmo", "/zo-doet-je-gemeente-het/", "/toegankelijkheid/",
    reverse("resident:what_we_keep"),
]  # fmt: skip

pytestmark = pytest.mark.usefixtures("worker")


def again(client: Client, page: str, tag: str) -> Any:
    """Ask whether a copy of a page still holds."""
    return client.get(page, headers={"if-none-match": tag})


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_did_not_change_is_not_sent_again(page: str) -> None:
    first = Client().get(page)
    assert first["Cache-Control"] == "no-cache"
    with CaptureQueriesContext(connection) as asked:
        second = again(Client(), page, first["ETag"])
    assert (second.status_code, second.content) == (304, b"")
    assert len(asked) <= 3
    for answer in (first, second):
        assert {"Cookie", "HX-Request"} <= {one.strip() for one in answer["Vary"].split(",")}


@pytest.mark.parametrize("page", PAGES)
def test_such_a_page_holds_no_form_that_belongs_to_one_visitor(page: str) -> None:
    assert b"csrfmiddlewaretoken" not in Client().get(page).content


def test_an_article_is_not_sent_again() -> None:
    listed = Client().get("/regels/").content.decode()
    law = listed.split('href="/regels/')[1].split('"')[0]
    page = f"/regels/{law}"
    first = Client().get(page)
    assert first.status_code == 200
    assert again(Client(), page, first["ETag"]).status_code == 304


def test_another_choice_of_the_visitor_is_another_page() -> None:
    tag = Client().get("/regels/")["ETag"]
    for address, sent in (
        (reverse("web:reading_help"), {"theme": "dark"}),
        (reverse("resident:choose_municipality"), {"municipality": "GM9902"}),
    ):
        visitor = Browser()
        visitor.post(address, sent)
        visitor.get("/rondleiding/")
        assert again(visitor, "/regels/", tag).status_code == 200
    assert again(Client(), "/regels/?zoek=pw", tag).status_code == 200


def test_other_rules_are_another_page(monkeypatch: pytest.MonkeyPatch) -> None:
    tag = Client().get("/regels/")["ETag"]

    class Others:
        digest = "others"

    monkeypatch.setattr(unchanged, "current_rulebook", lambda: Others)
    assert again(Client(), "/regels/", tag).status_code == 200


def test_where_a_story_is_open_the_page_is_made_and_no_copy_stays() -> None:
    tag = Client().get("/regels/")["ETag"]
    answer = again(as_resident(tell(wish="Zingen")), "/regels/", tag)
    assert answer.status_code == 200
    assert "ETag" not in answer
    assert "no-store" in answer["Cache-Control"]


def test_for_a_colleague_the_page_is_made_and_no_copy_stays(worker: Any) -> None:
    tag = Client().get("/regels/")["ETag"]
    client = Client()
    client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = again(client, "/regels/", tag)
    assert answer.status_code == 200
    assert "ETag" not in answer
    assert "no-store" in answer["Cache-Control"]


def test_a_message_that_waits_is_said_and_not_kept() -> None:
    visitor = Browser()
    visitor.post(reverse("web:reading_help"), {"theme": ""})
    tag = Client().get("/regels/")["ETag"]
    said = again(visitor, "/regels/", tag)
    assert "Je keuze is bewaard." in said.content.decode()
    assert "ETag" not in said
    assert again(visitor, "/regels/", tag).status_code == 304
