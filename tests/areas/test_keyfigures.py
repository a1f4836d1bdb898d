# SPDX-License-Identifier: EUPL-1.2
"""Reading CBS key figures: unknown is never nought, and one figure has one name."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.areas.keyfigures import InvalidKeyFigures, canonical_name, read_key_figures
from tests.areas.examples import real_figures_file


def read(text, year=2024):
    figures = read_key_figures(text, source="cijfers.csv", year=year)
    return {(figure.area_code, figure.name): figure.value for figure in figures}


def problems_of(text, year=2024):
    with pytest.raises(InvalidKeyFigures) as caught:
        read_key_figures(text, source="cijfers.csv", year=year)
    return [str(problem) for problem in caught.value.problems]


def test_figures_are_read_per_area():
    found = read("code,name,inwoners,wozWaarde\nGM0047,Veendam,27520.0,226\nBU00470101,Kern,95,\n")
    assert found == {
        ("GM0047", "inwoners"): Decimal("27520.0"),
        ("GM0047", "woz_waarde"): Decimal(226),
        ("BU00470101", "inwoners"): Decimal(95),
        ("BU00470101", "woz_waarde"): None,
    }


@pytest.mark.parametrize("cell", ["", " ", ".", " . ", "-99997", "-99999999", "-99997.0"])
def test_unknown_and_secret_are_no_value_and_never_nought(cell):
    assert read(f"code,inwoners\nGM0047,{cell}\n") == {("GM0047", "inwoners"): None}


def test_nought_stays_nought():
    assert read("code,inwoners\nGM0047,0\n") == {("GM0047", "inwoners"): Decimal(0)}


def test_semicolons_decimal_commas_and_stray_spaces_are_read():
    text = "gwb_code_10;regio;recs;a_inw;g_hhgro\nGM0047    ;Veendam;Gemeente;  27520;2,1\n"
    assert read(text) == {
        ("GM0047", "inwoners"): Decimal(27520),
        ("GM0047", "g_hhgro"): Decimal("2.1"),
    }


@given(value=st.decimals(min_value=-90000, max_value=10**9, places=2))
def test_a_number_is_read_as_it_was_written(value):
    assert read(f"code;inwoners\nGM0047;{value:f}\n")["GM0047", "inwoners"] == value
    comma = f"{value:f}".replace(".", ",")
    assert read(f"code;inwoners\nGM0047;{comma}\n")["GM0047", "inwoners"] == value


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("a_inw", "inwoners"),
        ("aantal_inwoners", "inwoners"),
        ("AantalInwoners_5", "inwoners"),
        ("AantalInwoners_6", "inwoners"),
        ("inwoners", "inwoners"),
        ("k_0Tot15Jaar_8", "inwoners_0_tot_15"),
        ("a_00_14", "inwoners_0_tot_15"),
        ("inwoners65plus", "inwoners_65_plus"),
        ("a_soz_wb", "bijstand"),
        ("PersonenPerSoortUitkeringBijstand_85", "bijstand"),
        ("p_wmo_t", "wmo_per_1000"),
        ("afstandHuisarts", "afstand_huisarts"),
        ("misdrijven_2025", "misdrijven_2025"),
    ],
)
def test_one_figure_has_one_name_whatever_cbs_calls_it(heading, name):
    assert canonical_name(heading) == name


def test_odata_files_are_read_by_their_own_code_column():
    headings = "ID;WijkenEnBuurten;Gemeentenaam_1;Codering_3;AantalInwoners_5"
    text = f"{headings}\n0;BU00470101;Veendam;BU00470101;95\n"
    assert read(text) == {("BU00470101", "inwoners"): Decimal(95)}


def test_every_wrong_cell_is_named_with_its_line_and_column():
    text = "code,inwoners,jaar\nGM47,3,2024\nGM0047,veel,2024\nGM0050,3,2022\nGM0050,inf,2024\n"
    problems = problems_of(text)
    assert [problem.partition(":")[0] for problem in problems] == [
        "cijfers.csv line 2, column code",
        "cijfers.csv line 3, column inwoners",
        "cijfers.csv line 4, column jaar",
        "cijfers.csv line 5, column code",
        "cijfers.csv line 5, column inwoners",
    ]
    assert "'veel' is no number; write a number or leave it empty" in problems[1]
    assert "the line is of 2022, not of 2024" in problems[2]
    assert "GM0050 stands in the file twice" in problems[3]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "the file is empty"),
        ("naam,inwoners\nVeendam,3\n", "there is no area code"),
        ("code,a_inw,inwoners\nGM0047,3,3\n", "two columns mean this same figure"),
        (f"code,{'x' * 101}\nGM0047,3\n", "longer than 100 characters"),
        ("code,inwoners\nGM0047,1e14\n", "is no number"),
    ],
)
def test_a_file_that_cannot_be_understood_is_refused(text, what):
    (problem,) = problems_of(text)
    assert what in problem


def test_empty_lines_and_short_lines_are_no_problem():
    assert read("code,inwoners,huishoudens\n\nGM0047,3\n,,\n") == {
        ("GM0047", "inwoners"): Decimal(3),
        ("GM0047", "huishoudens"): None,
    }


def test_the_real_figures_of_the_seed_gemeenten_are_read():
    path = real_figures_file()
    found = read(path.read_text(encoding="utf-8"))
    assert found["GM0047", "inwoners"] == 27520
    assert found["GM0363", "inwoners"] == 931298
    assert len({code for code, _ in found}) == 893
    assert not {"name", "level", "postcode"} & {name for _, name in found}
