# SPDX-License-Identifier: EUPL-1.2
"""The map of offers and its table: equal partners, without a trace of a person."""

import csv
import io
import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from meedoen.accounts import operations as accounts
from meedoen.accounts.models import Organisation
from meedoen.accounts.roles import Role
from meedoen.areas.models import Municipality
from meedoen.bookings.operations import keep_place
from meedoen.privacy.queries import resident_viewer
from meedoen.vocabulary.moment import Moment
from tests.privacy.worlds import tell
from tests.signing import SIGNED
from tests.web.policy.conftest import BACKEND, BUSY, QUIET, make_account, offer

MAP = "/beleid/kaart/"


class Rows(HTMLParser):
    """Reads the rows of the table: per row its id and the words in its cells."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[tuple[str, list[str]]] = []
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "tr" and (given.get("id") or "").startswith("rij-"):
            self.rows.append((given["id"].removeprefix("rij-"), []))
        elif tag in ("td", "th") and self.rows:
            self._inside = True
            self.rows[-1][1].append("")

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self._inside = False

    def handle_data(self, data):
        if self._inside:
            self.rows[-1][1][-1] = f"{self.rows[-1][1][-1]} {data}".strip()


def page(client: Client, **query: str) -> str:
    answer = client.get(MAP, query)
    assert answer.status_code == 200
    return answer.content.decode()


def table(client: Client, **query: str) -> dict[str, list[str]]:
    return dict(Rows(page(client, **query)).rows)


def codes(client: Client, **query: str) -> list[str]:
    return [code for code, _ in Rows(page(client, **query)).rows]


@pytest.mark.proves("S1-06")
def test_the_table_shows_offers_open_doors_places_and_whether_there_is_place_per_buurt(
    adviser, offers
):
    row = table(adviser)[BUSY]
    assert row[1:5] == ["2", "1", "12", "plek"]


def test_map_and_table_hold_the_same_areas(adviser, offers):
    text = page(adviser)
    drawn = set(re.findall(r'id="vlak-(\w+)"', text))
    assert drawn == set(codes(adviser))
    assert len(drawn) > 10
    assert set(re.findall(r'href="#rij-(\w+)"', text)) == drawn


def test_the_picture_says_what_it_shows_to_who_cannot_see_it(adviser, offers):
    text = page(adviser)
    assert 'role="img"' in text
    assert re.search(r"<title id=\"kaart-titel\">Aanbod per buurt in Lindewaard</title>", text)
    told = re.search(r"<desc id=\"kaart-uitleg\">(.*?)</desc>", text)
    assert told
    assert "2 activiteiten en werkplekken" in told[1]
    assert "Zonder aanbod:" in told[1]


def test_a_buurt_without_offers_has_a_pattern_and_the_word_and_no_colour(adviser, offers):
    text = page(adviser)
    area = re.search(rf'id="vlak-{QUIET}"\s+class="([^"]+)"\s+fill="([^"]+)"', text)
    assert area
    assert "policy-map__area--none" in area[1]
    assert area[2] == "url(#policy-empty)"
    assert "geen aanbod" in text


def test_the_legend_names_the_unit_and_round_limits(adviser, offers):
    text = page(adviser, onderwerp="plekken")
    assert re.search(r"\d+ tot \d+", text)
    assert re.search(r"\d+ of meer", text)
    assert "Plekken" in text


def test_both_municipalities_share_their_classes_so_that_a_colour_means_the_same(adviser, offers):
    def legend(code: str) -> str:
        text = page(adviser, onderwerp="plekken", gemeente=code)
        return text.partition("policy-legend__classes")[2].partition("geen aanbod")[0]

    assert legend("GM9901") == legend("GM9902") != ""


def test_taking_the_last_place_makes_the_buurt_full(adviser, municipality):
    made = offer(municipality, BUSY, places=1)
    assert table(adviser, onderwerp="vrij")[BUSY][4] == "bijna vol"
    on = Moment(made.published_at)
    subject = tell("GM9901", on)
    keep_place(subject=subject, offer_id=made.pk, by=resident_viewer(subject), on=on)
    assert table(adviser, onderwerp="vrij")[BUSY][4] == "vol"


def test_the_map_of_free_places_says_words_and_no_number(adviser, offers, municipality):
    offer(municipality, QUIET, title="Samen wandelen")
    text = page(adviser, onderwerp="vrij", maat="per-1000", volgorde="per-1000")
    legend = text.partition('policy-legend__classes">')[2].partition("</ul>")[0]
    said = re.sub(r"<[^>]+>", "", legend).split("\n")
    assert [word.strip() for word in said if word.strip()] == [
        "plek", "bijna vol", "vol", "geen aanbod", "loop zo binnen",
    ]  # fmt: skip
    assert re.search(rf'id="vlak-{BUSY}"\s+class="[^"]*md-map__area--5', text)
    assert re.search(rf'id="vlak-{QUIET}"\s+class="[^"]*md-map__area--few', text)
    assert "<title>Lindemarkt: plek</title>" in text
    assert "Tel als" not in text
    assert "Tel als" in page(adviser)
    assert "Plek: 1. Bijna vol: 0. Vol: 0. Zonder aanbod:" in text
    assert "Heel Lindewaard: plek" in " ".join(text.split())
    assert "per 1000" not in text.partition("policy-legend")[2]
    assert re.search(r'aria-sort="descending">\s*<a [^>]*>Plek of vol', text)


def test_a_buurt_looks_the_same_whoever_took_a_place_while_there_is_enough(adviser, municipality):
    made = offer(municipality, BUSY, places=12)

    def seen() -> str:
        text = page(adviser, onderwerp="vrij")
        return text.partition('id="kaart"')[2]

    before = seen()
    on = Moment(made.published_at)
    subject = tell("GM9901", on)
    keep_place(subject=subject, offer_id=made.pk, by=resident_viewer(subject), on=on)
    assert seen() == before


@pytest.mark.proves("S1-06", "per wijk too")
def test_wijken_count_their_buurten_together(adviser, municipality):
    offer(municipality, BUSY, title="Een")
    offer(municipality, QUIET, title="Twee")
    assert table(adviser, niveau="wijk")["WK990101"][1] == "2"


def test_per_thousand_inhabitants_is_a_choice(adviser, offers):
    text = page(adviser, maat="per-1000", onderwerp="plekken")
    assert "per 1000 inwoners" in text
    assert "minder dan" in text


def test_the_table_sorts_without_javascript_in_either_direction(adviser, offers):
    downwards = codes(adviser, volgorde="plekken", richting="af")
    upwards = codes(adviser, volgorde="plekken", richting="op")
    assert downwards[0] == BUSY == upwards[-1]
    assert sorted(downwards) == sorted(upwards)


def test_the_sorted_column_says_so(adviser, offers):
    text = page(adviser, volgorde="naam")
    assert text.count("aria-sort=") == 1
    assert 'aria-sort="ascending"' in text


def test_pressing_the_sorted_column_again_turns_it_around_and_keeps_the_other_choices(
    adviser, offers
):
    text = page(adviser, volgorde="plekken", niveau="wijk")
    links = re.findall(r'class="policy-table__sort" href="\?([^"#]+)#tabel"', text)
    assert any("volgorde=plekken" in link and "richting=op" in link for link in links)
    assert all("niveau=wijk" in link for link in links)


def test_a_chosen_area_gets_an_outline_and_is_told_in_words(adviser, offers):
    text = page(adviser, gebied=BUSY)
    assert text.count("md-map__area--chosen") == 1
    assert "policy-selected" in text
    assert "policy-map__label--chosen" in text


def test_an_area_that_is_not_here_is_quietly_ignored(adviser, offers):
    text = page(adviser, gebied="<script>")
    assert "md-map__area--chosen" not in text
    assert "<script>" not in text


@pytest.mark.parametrize(
    "query", [{"onderwerp": "mensen"}, {"niveau": "straat"}, {"gemeente": "GM0363"}]
)
def test_a_choice_that_does_not_exist_falls_back_and_says_so(adviser, offers, query):
    text = page(adviser, **query)
    assert "Deze keuze bestaat hier niet" in text
    assert "Lindewaard" in text


def test_an_organisation_sees_only_the_municipalities_it_works_in(client, region):
    neighbours = accounts.add_organisation(
        name="Gemeente Vennerhout",
        slug="v",
        kind="municipality",
        municipality_codes=["GM9902"],
        **SIGNED,
    )
    client.force_login(make_account(neighbours, Role.POLICY_ADVISER), backend=BACKEND)
    text = page(client, gemeente="GM9901")
    assert 'value="GM9901"' not in text
    assert {code[:6] for code in codes(client)} == {"BU9902"}


def test_without_borders_there_is_a_friendly_page_with_a_way_on(client, db):
    Municipality.objects.create(code="GM9903", name="Leegland")
    empty = accounts.add_organisation(
        name="Leeg", slug="leeg", kind="municipality", municipality_codes=["GM9903"], **SIGNED
    )
    client.force_login(make_account(empty, Role.CONTROLLER), backend=BACKEND)
    assert "Er is nog geen kaart" in page(client)


def test_the_file_holds_the_rows_of_the_table_in_the_same_order(adviser, offers):
    query = {"onderwerp": "plekken", "volgorde": "naam"}
    answer = adviser.get(f"{MAP}tabel.csv", query)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="plekken-per-buurt-GM9901.csv"' in answer["Content-Disposition"]
    text = answer.content.decode().removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [row["Code"] for row in rows] == codes(adviser, **query)
    busy = next(row for row in rows if row["Code"] == BUSY)
    assert (busy["Plekken"], busy["Plek of vol"], busy["Open deuren"]) == ("12", "plek", "1")


def test_numbers_are_dutch_on_the_page_and_coordinates_are_not(adviser, municipality):
    offer(municipality, BUSY, places=1234)
    text = page(adviser)
    assert "1.234" in text
    assert not re.search(r'(?:x|y|viewBox)="[^"]*\d,\d', text)


def test_there_is_one_h1_and_no_inline_style_or_script(adviser, offers):
    for address in ("/beleid/", MAP):
        text = adviser.get(address).content.decode()
        assert text.count("<h1") == 1
        assert " style=" not in text
        assert not re.search(r"<script(?![^>]*src=)", text)


def test_the_first_page_says_honestly_what_is_not_there_yet(adviser, region):
    text = adviser.get("/beleid/").content.decode()
    assert "Dit is er nog niet" in text
    assert 'href="/beleid/kaart/"' in text


@pytest.mark.parametrize("address", ["/beleid/", MAP, f"{MAP}tabel.csv"])
def test_policy_pages_are_for_policy_roles_only(
    client: Client, municipality: Organisation, address
):
    assert client.get(address).status_code == 302
    worker = make_account(municipality, Role.NEIGHBOURHOOD_WORKER)
    client.force_login(worker, backend=BACKEND)
    assert client.get(address).status_code == 403
