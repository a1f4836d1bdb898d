# SPDX-License-Identifier: EUPL-1.2
"""`meedoen areas import`: what the person at the keyboard sees, and what is (not) written."""

import json

import pytest
from click.testing import CliRunner, Result
from django.db import OperationalError

from meedoen.areas.models import Area, Import, KeyFigure
from meedoen.areas.queries import current_code
from meedoen.commands.areas import MOST_PROBLEMS_SHOWN, areas
from tests.areas.examples import Feature, real_figures_file, real_files, small_town
from tests.areas.test_succession import renumbered_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(tmp_path):
    """Write a document (or text) to a file and give its path."""

    def _write(name: str, content) -> str:
        path = tmp_path / name
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text, encoding="utf-8")
        return str(path)

    return _write


def run(*arguments: str) -> Result:
    return CliRunner().invoke(areas, ["import", *arguments], catch_exceptions=False)


def test_a_right_file_is_imported_and_counted(write):
    result = run(write("town.geojson", small_town()), "--year", "2024")
    assert result.exit_code == 0
    assert "2024: 1 gemeente(n) (Plek GM9999), 1 wijken and 2 buurten imported" in result.output
    assert Area.objects.count() == 4
    assert Import.objects.get().imported_by.startswith("command line (")


def test_files_that_belong_together_are_read_as_one(write):
    features: list[Feature] = small_town()["features"]
    paths = [
        write(f"{at}.geojson", {"type": "FeatureCollection", "features": [found]})
        for at, found in enumerate(features)
    ]
    assert run(*paths, "--year", "2024").exit_code == 0
    assert Area.objects.count() == 4


def unclosed(features):
    features[2]["geometry"]["coordinates"][0].pop()


def crossing(features):
    ring = features[2]["geometry"]["coordinates"][0]
    ring[1], ring[2] = ring[2], ring[1]


BAD_FEATURES = {
    "not closed": unclosed,
    "crosses itself": crossing,
    "geometry is empty": lambda features: features[2].update(geometry=None),
    "outside the Netherlands": lambda features: features[2]["geometry"].update(
        coordinates=[[[5, 52], [5, 62], [6, 62], [5, 52]]]
    ),
    "Rijksdriehoek": lambda features: features[2]["geometry"].update(
        coordinates=[[[155000, 463000], [156000, 463000], [156000, 464000], [155000, 463000]]]
    ),
    "is unknown": lambda features: features[2]["properties"].update(parent="WK999902"),
    "used by 2 features": lambda features: features[2]["properties"].update(code="BU99990102"),
    "no valid area code": lambda features: features[2]["properties"].update(code="BU9999"),
    "name is missing": lambda features: features[2]["properties"].update(name=""),
}


@pytest.mark.parametrize("said", BAD_FEATURES)
def test_each_kind_of_bad_feature_is_named_and_nothing_is_written(write, said):
    town = small_town()
    BAD_FEATURES[said](town["features"])
    result = run(write("town.geojson", town), "--year", "2024")
    assert result.exit_code == 1
    assert said in result.output
    assert "town.geojson features[2]" in result.output
    assert "Nothing was imported" in result.output
    assert not Area.objects.exists()
    assert not Import.objects.exists()


def test_a_bad_import_leaves_what_there_was(write):
    run(write("town.geojson", small_town()), "--year", "2024")
    worse = small_town()
    worse["features"].pop(1)
    assert run(write("worse.geojson", worse), "--year", "2024").exit_code == 1
    assert Area.objects.count() == 4


def test_key_figures_come_along(write):
    figures = write("cijfers.csv", "\ufeffgwb_code_10;a_inw\nGM9999;1200\nBU99990101;.\nGM1111;3\n")
    town = write("town.geojson", small_town())
    result = run(town, "--year", "2024", "--key-figures", figures)
    assert result.exit_code == 0
    assert "2 key figures imported, 0 replaced; 1 areas of the file are not here" in result.output
    assert KeyFigure.objects.get(area_code="GM9999").value == 1200


def test_a_later_file_of_key_figures_wins_over_an_earlier_one(write):
    first = write("first.csv", "code,inwoners,huishoudens\nGM9999,1200,500\n")
    second = write("second.csv", "code,inwoners\nGM9999,1300\n")
    town = write("town.geojson", small_town())
    assert (
        run(town, "--year", "2024", "--key-figures", first, "--key-figures", second).exit_code == 0
    )
    assert dict(KeyFigure.objects.values_list("name", "value")) == {
        "inwoners": 1300,
        "huishoudens": 500,
    }


def test_a_user_without_a_name_can_import_too(write, monkeypatch):
    def nobody() -> str:
        raise OSError("no such user")

    monkeypatch.setattr("meedoen.commands.areas.getuser", nobody)
    assert run(write("town.geojson", small_town()), "--year", "2024").exit_code == 0
    assert Import.objects.get().imported_by == "command line"


def test_water_is_left_out_and_said(write):
    town = small_town()
    town["features"].append({"properties": {"buurtcode": "BU99990109", "water": "JA"}})
    assert "1 pieces of water left out" in run(write("t.geojson", town), "--year", "2024").output


