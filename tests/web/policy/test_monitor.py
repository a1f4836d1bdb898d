# SPDX-License-Identifier: EUPL-1.2
"""The monitor on its pages: what is known, one figure on a map, wijken beside each other."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meedoen.accounts.models import Account, Organisation
from meedoen.accounts.roles import Role
from meedoen.areas.models import KeyFigure
from meedoen.monitor.models import Build, IndicatorFigure
from meedoen.monitor.states import LoadStatus
from meedoen.privacy.decision import Viewer
from meedoen.privacy.queries import viewer_for_account
from meedoen.publication import operations as publication
from meedoen.publication.models import Release
from meedoen.publication.states import ReleaseState
from meedoen.vocabulary.codes import Level
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.work import WorkState
from tests.monitor.worlds import HERE, brought_out, build_of, figure, load, some_figures
from tests.web.policy.test_releases import colleague, text_of

pytestmark = pytest.mark.django_db

MONITOR = "/beleid/monitor/"
WMO = f"{MONITOR}gebruik_wmo/"
RELEASE = f"{MONITOR}nakijken/"
BESIDE = f"{MONITOR}naast-elkaar/"


@pytest.fixture
def jesse(adviser: Client, municipality: Organisation) -> Client:
    """A colleague of the adviser, who makes figures too."""
    return colleague(municipality, Role.MONITOR_OFFICER, "Jesse")


def viewer(name: str) -> Viewer:
    account = Account.objects.get(email=f"{name}@werk.example")
    return viewer_for_account(account.pk, on=Moment.now())


@pytest.fixture
def figures(adviser: Client, jesse: Client) -> dict[str, list[IndicatorFigure]]:
    """Two years of the Wmo, of which the last waits; and stacking per wijk, which waits too."""
    return some_figures(viewer("policy_adviser"), viewer("jesse"), Moment.now())


def page(client: Client, address: str, **query: str) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def said(client: Client, address: str, **query: str) -> str:
    return text_of(client.get(address, query))


def test_the_overview_says_what_is_known_and_of_which_year(adviser: Client, figures: Any) -> None:
    shown = said(adviser, MONITOR)
    assert "Wmo 2015, maatwerk 1.693 mensen, 4,2 op de 100 inwoners 2025" in shown
    assert "wacht op tweede paar ogen" in shown
    assert "nog niet geteld" in shown
    assert "Iets terug kunnen doen nog geen bron" in shown


def test_what_needs_somebody_stands_first(adviser: Client, jesse: Client, figures: Any) -> None:
    on = Moment.now()
    load("wwb", 2023, on, status=LoadStatus.PROVISIONAL)
    build = build_of(viewer("jesse"), on, WorkState.RUNNING)
    shown = said(jesse, MONITOR)
    assert "Er wordt geteld: 12 van 40 cijfers zijn klaar." in shown
    assert "2 cijfers wachten op een tweede paar ogen." in shown
    assert "Langer dan een jaar voorlopig: WWB, nu Participatiewet 2023" in shown
    assert "Van 11 bronnen staan de voorwaarden nog niet vast." in shown
    assert shown.index("Wat nu iemand nodig heeft") < shown.index("Wie gebruikt wat")
    assert "wachten op een collega" in said(adviser, MONITOR)
    assert 'hx-trigger="every 5s"' in page(jesse, MONITOR)
    Build.objects.filter(pk=build.pk).update(
        state=WorkState.FAILED, over_at=on.at, trouble="De schijf is vol."
    )
    assert "Het tellen lukte niet" in said(jesse, MONITOR)
    assert "De schijf is vol." in said(jesse, MONITOR)
    assert "every 5s" not in page(jesse, MONITOR)


def test_a_build_that_failed_long_ago_is_not_told_any_more(adviser: Client, figures: Any) -> None:
    long_ago = Moment.now() - timedelta(days=20)
    build_of(viewer("policy_adviser"), long_ago, WorkState.FAILED)
    assert "Het tellen lukte niet" not in said(adviser, MONITOR)


def test_counting_again_is_asked_once_and_can_be_stopped(adviser: Client, figures: Any) -> None:
    for _ in range(2):
        answer = adviser.post(f"{MONITOR}tel-opnieuw/", {"gemeente": HERE}, follow=True)
    assert "Er wordt al geteld." in text_of(answer)
    assert "Tel opnieuw" not in text_of(answer)
    going = Build.objects.get(state=WorkState.WAITING)
    adviser.post(f"{MONITOR}stoppen/{going.pk}/")
    going.refresh_from_db()
    assert going.state == WorkState.STOPPED
    again = adviser.post(f"{MONITOR}stoppen/{going.pk}/", follow=True)
    assert "Het tellen was al klaar." in text_of(again)


def test_without_a_source_there_is_nothing_to_count_and_the_page_says_so(adviser: Client) -> None:
    answer = adviser.post(f"{MONITOR}tel-opnieuw/", {"gemeente": HERE}, follow=True)
    assert "nog geen bron geladen" in text_of(answer)
    assert not Build.objects.exists()


def test_who_only_reads_asks_for_no_build(
    adviser: Client, municipality: Organisation, figures: Any
) -> None:
    henk = colleague(municipality, Role.ADVISORY_BOARD_MEMBER, "Henk")
    assert "Tel opnieuw" not in said(henk, MONITOR)
    assert henk.post(f"{MONITOR}tel-opnieuw/", {"gemeente": HERE}).status_code == 403


@pytest.mark.proves("S3-15", "on a map and in a table, with what is too small in words")
def test_a_figure_is_a_sentence_a_map_and_the_same_numbers_in_a_table(
    adviser: Client, figures: Any
) -> None:
    text = page(adviser, WMO, niveau="buurt")
    shown = said(adviser, WMO, niveau="buurt")
    assert "In heel Lindewaard gaat het in 2025 om 1.693 mensen." in shown
    assert "in 10 van de 25 buurten is het te klein om te tonen." in shown
    drawn = re.findall(r'id="vlak-(\w+)" class="md-map__area ([^"]+)"', text)
    assert len(drawn) == 25
    hidden = [code for code, css in drawn if "md-map__area--hidden" in css]
    assert len(hidden) == 10
    assert shown.count("te klein om te tonen") > 10
    assert "verborgen" not in shown
    assert "Te klein is geen nul" in shown


def test_no_number_that_is_hidden_stands_anywhere_on_the_page(
    adviser: Client, figures: Any
) -> None:
    for text in (page(adviser, WMO, niveau="buurt"), page(adviser, WMO, gebied="BU99010401")):
        assert not re.search(r">\s*-1\s*<", text)


def test_a_map_is_one_picture_with_one_sentence_and_its_shapes_have_no_labels_of_their_own(
    adviser: Client, figures: Any
) -> None:
    text = page(adviser, WMO)
    assert 'role="group" aria-labelledby="tellen" aria-describedby="kaart-zin"' in text
    assert re.search(r"<title id=\"kaart-titel\">Kaart: Gebruik: Wmo 2015, maatwerk per wijk", text)
    assert not re.search(r"<path[^>]*aria-label", text)
    trends = re.findall(r'<svg class="mon-trend"([^>]*)>', text)
    assert trends
    assert all('aria-hidden="true"' in one for one in trends)


def test_a_wijk_leads_on_to_its_buurten_beside_the_whole(adviser: Client, figures: Any) -> None:
    shown = said(adviser, WMO, gebied="WK990104")
    assert "In Zomerwal gaat het in 2025 om 236 mensen. Dat zijn er 2,7 op elke 100" in shown
    assert "In heel Lindewaard zijn het er 4,2 op elke 100." in shown
    table = (
        page(adviser, WMO, gebied="WK990104").partition('id="tabel"')[2].partition("</table>")[0]
    )
    rows = re.findall(r'<th scope="row">(.*?)</th>', table, re.DOTALL)
    assert len(rows) == 6
    assert "Buurt niet bekend" not in table


def test_who_has_no_known_buurt_is_counted_and_named(adviser: Client, figures: Any) -> None:
    shown = said(adviser, WMO)
    assert "Buurt niet bekend 108" in shown
    assert "Het telt op" in shown
    assert "Zelf optellen komt lager uit" in said(adviser, WMO, niveau="buurt")


def test_a_group_can_be_looked_at_by_itself(adviser: Client, figures: Any) -> None:
    shown = said(adviser, WMO, groep="ouderen")
    assert "om 597 mensen" in shown
    assert "Lindewaard, 2025, ouderen" in shown


def test_each_year_has_its_own_and_the_years_are_told_in_a_sentence_and_a_table(
    adviser: Client, figures: Any
) -> None:
    shown = said(adviser, WMO, jaar="2024")
    assert "gaat het in 2024 om 1.567 mensen" in shown
    assert "ging het van 1.567 mensen in 2024 naar 1.693 in 2025." in shown
    assert "Openbaar" in shown
    assert "Gebied 2024 2025 Lindewaard 1.567 1.693" in shown


@pytest.mark.proves("S3-17", "beside each figure of the monitor")
def test_beside_a_figure_stands_its_source_its_day_and_how_good_it_is(
    adviser: Client, figures: Any
) -> None:
    shown = said(adviser, WMO)
    assert "Stand van 31 december 2025, voorlopig." in shown
    assert (
        "Wmo 2015, maatwerk : voorlopig, stand van 31 december 2025; ongeveer 1.200 regels; "
        "hooguit 5 % niet te gebruiken; hooguit 5 % zonder bekende buurt." in shown
    )
    assert "Onder de 5 is te klein om te tonen; een nul staat er wel." in shown
    assert "De uitgave, met het aanvalsverslag" in shown


def test_stories_and_what_we_do_with_it_have_a_place_beside_the_figure(
    adviser: Client, figures: Any
) -> None:
    shown = said(adviser, WMO)
    assert "Hier is nog geen verhaal van een huisbezoek." in shown
    assert "Wat doen we hiermee?" in shown


@pytest.mark.proves("S3-14", "how many come together, as a picture")
def test_stacking_is_a_hundred_doors_and_is_told_to_who_cannot_see_them(
    adviser: Client, figures: Any
) -> None:
    text = page(adviser, f"{MONITOR}stapeling_personen/")
    assert text.count('<path class="mon-door mon-door--') == 100 + 4
    assert re.search(r"Van elke 100 inwoners: 94 zonder, 2 met ", text)


def test_what_leaves_for_the_whole_municipality_only_has_doors_and_no_map(
    adviser: Client, figures: Any
) -> None:
    figure(
        "stapeling_huishoudens", 2025, viewer("policy_adviser"), Moment.now(), split="aantal",
        groups=("1", "2", "3_of_meer"), deepest=Level.GEMEENTE, grown=500,
    )  # fmt: skip
    text = page(adviser, f"{MONITOR}stapeling_huishoudens/")
    assert "mon-door--3" in text
    assert 'id="kaart-titel"' not in text
    assert "1.542 huishoudens" in said(adviser, MONITOR)
    assert "gaat het in 2025 om 1.542 huishoudens" in said(
        adviser, f"{MONITOR}stapeling_huishoudens/"
    )
    assert "Wijken naast elkaar" in said(adviser, BESIDE)


@pytest.mark.parametrize(
    "query", [{"gebied": "WK990201"}, {"jaar": "1066"}, {"niveau": "straat"}, {"groep": "'"}]
)
def test_what_is_not_there_falls_back_to_the_whole(
    adviser: Client, figures: Any, query: dict[str, str]
) -> None:
    assert "In heel Lindewaard gaat het in 2025" in said(adviser, WMO, **query)


@pytest.mark.proves("S3-16", "a place where use is low is asked about on its page")
def test_where_use_is_low_the_page_asks_why_of_a_place(adviser: Client, figures: Any) -> None:
    shown = said(adviser, WMO)
    assert re.search(r"Misschien iets om na te vragen: \w+( \w+)? ?\. Het gebruik is hier", shown)
    assert "Weet iemand waarom?" in shown
    assert "Misschien" not in said(adviser, f"{MONITOR}stapeling_personen/")


def test_there_is_no_way_below_a_buurt(adviser: Client, figures: Any) -> None:
    for query in ({"niveau": "straat"}, {"straat": "Lindelaan"}, {"gebied": "Lindelaan"}):
        assert "Lindelaan" not in page(adviser, WMO, **query).partition("<main")[2]


def test_an_indicator_without_a_feed_says_so_and_one_that_nobody_knows_is_not_there(
    adviser: Client, figures: Any
) -> None:
    assert "Nog geen bron" in said(adviser, f"{MONITOR}wederkerigheid/")
    assert "Nog niet geteld" in said(adviser, f"{MONITOR}gebruik_wwb/")
    assert adviser.get(f"{MONITOR}geluk/").status_code == 404


def test_a_figure_that_cannot_be_shown_says_why(adviser: Client, figures: Any) -> None:
    IndicatorFigure.objects.create(
        municipality_id=HERE, indicator="gebruik_wsw", year=2025, build=Build.objects.latest("pk"),
        why_none="Te weinig mensen om te tonen.", made_at=Moment.now().at,
    )  # fmt: skip
    assert "Te weinig mensen om te tonen." in said(adviser, f"{MONITOR}gebruik_wsw/")
    assert "2025: Te weinig mensen om te tonen." in said(adviser, MONITOR)
    figure("gebruik_wsw", 2024, viewer("policy_adviser"), Moment.now())
    shown = said(adviser, f"{MONITOR}gebruik_wsw/")
    assert "Over 2025 is er niets. Te weinig mensen om te tonen." in shown
    assert "Lindewaard, 2024" in shown


@pytest.mark.proves("S3-17", "in each file that is taken along")
def test_a_figure_goes_along_as_a_file_with_its_sources_and_what_is_hidden_in_words(
    adviser: Client, figures: Any
) -> None:
    answer = adviser.get(f"{WMO}tabel.csv", {"niveau": "buurt", "groep": "ouderen"})
    assert answer["Content-Disposition"].startswith("attachment")
    text = answer.content.decode("utf-8-sig")
    heading, *rows = text.partition("\r\n\r\n")[0].split("\r\n")
    assert heading == (
        "Code;Buurt;Ligt in;Gemeente;Jaar;Jongeren;Volwassenen;Ouderen;Mensen, samen;"
        "Op de 100 inwoners"
    )
    assert len(rows) == 25 + 1 + 6 + 1
    whole = next(row for row in rows if row.startswith(f"{HERE};"))
    assert whole == f"{HERE};Lindewaard;;Lindewaard;2025;542;554;597;1693;4,2"
    assert "te klein om te tonen" in text
    assert "-1" not in "".join(rows)
    for words in ("voorlopig, stand van 31 december 2025", "wacht op tweede paar ogen"):
        assert words in text
    assert adviser.get(f"{WMO}tabel.exe").status_code == 404
    assert adviser.get(f"{MONITOR}gebruik_wwb/tabel.csv").status_code == 404


def test_another_municipality_sees_nothing_of_it(
    adviser: Client, client: Client, figures: Any
) -> None:
    answer = adviser.get(WMO, {"gemeente": "GM9902"})
    assert "Nog niet geteld" in text_of(answer)
    assert "1.693" not in text_of(answer)


def test_two_to_four_wijken_stand_beside_each_other_with_the_whole(
    adviser: Client, figures: Any
) -> None:
    shown = said(adviser, BESIDE)
    assert "Cijfer Oude Waard Hoge Linde Heel Lindewaard" in shown
    assert "3,9 213 mensen 3,5 313 mensen 4,2 1.693 mensen" in shown
    six = [f"WK99010{n}" for n in range(1, 7)]
    answer = text_of(adviser.get(BESIDE, {"wijk": [*six, "WK990201", "x"]}))
    assert "Oude Waard Hoge Linde Molenbroek Zomerwal Heel Lindewaard" in answer
    assert "Dit zijn de eerste vier." in answer


APPROVED = {"gemeente": HERE, "report": "on", "table": "on", "remark": ""}


def waiting_numbers(figures: dict[str, list[IndicatorFigure]]) -> list[str]:
    found = [figures["gebruik_wmo"][1], figures["stapeling_personen"][0]]
    return [str(one.release_id) for one in found]


def test_several_figures_are_approved_at_once_by_somebody_else(
    adviser: Client, jesse: Client, figures: Any
) -> None:
    numbers = waiting_numbers(figures)
    assert "Er wacht nu geen cijfer op jou." in said(adviser, RELEASE)
    address = f"{RELEASE}vrijgeven/"
    answer = jesse.post(address, {**APPROVED, "which": numbers}, follow=True)
    assert "2 cijfers zijn nagekeken." in text_of(answer)
    states = Release.objects.filter(pk__in=numbers).values_list("state", flat=True)
    assert set(states) == {ReleaseState.APPROVED}
    published = adviser.post(
        f"{RELEASE}openbaar/", {"gemeente": HERE, "which": numbers[:1]}, follow=True
    )
    assert "Eén cijfer is openbaar." in text_of(published)
    assert Release.objects.filter(state=ReleaseState.PUBLISHED).count() == 2


def test_approving_needs_a_choice_and_having_looked(
    adviser: Client, jesse: Client, figures: Any
) -> None:
    numbers = waiting_numbers(figures)
    address = f"{RELEASE}vrijgeven/"
    for given, said_of in (
        ({**APPROVED}, "Kies er minstens één."),
        ({"gemeente": HERE, "which": numbers}, "Kijk daar eerst naar."),
        ({**APPROVED, "which": ["999999"]}, "intussen verder of gestopt"),
    ):
        answer = jesse.post(address, given)
        assert answer.status_code == 422
        assert said_of in text_of(answer)
    own = adviser.post(address, {**APPROVED, "which": numbers})
    assert own.status_code == 422
    assert not Release.objects.filter(state=ReleaseState.APPROVED).exists()


def test_one_that_may_not_go_stops_no_other(
    adviser: Client, jesse: Client, figures: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = waiting_numbers(figures)
    moved = publication._still_holds

    def not_the_first(release: Release) -> dict[str, Any]:
        if str(release.pk) == first:
            raise publication.MayNotLeave("Er ging iets anders naar buiten.")
        return moved(release)

    monkeypatch.setattr(publication, "_still_holds", not_the_first)
    answer = jesse.post(f"{RELEASE}vrijgeven/", {**APPROVED, "which": [first, second]}, follow=True)
    assert "Er ging iets anders naar buiten." in text_of(answer)
    assert "Eén cijfer is nagekeken." in text_of(answer)
    assert Release.objects.get(pk=second).state == ReleaseState.APPROVED
    assert Release.objects.get(pk=first).state == ReleaseState.CHECKED


def statements(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_a_page_asks_as_much_for_more_figures_and_years(adviser: Client, figures: Any) -> None:
    addresses = (MONITOR, WMO, f"{WMO}?gebied=WK990104", f"{BESIDE}?jaar=2025", RELEASE)
    before = [statements(adviser, address) for address in addresses]
    by, second, on = viewer("policy_adviser"), viewer("jesse"), Moment.now()
    for indicator, year in (("gebruik_wmo", 2023), ("gebruik_wwb", 2025), ("gebruik_wajong", 2025)):
        made = figure(indicator, year, by, on, made_of=(load(indicator[8:], year, on),))
        assert made.release is not None
        if indicator == "gebruik_wmo":
            brought_out(made.release, by, second, on)
    assert [statements(adviser, address) for address in addresses] == before
    assert max(before) < 40


LONELY = f"{MONITOR}eenzaamheid/"


def lonely(**shares: int) -> None:
    KeyFigure.objects.filter(name="eenzaam").delete()
    KeyFigure.objects.bulk_create(
        KeyFigure(area_code=code, year=2026, name="eenzaam", value=share)
        for code, share in shares.items()
    )


def test_what_others_estimate_per_wijk_stands_on_a_map_and_in_a_table(
    adviser: Client, figures: Any
) -> None:
    lonely(GM9901=45, WK990101=42, WK990104=61)
    shown = said(adviser, LONELY)
    assert "In het geheel is het 45 van de 100. Het meest is het in Zomerwal (61)" in shown
    assert "Heel Lindewaard 45" in shown
    assert "Hoge Linde niet bekend" in shown
    assert "Niemand" in shown or "niemand" in shown
    assert "Eenzaamheid 45 van de 100 schatting van anderen" in said(adviser, MONITOR)
    assert "Schippershoofd" in said(adviser, LONELY, niveau="buurt")


def test_without_such_an_estimate_there_is_no_source_yet(adviser: Client, figures: Any) -> None:
    KeyFigure.objects.filter(name="eenzaam").delete()
    assert "Nog geen bron" in said(adviser, LONELY)
    assert "Eenzaamheid nog geen bron" in said(adviser, MONITOR)


def test_a_year_that_only_just_began_is_not_what_wijken_are_laid_beside_each_other_over(
    adviser: Client, figures: Any
) -> None:
    year = figures["gebruik_wmo"][-1].year
    figure("meedoen_zonder_indicatie", year + 1, viewer("policy_adviser"), Moment.now())
    shown = page(adviser, BESIDE)
    assert f'value="{year}" selected' in shown
    assert f'value="{year + 1}"' in shown
