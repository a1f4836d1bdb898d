# SPDX-License-Identifier: EUPL-1.2
"""Text and rule of an article side by side, for everybody who looks."""

import pytest
from django.test import Client
from django.urls import reverse
from lxml.html import HtmlElement, document_fromstring

pytestmark = pytest.mark.django_db


def page(client: Client, words: str = "", *, law: str = "wmo_2015") -> HtmlElement:
    address = reverse("web:law", kwargs={"law": law, "since": "2026-07-01"})
    answer = client.get(address, {"zoek": words} if words else {})
    assert answer.status_code == 200
    return document_fromstring(answer.content.decode())


def test_each_law_leads_to_its_versions_and_says_which_holds_now(client: Client) -> None:
    listed = document_fromstring(client.get(reverse("web:laws")).content.decode())
    [wmo] = listed.xpath("//a[contains(@href, '/regels/wmo_2015/2026-07-01/')]/..")
    assert "geldt nu" in wmo.text_content()


def test_an_article_shows_its_text_and_its_rule_beside_each_other(client: Client) -> None:
    [article] = page(client, "1.2.1").xpath("//section[contains(@class, 'lw-article')]")
    assert article.xpath(".//details[@open]")
    text, rule = article.xpath(".//div[contains(@class, 'lw-side ') or @class='lw-side']")
    assert text.xpath(".//a[contains(@href, 'wetten.overheid.nl')]")
    assert rule.xpath(".//ul[contains(@class, 'lw-clauses')]//ul//ul/li")


def test_all_articles_are_there_folded(client: Client) -> None:
    folds = page(client).xpath("//section[contains(@class, 'lw-article')]//details")
    assert len(folds) == 23
    assert not any(fold.get("open") for fold in folds)


def test_nothing_found_leads_back_to_all_articles(client: Client) -> None:
    empty = page(client, "zeilboot")
    assert empty.xpath("//div[@class='md-empty']//a[@href='/regels/wmo_2015/2026-07-01/']")


def test_no_law_found_leads_back_to_all_laws(client: Client) -> None:
    found = client.get(reverse("web:laws"), {"zoek": "zeilboot"}).content.decode()
    assert document_fromstring(found).xpath("//div[@class='md-empty']//a[@href='/regels/']")


@pytest.mark.parametrize(("law", "since"), [("wmo_2016", "2026-07-01"), ("wmo_2015", "morgen")])
def test_a_law_or_version_that_is_not_there_is_answered_in_words(
    client: Client, law: str, since: str
) -> None:
    answer = client.get(reverse("web:law", kwargs={"law": law, "since": since}))
    assert answer.status_code == 404
    assert document_fromstring(answer.content.decode()).xpath("//main//h1")
