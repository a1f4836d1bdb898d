# SPDX-License-Identifier: EUPL-1.2
"""Text and rule of an article side by side, for everybody who looks."""

import pytest
from django.test import Client
from django.urls import reverse
from lxml.html import HtmlElement, document_fromstring

from meedoen.areas.geojson import read_collection
from meedoen.areas.operations import import_areas
from meedoen.demonstration.region import build_region
from meedoen.vocabulary.moment import Moment
from meedoen.web.laws import ARTICLES_ON_A_PAGE, OPEN_CLAUSES

pytestmark = pytest.mark.django_db

PW, WMO = ("participatiewet", "2026-07-01"), ("wmo_2015", "2026-07-01")


def opened(client: Client, address: str, **asked: object) -> HtmlElement:
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return document_fromstring(answer.content.decode())


def listed(client: Client, words: str = "") -> HtmlElement:
    return opened(client, reverse("web:laws"), **({"zoek": words} if words else {}))


def articles(client: Client, law: tuple[str, str], **asked: object) -> HtmlElement:
    return opened(client, reverse("web:law", args=law), **asked)


def article(client: Client, law: tuple[str, str], number: str) -> HtmlElement:
    return opened(client, reverse("web:article", args=(*law, number)))


def sides(page: HtmlElement) -> list[HtmlElement]:
    """Give the two parts of an article, each a section with a heading of its own."""
    found = page.xpath("//article/section")
    assert [side.get("aria-labelledby") for side in found] == [
        side.xpath(".//h2/@id")[0] for side in found
    ]
    return list(found)


def folds(page: HtmlElement, part: str) -> list[HtmlElement]:
    return [one for one in page.xpath("//details") if part in one.find("summary").text_content()]


def test_the_name_of_a_law_leads_to_the_version_that_holds_now(client: Client) -> None:
    page = listed(client, "participatiewet")
    [law] = page.xpath("//section[@aria-labelledby='landelijk']//ul/li")
    leads_to = [a.get("href") for a in law.iter("a")]
    assert leads_to == [
        f"/regels/participatiewet/{since}/" for since in ("2026-07-01", "2026-01-01", "2027-01-01")
    ]
    assert all("Participatiewet" in a.text_content() for a in law.iter("a"))


def test_the_rules_of_a_municipality_fold_under_its_name(client: Client) -> None:
    import_areas(
        collection=read_collection([("region", build_region().feature_collection)]),
        year=2026, by="test", on=Moment.now(),
    )  # fmt: skip
    [place] = folds(listed(client), "Lindewaard")
    assert place.get("open") is None
    assert place.xpath(".//a[contains(@href, 'GM9901')]")
    assert not place.xpath(".//a[contains(@href, 'GM9902')]")


def test_rules_of_a_place_we_have_no_name_for_stand_under_its_code(client: Client) -> None:
    assert folds(listed(client), "GM9901")


def test_what_is_searched_stands_open(client: Client) -> None:
    found = listed(client, "nadere")
    assert len(folds(found, "")) == 2
    assert all(one.get("open") is not None for one in folds(found, ""))


def test_no_law_found_leads_back_to_all_laws(client: Client) -> None:
    assert listed(client, "zeilboot").xpath("//div[@class='md-empty']//a[@href='/regels/']")


def test_articles_come_a_page_at_a_time_and_none_is_lost(client: Client) -> None:
    numbers: list[str] = []
    page, at = articles(client, PW), 1
    while True:
        found = page.xpath("//section[@aria-labelledby='artikelen']/ul/li//a")
        assert 0 < len(found) <= ARTICLES_ON_A_PAGE
        numbers += [a.get("href") for a in found]
        if not page.xpath("//nav//a[@rel='next']"):
            break
        at += 1
        page = articles(client, PW, page=at)
    assert len(numbers) == len(set(numbers)) == 45
    assert numbers[0] == reverse("web:article", args=(*PW, "1"))


def test_a_page_of_what_was_found_keeps_what_was_asked(client: Client) -> None:
    page = articles(client, PW, zoek="werk")
    [following] = page.xpath("//nav//a[@rel='next']/@href")
    assert "zoek=werk" in following


def test_a_number_opens_that_article(client: Client) -> None:
    answer = client.get(reverse("web:law", args=WMO), {"zoek": " 2.1.4A "})
    assert answer.status_code == 302
    assert answer["Location"] == reverse("web:article", args=(*WMO, "2.1.4a"))


def test_a_word_with_one_article_still_shows_a_list(client: Client) -> None:
    page = articles(client, WMO, zoek="tolk")
    assert page.xpath("//section[@aria-labelledby='artikelen']/ul/li//a")


def test_nothing_found_leads_back_to_all_articles(client: Client) -> None:
    empty = articles(client, WMO, zoek="zeilboot")
    assert empty.xpath("//div[@class='md-empty']//a[@href='/regels/wmo_2015/2026-07-01/']")


def test_an_article_shows_its_text_and_its_rule_beside_each_other(client: Client) -> None:
    text, rule = sides(article(client, WMO, "1.2.1"))
    assert text.xpath(".//a[contains(@href, 'wetten.overheid.nl')]")
    assert rule.xpath(".//ul//ul//ul/li")


def test_a_long_rule_stands_open_at_its_beginning_and_unfolds_whole(client: Client) -> None:
    _, rule = sides(article(client, PW, "8a"))
    clauses = [one for one in rule.iter("details") if one.xpath(".//ul[@class='lw-clauses']")]
    is_open = [one.get("open") is not None for one in clauses]
    assert len(clauses) == 9
    assert is_open == sorted(is_open, reverse=True)
    assert is_open[0]
    assert not is_open[-1]
    assert len(rule.xpath(".//details[@open]//ul[@class='lw-clauses']/li")) <= OPEN_CLAUSES


def test_each_article_leads_to_the_one_before_and_the_next(client: Client) -> None:
    first = article(client, PW, "1")
    assert not first.xpath("//a[@rel='prev']")
    [following] = first.xpath("//a[@rel='next']/@href")
    [back] = opened(client, following).xpath("//a[@rel='prev']/@href")
    assert back == reverse("web:article", args=(*PW, "1"))


def test_an_article_leads_to_itself_in_the_versions_that_have_it(client: Client) -> None:
    page = article(client, PW, "9")
    others = page.xpath("//nav//a[contains(@href, '/artikel/9/')]/@href")
    assert {one.split("/")[3] for one in others} == {"2026-01-01", "2027-01-01"}


@pytest.mark.parametrize(("law", "since"), [("wmo_2016", "2026-07-01"), ("wmo_2015", "morgen")])
@pytest.mark.parametrize("door", ["web:law", "web:article"])
def test_a_law_or_version_that_is_not_there_is_answered_in_words(
    client: Client, law: str, since: str, door: str
) -> None:
    arguments = (law, since, "2.3.5") if door == "web:article" else (law, since)
    answer = client.get(reverse(door, args=arguments))
    assert answer.status_code == 404
    assert document_fromstring(answer.content.decode()).xpath("//main//h1")


@pytest.mark.parametrize("number", ["9.9.9", "2.3.5/x", "é"])
def test_an_article_that_is_not_there_is_answered_in_words(client: Client, number: str) -> None:
    answer = client.get(reverse("web:article", args=(*WMO, number)))
    assert answer.status_code == 404
    assert document_fromstring(answer.content.decode()).xpath("//main//h1")
