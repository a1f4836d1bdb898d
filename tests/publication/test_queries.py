# SPDX-License-Identifier: EUPL-1.2
"""What is asked of releases: lists, what was before, who was counted, and what lies under what."""

from datetime import date, timedelta

import pytest

from meedoen.accounts.roles import Role
from meedoen.areas.geojson import read_collection
from meedoen.areas.operations import import_areas
from meedoen.demonstration.region import build_region
from meedoen.privacy.decision import Viewer
from meedoen.publication import operations, queries
from meedoen.publication.handed_in import CountFiles
from meedoen.publication.models import Release
from meedoen.publication.reading import NotReadable
from meedoen.publication.rows import TOGETHER, name_of
from tests.privacy.worlds import make_team, make_viewer
from tests.publication.worlds import ELSEWHERE, HERE, LATER, NOW, colleagues, made, out

pytestmark = pytest.mark.django_db

TWO_WIJKEN = b"gebied,aantal\nWK990101,30\nWK990102,50\n"
TWO_BUURTEN = b"gebied,aantal\nBU99010101,30\nBU99010201,50\n"


@pytest.fixture
def two() -> tuple[Viewer, Viewer]:
    ruben, jesse, _ = colleagues()
    return ruben, jesse


@pytest.fixture
def region(db: None) -> None:
    collection = read_collection([("demonstratie", build_region().feature_collection)])
    import_areas(collection=collection, year=2026, by="test", on=NOW)


def titles(found: object) -> list[str]:
    return [one.title for one in found]  # type: ignore[attr-defined]


def test_a_release_is_found_by_its_own_number(two: tuple[Viewer, Viewer]) -> None:
    ruben, _ = two
    first, second = made(ruben, title="Een"), made(ruben, title="Twee")
    assert queries.release_of(first.pk, [HERE]) == first
    assert queries.release_of(second.pk, [HERE]) == second
    with pytest.raises(Release.DoesNotExist):
        queries.release_of(first.pk, [ELSEWHERE])


def test_a_list_has_first_what_waits_then_the_newest(two: tuple[Viewer, Viewer]) -> None:
    ruben, jesse = two
    waits = made(ruben, title="Wacht", counted="Een")
    out(ruben, jesse, title="Oud", counted="Twee", on=NOW)
    out(ruben, jesse, title="Nieuw", counted="Drie", on=LATER)
    assert titles(queries.releases([HERE])) == ["Wacht", "Nieuw", "Oud"]
    assert titles(queries.public_releases()) == ["Nieuw", "Oud"]
    assert titles(queries.releases([ELSEWHERE])) == []
    for words, found in (("nIEUW", ["Nieuw"]), ("drie", ["Nieuw"]), ("GM9901 oud", ["Oud"])):
        assert titles(queries.public_releases(words=words)) == found
    assert titles(queries.releases([HERE], words="oud drie")) == []
    assert queries.waiting_for(jesse.account_id, [HERE]) == 1
    assert queries.waiting_for(ruben.account_id, [HERE]) == 0
    assert queries.waiting_for(jesse.account_id, [ELSEWHERE]) == 0
    operations.approve(release=waits, remark="", by=jesse, on=LATER)
    assert queries.waiting_for(jesse.account_id, [HERE]) == 0


def test_a_correction_is_told_of_once_it_is_out(two: tuple[Viewer, Viewer]) -> None:
    ruben, jesse = two
    first = out(ruben, jesse)
    mended = made(ruben, counted="Opnieuw geteld", replaces=first.pk)
    assert list(queries.corrections_of(first)) == []
    operations.approve(release=mended, remark="", by=jesse, on=LATER)
    operations.publish(release=mended, by=ruben, on=LATER)
    assert list(queries.corrections_of(first)) == [mended]


def test_what_was_out_about_the_same_people_is_listed_without_itself(
    two: tuple[Viewer, Viewer],
) -> None:
    ruben, jesse = two
    first = out(ruben, jesse)
    second = out(ruben, jesse, title="Anders", on=LATER)
    out(ruben, jesse, title="Andere mensen", counted="Andere mensen")
    assert list(queries.weighed_with(second)) == [first]
    assert list(queries.weighed_with(first)) == [second]


def test_the_former_one_has_the_same_title_and_the_last_day_before(
    two: tuple[Viewer, Viewer],
) -> None:
    ruben, jesse = two
    years = {}
    for year in (2022, 2024, 2023):
        years[year] = out(ruben, jesse, reference_day=date(year, 12, 31))
    now = made(ruben)
    assert queries.former_of(now) == years[2024]
    assert queries.former_of(years[2023]) == years[2022]
    assert queries.former_of(years[2022]) is None
    operations.withdraw(release=years[2024], why="Fout.", by=ruben, on=LATER)
    assert queries.former_of(now) == years[2023]
    assert queries.former_of(made(ruben, title="Iets anders")) is None


def test_who_was_counted_before_is_offered_here_and_last_first(
    two: tuple[Viewer, Viewer],
) -> None:
    ruben, _ = two
    made(ruben, counted="Een", title="A")
    made(ruben, counted="Twee", title="B", on=NOW + timedelta(minutes=5))
    aside = made(ruben, counted="Drie", title="C", on=LATER)
    operations.set_aside(release=aside, why="Niet.", by=ruben, on=LATER)
    assert [one.counted for one in queries.same_people(HERE)] == ["Twee", "Een"]
    assert queries.same_people(ELSEWHERE) == []


