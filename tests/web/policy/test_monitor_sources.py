# SPDX-License-Identifier: EUPL-1.2
"""The sources of the monitor on their pages: terms, loads, and what a municipality chooses."""

from typing import Any

import pytest
from django.test import Client

from meedoen.accounts.models import Account, Organisation
from meedoen.accounts.roles import Role
from meedoen.monitor.models import MonitorChoice, SourceTerms
from meedoen.monitor.sources.registry import KEYS
from meedoen.privacy.queries import viewer_for_account
from meedoen.publication import operations as publication
from meedoen.vocabulary.moment import Moment
from tests.monitor.worlds import HERE, figure, load
from tests.web.policy.test_releases import colleague, text_of

pytestmark = pytest.mark.django_db

SOURCES = "/beleid/monitor/bronnen/"
WMO = f"{SOURCES}wmo/"
TERMS = {
    "gemeente": HERE, "ground": "taak van algemeen belang", "article": "Wmo 2015 2.1.2",
    "purpose": "beleid per wijk", "controller": "college", "dpia": "zaak 2026-12",
    "advised_on": "2026-03-02",
}  # fmt: skip


def said(client: Client, address: str, **query: str) -> str:
    return text_of(client.get(address, query))


def test_all_seventeen_are_listed_with_the_own_activity_and_what_is_loaded(
    adviser: Client,
) -> None:
    on = Moment.now()
    for year in (2023, 2024):
        load("wmo", year, on)
    page = adviser.get(SOURCES).content.decode()
    for key in (*KEYS, "eigen"):
        assert f"{SOURCES}{key}/" in page
    shown = said(adviser, SOURCES)
    assert "mensen of tellingen nog niet vast 2023 tot en met 2024, definitief" in shown
    assert "nog niets ingeladen" in shown


def test_a_source_tells_of_each_year_how_good_it_is_without_a_number_that_tells_a_count(
    adviser: Client,
) -> None:
    on = Moment.now()
    load("wmo", 2024, on, rows=12_345, bad=371, without_area=7)
    load("wwb", 2024, on, rows=43, bad=3, without_area=2)
    shown = said(adviser, WMO)
    assert "2024 definitief 31 december 2024 mensen ongeveer 12.300 regels hooguit 5 %" in shown
    assert "371" not in shown
    small = said(adviser, f"{SOURCES}wwb/")
    assert "minder dan 1.000 regels een onbekend deel een onbekend deel" in small
    assert "43" not in small.partition("Ingeladen")[0].partition("Wat er is ingeladen")[2]


def test_terms_begin_as_a_proposal_and_stand_once_somebody_wrote_them(adviser: Client) -> None:
    page = adviser.get(WMO).content.decode()
    assert 'value="Wmo 2015 2.1.2 en 5.1.1"' in page
    assert "is een voorstel" in page
    answer = adviser.post(f"{WMO}voorwaarden/", TERMS)
    assert (answer.status_code, answer["Location"]) == (302, f"{WMO}?gemeente={HERE}")
    shown = said(adviser, WMO)
    assert "zaak 2026-12" in shown
    assert "2 maart 2026" in shown
    assert "Leg ze anders vast" in shown
    assert "mensen of tellingen staan vast" in said(adviser, SOURCES)
    adviser.post(f"{WMO}voorwaarden/", {**TERMS, "dpia": "zaak 2026-40"})
    held = SourceTerms.objects.filter(source="wmo", ended_at__isnull=True)
    assert [one.dpia for one in held] == ["zaak 2026-40"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"ground": " "}, "Schrijf de grondslag op."),
        ({"dpia": ""}, "Schrijf op waar de DPIA te vinden is."),
        ({"advised_on": ""}, "Kies de dag van het advies."),
        ({"advised_on": "2999-01-01"}, "Dag van het advies"),
    ],
)
def test_terms_that_are_not_whole_are_not_written(
    adviser: Client, changed: dict[str, str], words: str
) -> None:
    answer = adviser.post(f"{WMO}voorwaarden/", {**TERMS, **changed})
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert not SourceTerms.objects.exists()


def test_a_source_of_counts_only_has_no_terms_and_takes_none(adviser: Client) -> None:
    assert "Deze bron komt alleen als telling." in said(adviser, f"{SOURCES}wia/")
    assert adviser.post(f"{SOURCES}wia/voorwaarden/", TERMS).status_code == 404
    assert "Wat er in Meedoen zelf gebeurt" in said(adviser, f"{SOURCES}eigen/")
    assert adviser.get(f"{SOURCES}kranten/").status_code == 404


def test_who_only_reads_writes_no_terms(adviser: Client, municipality: Organisation) -> None:
    henk = colleague(municipality, Role.ADVISORY_BOARD_MEMBER, "Henk")
    assert "Leg ze vast" not in said(henk, WMO)
    assert henk.post(f"{WMO}voorwaarden/", TERMS).status_code == 403
    assert henk.post(f"{SOURCES}keuzes/", {"gemeente": HERE}).status_code == 403


def test_streets_wait_for_a_decision_of_the_council_with_its_day_and_place(
    adviser: Client,
) -> None:
    assert "Cijfers per straat staan uit." in said(adviser, SOURCES)
    half = {"gemeente": HERE, "streets_decided_on": "2026-05-01", "streets_decision": ""}
    answer = adviser.post(f"{SOURCES}keuzes/", half)
    assert answer.status_code == 422
    assert "Schrijf op waar het besluit te vinden is." in text_of(answer)
    assert not MonitorChoice.objects.exists()
    whole = {**half, "streets_decision": "raadsbesluit 2026-31"}
    assert adviser.post(f"{SOURCES}keuzes/", whole).status_code == 302
    shown = said(adviser, SOURCES)
    assert "besloot dat het mag, op 1 mei 2026 ( raadsbesluit 2026-31)" in shown.replace(
        "(r", "( r"
    )
    assert "Openbaar worden ze nooit." in shown


def test_what_stays_inside_is_not_offered_to_make_public(
    adviser: Client, municipality: Organisation
) -> None:
    colleague(municipality, Role.MONITOR_OFFICER, "Jesse")
    on = Moment.now()
    by, second = (
        viewer_for_account(Account.objects.get(email=f"{name}@werk.example").pk, on=on)
        for name in ("policy_adviser", "jesse")
    )
    for key in ("gebruik_wmo", "gebruik_wwb"):
        made: Any = figure(key, 2025, by, on).release
        publication.approve(release=made, remark="", by=second, on=on)
    adviser.post(f"{SOURCES}keuzes/", {"gemeente": HERE, "inside": ["wmo"]})
    assert "(blijft binnen)" in said(adviser, SOURCES)
    page = adviser.get("/beleid/monitor/nakijken/").content.decode()
    assert "Dit blijft binnen" in page
    offered = page.partition('id="openbaar"')[2].partition("Dit blijft binnen")[0]
    assert "WWB" in offered
    assert "Wmo" not in offered
