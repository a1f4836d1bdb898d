# SPDX-License-Identifier: EUPL-1.2
"""A year in which areas got other codes: what only moved on paper stays on the map and is found."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import shapely
from django.test import Client
from shapely.geometry import box, mapping, shape

from meedoen.accounts import operations as accounts
from meedoen.accounts.models import Organisation
from meedoen.accounts.queries import front_door_team
from meedoen.accounts.roles import Role
from meedoen.areas.geojson import read_collection
from meedoen.areas.operations import import_areas
from meedoen.catalogue import queries as catalogue
from meedoen.demonstration.region import build_region
from meedoen.journeys.moved_areas import pointing_to
from meedoen.journeys.raising import places_around
from meedoen.laboratory.queries import homes_in
from meedoen.matching.queries import offer_views
from meedoen.vocabulary.codes import Level
from meedoen.vocabulary.moment import Moment
from meedoen.web.policy.offer_map import area_figures
from meedoen.web.professional.forms import StoryForm
from meedoen.web.resident.forms import ApproveForm, BrowseForm
from meedoen.web.resident.views.arriving import wijken_of
from tests.signing import SIGNED
from tests.web.policy.conftest import BUSY, offer

LINDEWAARD = "GM9901"
BUSY_NOW = "BU99010A01"
HALVES = ("BU990101Z1", "BU990101Z2")
pytestmark = pytest.mark.usefixtures("offers")


def import_next_year(features: list[dict[str, Any]]) -> None:
    document = {"type": "FeatureCollection", "features": features}
    collection = read_collection([("2027", document)])
    import_areas(collection=collection, year=2027, by="test", on=Moment.now())


def renumbered(code: str) -> str:
    """Give the code that a wijk or buurt of Lindewaard has in the next year: 01 becomes 0A."""
    if code.startswith("GM") or code[2:6] != "9901":
        return code
    return code[:7] + "xABCDEFGHJ"[int(code[7])] + code[8:]


def of_2027(feature: dict[str, Any], **properties: object) -> dict[str, Any]:
    return {**feature, "properties": {**feature["properties"], "parent": None, **properties}}


def renumber() -> None:
    """Let every wijk and buurt of Lindewaard get another code."""
    import_next_year(
        [
            of_2027(found, code=renumbered(found["properties"]["code"]))
            for found in build_region().feature_collection["features"]
        ]
    )


def divide() -> None:
    """Let the busy buurt be divided into two halves, so that it lies in no single buurt."""

    def halves(feature: dict[str, Any]) -> Iterator[dict[str, Any]]:
        border = shape(feature["geometry"])
        west, south, east, north = border.bounds
        middle = border.centroid.x
        for code, room in zip(
            HALVES, (box(west, south, middle, north), box(middle, south, east, north)), strict=True
        ):
            half = mapping(shapely.intersection(border, room))
            lists = {"type": half["type"], "coordinates": _lists(half["coordinates"])}
            yield {**of_2027(feature, code=code, name=f"Half {code}"), "geometry": lists}

    features: list[dict[str, Any]] = []
    for found in build_region().feature_collection["features"]:
        features += halves(found) if found["properties"]["code"] == BUSY else [found]
    import_next_year(features)


def _lists(value: Any) -> Any:
    return [_lists(part) for part in value] if isinstance(value, tuple | list) else value


def figures(level: Level) -> dict[str, Any]:
    return {area.code: area for area in area_figures(LINDEWAARD, level, on=Moment.now())}


@pytest.mark.parametrize("level", list(Level))
def test_offers_and_inhabitants_are_the_same_under_the_new_codes(level: Level) -> None:
    before = figures(level)
    renumber()
    after = figures(level)
    assert {renumbered(code) for code in before} == after.keys()
    for code, area in before.items():
        now = after[renumbered(code)]
        assert (now.counts, now.inhabitants, now.name) == (area.counts, area.inhabitants, area.name)
        assert (now.inhabitants_year, now.drawn) == (2026, True)


def test_the_map_says_of_which_year_the_inhabitants_are(adviser: Client) -> None:
    def page() -> str:
        return adviser.get("/beleid/kaart/", {"maat": "per-1000"}).content.decode()

    assert "Inwoners van" not in page()
    renumber()
    assert "Inwoners van 2026, waar nieuwere cijfers er nog niet zijn." in page()
    assert "Grenzen van 2027." in page()


@pytest.mark.parametrize("measure", ["aantal", "per-1000"])
def test_offers_in_a_buurt_that_was_divided_stand_in_the_table_and_beside_the_map(
    adviser: Client, measure: str
) -> None:
    divide()
    name = "Lindemarkt (buurt van 2026)"
    kept = figures(Level.BUURT)[BUSY]
    assert (kept.counts.offers, kept.drawn, kept.name) == (2, False, name)
    page = adviser.get("/beleid/kaart/", {"maat": measure}).content.decode()
    beside = page.partition("omdat de indeling is veranderd:")[2].partition("</p>")[0]
    assert f"{name}, 2 activiteiten en werkplekken." in " ".join(beside.split())
    assert f'id="rij-{BUSY}"' in page
    assert f'id="vlak-{BUSY}"' not in page
    table = adviser.get("/beleid/kaart/tabel.csv", {"maat": measure}).content.decode()
    assert f"{BUSY};{name};;Lindewaard;2;1;12;plek;" in table


def test_a_wijk_keeps_the_offers_of_a_buurt_that_was_divided() -> None:
    before = figures(Level.WIJK)
    divide()
    after = figures(Level.WIJK)
    assert {c: a.counts for c, a in after.items()} == {c: a.counts for c, a in before.items()}


def test_an_offer_with_a_code_that_nobody_knows_is_shown_all_the_same(
    offers: Organisation,
) -> None:
    offer(offers, "BU99019999", title="Verdwaald")
    kept = figures(Level.BUURT)["BU99019999"]
    assert (kept.counts.offers, kept.drawn) == (1, False)
    assert "hier niet bekend" in kept.name


def test_searching_and_matching_find_a_place_under_either_code() -> None:
    renumber()
    on = Moment.now()
    found = catalogue.browse(LINDEWAARD, on=on, buurt_code=BUSY_NOW)
    assert {offer.title for offer in found} == {"Houtwerkplaats", "Koffie"}
    assert {view.buurt_code for view in offer_views(LINDEWAARD, on=on, kept={})} == {BUSY_NOW}


def test_what_lies_in_no_buurt_of_now_can_still_be_chosen() -> None:
    assert all(wijk.code for wijk in wijken_of(LINDEWAARD))
    divide()
    last = wijken_of(LINDEWAARD)[-1]
    assert [(place.code, place.name) for place in last.buurten] == [
        (BUSY, "Lindemarkt (buurt van 2026)")
    ]
    form = BrowseForm({"buurt": BUSY}, wijken=wijken_of(LINDEWAARD), themes=[])
    assert form.is_valid()


@pytest.mark.parametrize("home", [BUSY, "BU99019999"])
def test_a_buurt_that_a_resident_chose_stays_chosen_in_her_form(home: str) -> None:
    divide()
    wijken = wijken_of(LINDEWAARD, chosen=home)
    assert ApproveForm({"buurt_code": home}, wijken=wijken).is_valid()
    form = StoryForm(municipalities={LINDEWAARD}, initial={"home": home})
    choices: Any = form.fields["home"]
    assert home in {code for _, group in choices.choices for code, _ in group}


def wijk_team(municipality: Organisation, name: str, wijk: str) -> None:
    team = accounts.add_team(organisation=municipality, name=name, wijk_codes=[wijk], **SIGNED)
    accounts.add_professional(
        email=f"{name}@werk.example", name="Sam", password="een-lang-wachtwoord", team=team,
        role=Role.NEIGHBOURHOOD_WORKER, valid_from=date(2026, 1, 1),
    **SIGNED)  # fmt: skip


@pytest.mark.parametrize(
    ("of_team", "of_resident"),
    [("WK990102", "WK99010B"), ("WK99010B", "WK990102"), ("WK990102", "WK990102")],
)
def test_the_team_of_a_wijk_stays_her_front_door_whoever_has_the_new_code(
    municipality: Organisation, of_team: str, of_resident: str
) -> None:
    wijk_team(municipality, "Een", "WK990101")
    wijk_team(municipality, "Twee", of_team)
    renumber()
    team = front_door_team(LINDEWAARD, of_resident)
    assert team is not None
    assert team.name == "Twee"


def test_the_laboratory_keeps_its_inhabitants_until_newer_figures_come() -> None:
    before = homes_in(LINDEWAARD)
    renumber()
    after = homes_in(LINDEWAARD)
    assert len(after) == len(before) > 0
    assert sum(home.inhabitants for home in after) == sum(home.inhabitants for home in before)
    assert all(home.young is not None for home in after)


def test_a_name_of_an_earlier_year_is_looked_for_in_a_draft_too() -> None:
    divide()
    assert {"Lindemarkt", "Half BU990101Z1"} <= places_around(LINDEWAARD)


def test_what_points_to_a_code_is_counted_and_residents_only_as_a_yes_or_no(
    municipality: Organisation,
) -> None:
    wijk_team(municipality, "Een", "WK990101")
    found = pointing_to([BUSY, "WK990101"], year=2026)
    assert (found.offers, found.teams, found.residents) == (2, ("Een",), False)
    assert found.key_figures > 0
    assert not pointing_to(["BU99010199"], year=2026).anything