def test_a_wrong_figure_stops_the_areas_too(write):
    figures = write("cijfers.csv", "code,inwoners\nGM9999,veel\n")
    result = run(write("town.geojson", small_town()), "--year", "2024", "--key-figures", figures)
    assert result.exit_code == 1
    assert "cijfers.csv line 2, column inwoners: 'veel' is no number" in result.output
    assert not Area.objects.exists()


def test_trouble_while_writing_figures_takes_the_areas_back_too(write, monkeypatch):
    def full_disk(**_: object) -> None:
        raise OperationalError("no space left")

    monkeypatch.setattr("meedoen.commands.areas.import_key_figures", full_disk)
    figures = write("cijfers.csv", "code,inwoners\nGM9999,3\n")
    with pytest.raises(OperationalError):
        run(write("town.geojson", small_town()), "--year", "2024", "--key-figures", figures)
    assert not Area.objects.exists()


def test_a_file_that_is_no_json_is_named_with_the_place(write):
    result = run(write("town.geojson", '{"type": '), "--year", "2024")
    assert result.exit_code == 1
    assert "town.geojson: is no valid JSON (line 1, column 10)" in result.output


def test_a_file_that_is_no_text_is_named(tmp_path):
    path = tmp_path / "town.geojson"
    path.write_bytes(b"\xff\xfe\x00")
    result = run(str(path), "--year", "2024")
    assert result.exit_code == 1
    assert "town.geojson: is not UTF-8 text" in result.output


def test_a_very_wrong_file_does_not_flood_the_screen(write):
    town = small_town()
    town["features"] += [{} for _ in range(MOST_PROBLEMS_SHOWN + 10)]
    result = run(write("town.geojson", town), "--year", "2024")
    assert result.output.count("the code is missing") == MOST_PROBLEMS_SHOWN
    assert "… and 10 more." in result.output
    assert f"{MOST_PROBLEMS_SHOWN + 10} problem(s)" in result.output


@pytest.mark.parametrize("arguments", [("--year", "2024"), ("--year", "24"), ()])
def test_a_call_without_files_or_with_a_strange_year_is_refused(write, arguments):
    files = [] if arguments == ("--year", "2024") else [write("town.geojson", small_town())]
    assert run(*files, *arguments).exit_code == 2


def test_all_eight_real_gemeenten_are_imported_from_the_command_line():
    paths = [str(path) for path in real_files()]
    result = run(*paths, "--year", "2024", "--key-figures", str(real_figures_file()))
    assert result.exit_code == 0
    assert "2024: 8 gemeente(n) (Amsterdam, Doetinchem, Ermelo" in result.output
    assert "152 wijken and 732 buurten imported" in result.output


def without(town: dict, *places: int) -> dict:
    kept = [found for at, found in enumerate(town["features"]) if at not in places]
    return {**town, "features": kept}


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ((1, 2, 3), "this would take away 1 wijk and 2 buurten of 2024 (BU99990101, BU99990102,"),
        ((2, 3), "this would take away 2 buurten of 2024"),
        ((3,), "this would take away 1 buurt of 2024 (BU99990102); give all files"),
    ],
)
def test_the_same_year_with_fewer_areas_is_refused_unless_it_is_meant(write, places, said):
    run(write("town.geojson", small_town()), "--year", "2024")
    fewer = write("fewer.geojson", without(small_town(), *places))
    result = run(fewer, "--year", "2024")
    assert result.exit_code == 1
    assert said in result.output
    assert "Nothing was imported" in result.output
    assert Area.objects.count() == 4
    assert run(fewer, "--year", "2024", "--take-away").exit_code == 0
    assert Area.objects.count() == 4 - len(places)


def test_a_later_year_with_fewer_buurten_is_refused_unless_it_is_meant(write):
    run(write("town.geojson", small_town()), "--year", "2024")
    fewer = write("fewer.geojson", without(small_town(), 3))
    result = run(fewer, "--year", "2025")
    assert result.exit_code == 1
    assert "2025 would have 1 buurt fewer than 2024" in result.output
    assert Area.objects.count() == 4
    assert run(fewer, "--year", "2025", "--take-away").exit_code == 0


def test_an_older_year_may_have_fewer_because_no_page_shows_it(write):
    run(write("town.geojson", small_town()), "--year", "2024")
    assert run(write("old.geojson", without(small_town(), 3)), "--year", "2023").exit_code == 0