@pytest.mark.parametrize(
    ("counts", "codes"),
    [(TWO_WIJKEN, 1 + 6), (TWO_BUURTEN, 1 + 6 + 25)],
    ids=["wijken", "buurten"],
)
def test_areas_of_the_municipality_need_no_tree(region: None, counts: bytes, codes: int) -> None:
    table, names = queries.table_from(CountFiles(counts), municipality=HERE, most_cells=5_000)
    (dimension,) = table.dimensions
    assert (dimension.root, len(dimension.codes)) == (HERE, codes)
    assert int(table.counts[0]) == 80
    assert names["gebied"]["WK990101"] == "Oude Waard"


@pytest.mark.parametrize(
    "counts",
    [
        b"gebied,aantal\nWK990101,30\nBU99010201,50\n",
        b"gebied,aantal\nWK990101,30\nelders,50\n",
        b"gebied,aantal\nGM9901,30\n",
        b"gebied,aantal\nWK990201,30\n",
    ],
    ids=["of two levels", "one that is none", "the municipality", "of another municipality"],
)
def test_what_are_not_all_buurten_or_all_wijken_here_lies_flat(region: None, counts: bytes) -> None:
    table, names = queries.table_from(CountFiles(counts), municipality=HERE, most_cells=5_000)
    assert table.dimensions[0].root == "_total"
    assert names == {}


def test_without_areas_every_column_lies_flat() -> None:
    table, _ = queries.table_from(CountFiles(TWO_WIJKEN), municipality=HERE, most_cells=5_000)
    assert table.dimensions[0].codes == ("_total", "WK990101", "WK990102")


def test_a_tree_that_was_handed_in_goes_before_the_areas(region: None) -> None:
    tree = b"code,parent,name\nsamen,,Alles\nWK990101,samen,Een\nWK990102,samen,Twee\n"
    table, names = queries.table_from(
        CountFiles(TWO_WIJKEN, {"gebied": tree}), municipality=HERE, most_cells=5_000
    )
    assert table.dimensions[0].root == "samen"
    assert names["gebied"]["WK990101"] == "Een"


@pytest.mark.parametrize(("most", "fits"), [(9, True), (8, False)])
def test_a_table_is_as_large_as_a_page_can_take(most: int, fits: bool) -> None:
    counts = b"p,q,aantal\na,x,9\nb,y,9\n"
    if fits:
        assert queries.table_from(CountFiles(counts), municipality=HERE, most_cells=most)
    else:
        with pytest.raises(NotReadable, match=r"dit 9 getallen\. Hier kunnen er 8"):
            queries.table_from(CountFiles(counts), municipality=HERE, most_cells=most)


def test_a_tree_for_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(NotReadable, match="“kleur”, maar zo heet geen kolom"):
        queries.table_from(
            CountFiles(TWO_WIJKEN, {"kleur": b""}), municipality=HERE, most_cells=5_000
        )


def test_columns_keep_what_lies_under_what_and_how_it_is_called(
    two: tuple[Viewer, Viewer],
) -> None:
    release = made(two[0], names={"vorm": {"hulp": "Hulp thuis"}})
    assert release.columns == [
        ["vorm", [["_total", "", TOGETHER], ["werk", "_total", "werk"],
                  ["hulp", "_total", "Hulp thuis"]]]
    ]  # fmt: skip
    assert name_of("samen_met_een_ander", {}) == "samen met een ander"


def test_the_same_words_elsewhere_or_still_on_their_way_are_not_weighed_with_it() -> None:
    ruben, jesse, stranger = colleagues()
    there = made(stranger, municipality=ELSEWHERE)
    operations.approve(release=there, remark="", by=colleague_of(ELSEWHERE), on=NOW)
    operations.publish(release=there, by=stranger, on=NOW)
    here, draft = out(ruben, jesse), made(ruben, title="Nog niet", on=LATER)
    assert there.counts == here.counts == draft.counts
    other = out(ruben, jesse, title="Anderen", counted="Anderen", on=LATER)
    assert list(queries.weighed_with(here)) == []
    assert list(queries.weighed_with(draft)) == [here]
    assert list(queries.weighed_with(other)) == []
    assert queries.what_left(HERE, here.counts) == (here.address,)


def colleague_of(municipality: str) -> Viewer:
    return make_viewer(make_team(municipality, "Monitor elders"), Role.MONITOR_OFFICER, NOW, "Mo")


def test_of_who_was_counted_before_the_last_hundred_are_listed(two: tuple[Viewer, Viewer]) -> None:
    ruben, _ = two
    first = made(ruben)
    copies = []
    for number in range(100):
        copy = Release.objects.get(pk=first.pk)
        copy.pk, copy.address, copy.counts = None, f"nog-{number}", f"mensen-{number}"
        copy.made_at = NOW.at + timedelta(minutes=number + 1)
        copies.append(copy)
    Release.objects.bulk_create(copies)
    found = [one.counts for one in queries.same_people(HERE)]
    assert found == [f"mensen-{number}" for number in reversed(range(100))]


def test_of_a_column_that_is_not_there_the_beginning_of_its_name_is_said() -> None:
    files = CountFiles(TWO_WIJKEN, {"k" * 41: b"", "z": b""})
    with pytest.raises(NotReadable, match=f"“{'k' * 40}”, maar zo heet geen kolom"):
        queries.table_from(files, municipality=HERE, most_cells=5_000)