def test_a_preview_tells_what_goes_and_comes_and_writes_nothing(write):
    run(write("town.geojson", small_town()), "--year", "2024")
    imports = Import.objects.count()
    figures = write("cijfers.csv", "code;inwoners\nBU99990A01;12\n")
    town = write("next.geojson", renumbered_town())
    result = run(town, "--year", "2025", "--key-figures", figures, "--preview")
    assert result.exit_code == 0
    for line in (
        "A preview: this is what the import would do.",
        "GM9999 Plek GM9999, compared with the areas of 2024:",
        "1 wijk and 2 buurten no longer in use:",
        "BU99990101 Plek BU99990101: the same land as BU99990A01",
        "1 wijk and 2 buurten new: WK99990A Plek WK99990A, BU99990A01 Plek BU99990A01, BU",
        "0 offers, no teams, 0 streets, 0 key figures of 2024; residents: none.",
        "1 key figures imported, 0 replaced",
        "This was a preview: nothing was written.",
    ):
        assert line in result.output
    assert Import.objects.count() == imports
    assert not Area.objects.filter(year=2025).exists()
    assert not KeyFigure.objects.exists()


def test_a_preview_of_a_loss_says_what_the_import_would_ask(write):
    run(write("town.geojson", small_town()), "--year", "2024")
    result = run(write("f.geojson", without(small_town(), 3)), "--year", "2024", "--preview")
    assert result.exit_code == 0
    assert "add --take-away when this is meant" in result.output
    assert Area.objects.count() == 4


def test_an_import_says_which_names_and_borders_changed(write):
    run(write("town.geojson", small_town()), "--year", "2024")
    changed = small_town()
    changed["features"][2]["properties"]["name"] = "Hoek"
    changed["features"][3]["geometry"]["coordinates"][0][0] = [5.01, 52.001]
    changed["features"][3]["geometry"]["coordinates"][0][-1] = [5.01, 52.001]
    result = run(write("changed.geojson", changed), "--year", "2024")
    assert "BU99990101 Plek BU99990101 → Hoek" in result.output
    assert "1 with another border: BU99990102" in result.output
    again = run(write("changed.geojson", changed), "--year", "2024")
    assert "GM9999 Plek GM9999: the same areas as in 2024." in again.output


def test_figures_of_other_gemeenten_only_are_refused(write):
    figures = write("cijfers.csv", "code;inwoners\nNL00;17900000\nGM1111;3\n")
    result = run(write("town.geojson", small_town()), "--year", "2024", "--key-figures", figures)
    assert result.exit_code == 1
    assert "cijfers.csv: none of its areas is here" in result.output
    assert not Area.objects.exists()


def test_the_country_is_counted_among_what_is_left_out_and_columns_are_named(write):
    text = "code;provincie;inwoners\nNL00;Alle;17900000\nGM9999;Groningen;3\n"
    town = write("town.geojson", small_town())
    result = run(town, "--year", "2024", "--key-figures", write("cijfers.csv", text))
    assert "1 key figures imported, 0 replaced; 1 areas of the file are not here" in result.output
    assert "Columns without a figure, left out: provincie." in result.output


def test_labels_outside_their_area_are_measured_and_said(write):
    town = small_town()
    town["features"][2]["properties"].update(label_lon=155000.0, label_lat=463000.0)
    result = run(write("town.geojson", town), "--year", "2024")
    assert "1 label points lay outside their area; they were measured anew." in result.output


def test_a_gemeente_alone_says_that_nobody_can_choose_a_buurt(write):
    alone = write("gemeente.geojson", without(small_town(), 1, 2, 3))
    assert "There are no buurten" in run(alone, "--year", "2024").output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"type": 1, "type": 2}', "no usable JSON ('type' stands in it twice"),
        ('{"a": 1}\n{"a": 2}', "more than one document in it"),
        ("[" * 100_000, "no usable JSON"),
        ('{"features": ' + "9" * 5000 + "}", "no usable JSON"),
        ("code;inwoners\nGM9999;3", "a table (CSV), which belongs behind --key-figures"),
        ("gebieden", "no valid JSON"),
        ("<html></html>", "this is a web page"),
    ],
)
def test_json_that_cannot_be_used_is_refused_in_words(write, text, said):
    result = run(write("town.geojson", text), "--year", "2024")
    assert result.exit_code == 1
    assert said in result.output
    assert len(result.output) < 1000


def test_half_a_character_in_a_code_or_a_name_is_refused_in_words(write):
    town = small_town()
    town["features"][1]["properties"]["code"] = "WK9999\ud800"
    town["features"][2]["properties"]["name"] = "No\ud800rd"
    result = run(write("town.geojson", town), "--year", "2024")
    assert result.exit_code == 1
    assert "features[2] BU99990101: the name holds U+D800 at place 3" in result.output


def test_codes_that_are_put_right_within_a_year_are_found_back(write):
    run(write("town.geojson", small_town()), "--year", "2024")
    right = write("right.geojson", renumbered_town())
    assert "would take away 1 wijk and 2 buurten" in run(right, "--year", "2024").output
    assert run(right, "--year", "2024", "--take-away").exit_code == 0
    assert current_code("BU99990101") == "BU99990A01"
    assert run(right, "--year", "2024").exit_code == 0
    assert current_code("BU99990101") == "BU99990A01"
    assert run(write("back.geojson", small_town()), "--year", "2025").exit_code == 0
    assert current_code("BU99990101") == "BU99990101"
    assert current_code("BU99990A01") == "BU99990101"
