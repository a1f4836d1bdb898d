# SPDX-License-Identifier: EUPL-1.2
"""Reading CBS key figures: unknown is never nought, and one figure has one name."""

import csv
import io
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
    assert read(f"code;woz\nGM0047;{value:f}\n")["GM0047", "woz"] == value
    comma = f"{value:f}".replace(".", ",")
    assert read(f"code;woz\nGM0047;{comma}\n")["GM0047", "woz"] == value


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
        (f"code,inwoners\nGM0047,{'1' * 5000}\n", "write fewer than 15 digits"),
        ("code,inwoners\nGM0047,0 012\n", "is no number"),
    ],
)
def test_a_file_that_cannot_be_understood_is_refused(text, what):
    (problem,) = problems_of(text)
    assert what in problem


def test_empty_lines_and_separators_behind_the_last_cell_are_no_problem():
    text = "code;inwoners;huishoudens;\n\nGM0047;3;;;\n;;;\n\nGM0050;4;2\n"
    assert read(text) == {
        ("GM0047", "inwoners"): Decimal(3),
        ("GM0047", "huishoudens"): None,
        ("GM0050", "inwoners"): Decimal(4),
        ("GM0050", "huishoudens"): Decimal(2),
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("code,a,b\nGM0047,2,1,3\n", "line 2: this line has 4 cells, the headings have 3"),
        ("code,a,b\nGM0047,27,520,\nGM0050,1,2,3,\n", "save the file with semicolons"),
        ("code;a;b\nGM0047;1;2\nGM0050;1\n", "line 3: this line has 2 cells, the headings have 3"),
        ("code;a;b\nGM0047;1;2;3\n", "with quotes around cells"),
        ("code;a;\nGM0047;1;2\n", "this line has 3 cells, the headings have 2"),
    ],
)
def test_a_line_that_does_not_fit_under_the_headings_is_refused(text, said):
    assert said in problems_of(text)[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('code,name,a\nGM0047,"Veen,1\nGM0050,Zee,2\n', "line 2: the quote that opens in this"),
        ('code,name,a\nGM0047,"Veen,1\nGM0050,Zee",2\n', "goes on until line 3"),
        ('code,"name,a\nGM0047,Veen,1\nGM0050,"Zee",2\n', "a quote that closes"),
        ('code,"name,a\nGM0047,Veen,1\nGM0050,Zee",2\n', "goes on until line 3"),
        ('code,name,a\nGM0047,"Veen"dam,1\n', "text behind a quote that closes"),
        ('code,name,a\nGM0047,"Veen,1\n' + "GM0050,Zee,2\n" * 12_000, "never closes"),
    ],
)
def test_a_quote_that_swallows_lines_is_refused_with_the_line_in_which_it_opens(text, said):
    assert said in problems_of(text)[0]


def test_quotes_separators_and_line_breaks_in_headings_and_names_are_read():
    text = '"code","naam","a, het aantal;\nvan alles"\nGM0047,"Veen, ""dam""",3\n'
    assert read(text) == {("GM0047", "a, het aantal; van alles"): Decimal(3)}
    assert read('sep=;\ncode;naam;a\nGM0047; "Veen";3\n') == {("GM0047", "a"): Decimal(3)}


def test_points_for_thousands_are_read_in_a_count():
    text = "code;inwoners;wmo;dichtheid\nGM0047;27.520;820;1.234,5\nGM0050;1.085;1.000;2,1\n"
    assert read(text) == {
        ("GM0047", "inwoners"): 27520, ("GM0047", "wmo"): 820,
        ("GM0047", "dichtheid"): Decimal("1234.5"), ("GM0050", "inwoners"): 1085,
        ("GM0050", "wmo"): 1000, ("GM0050", "dichtheid"): Decimal("2.1"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "cell", ["27.520", "27 520", "27\u00a0520", "27\u202f520", "27'520", '"27,520"', "27520.0"]
)
def test_each_way_to_write_a_large_count_gives_the_same_count(cell):
    assert read(f"code,inwoners\nGM0047,{cell}\n") == {("GM0047", "inwoners"): 27520}


@pytest.mark.parametrize(
    "rows",
    [
        ("27.000",),  # 27 with three noughts behind the point, or 27 thousand
        ("27.520", "31452"),  # written with and without points for thousands
        ("27.520", "2.5"),  # the point stands for fractions beside it
        ("27.52",),  # a workbook that took the last nought away
        ("1,5",),
        ("2.752E+04",),
        ("1e3",),
        ("-5",),
    ],
)
def test_a_count_in_doubt_is_refused_and_never_a_thousand_times_too_small(rows):
    lines = "".join(f"GM00{at + 10};{cell}\n" for at, cell in enumerate(rows))
    assert problems_of(f"code;inwoners\n{lines}")


def test_the_rest_of_the_file_tells_what_a_point_means():
    dutch = read("code;woz;g\nGM0047;1.226;2,1\n")
    program = read("code;woz;g\nGM0047;1.226;2.1\n")
    assert dutch["GM0047", "woz"] == 1226
    assert program["GM0047", "woz"] == Decimal("1.226")
    (in_doubt,) = problems_of("code;woz\nGM0047;1.226\n")
    assert "'1.226' can be 1.226 or 1226" in in_doubt


@pytest.mark.parametrize("word", ["NA", "NaN", "null", "None", "x", "geheim", ".."])
def test_words_for_unknown_are_no_value(word):
    assert read(f"code;inwoners\nGM0047;{word}\n") == {("GM0047", "inwoners"): None}


@pytest.mark.parametrize(
    "cell", ["-", "#N/B", "1_000", "٣", "€ 3", "3%", "1 2", "ja", "0x1F", "--3"]
)
def test_what_is_no_number_is_refused(cell):
    assert "is no number" in problems_of(f"code;inwoners\nGM0047;{cell}\n")[0]


@pytest.mark.parametrize(
    ("headings", "cells", "said"),
    [
        ("inwoners;inwoners65plus", "1885;2450", "2450 is more than the 1885 inhabitants"),
        ("inwoners;a_hh", "20;340", "340 is more than the 20 inhabitants"),
        ("p_jz_tn;inwoners", "108;20", "108 does not lie between 0 and 100"),
        ("x;Zorg/Jeugd (%)", "1;-3", "-3 does not lie between 0 and 100"),
        ("p_wmo_t;inwoners", "1001;20", "1001 does not lie between 0 and 1000"),
    ],
)
def test_a_figure_that_cannot_be_is_refused(headings, cells, said):
    assert said in problems_of(f"code;{headings}\nGM0047;{cells}\n")[0]


def test_a_buurt_larger_than_its_gemeente_is_refused():
    text = "code;inwoners\nGM0047;27\nWK004701;27\nBU00470101;1885\n"
    assert "1885 is more than the 27 of" in problems_of(text)[0]
    rounded = "code;inwoners\nGM0047;27\nWK004701;30\nBU00470101;35\n"
    assert len(read(rounded)) == 3


def test_larger_regions_are_read_and_left_for_later():
    codes = ["NL00", "NL01      ", "LD01", "PV20", "CR01", "GG1413", "AM32"]
    lines = "".join(f"{code};17900000\n" for code in codes)
    found = read(f"gwb_code_10;a_inw\n{lines}GM0047;27520\n")
    assert len(found) == len(codes) + 1
    assert found["GM0047", "inwoners"] == 27520


def test_the_column_that_holds_the_codes_is_found_beside_their_labels():
    odata = "ID,WijkenEnBuurten,Codering_3,AantalInwoners_5\n0,Kern,BU00470101  ,95\n"
    assert read(odata) == {("BU00470101", "inwoners"): 95}
    nameless = ",gebied,a\n0,GM0047,3\n1,GM0050,4\n"
    assert read(nameless)["GM0050", "a"] == 4
    per_level = "gemeentecode;wijkcode;buurtcode;a\nGM0047;;;3\nGM0047;WK004701;;2\n"
    assert set(read(per_level)) == {("GM0047", "a"), ("WK004701", "a")}


STATLINE = (
    '"Wijken en buurten 2024";;;;\n'
    '"Perioden";"Wijken en buurten";"Aanduiding/Codering (code)";'
    '"Bevolking/Aantal inwoners (aantal)";"Zorg/Wmo-cliënten, relatief (per 1 000 inwoners)";'
    '"Werk/Banen, naar soort/Landbouw (aantal)"\n'
    '"2024JJ00";"Veendam   ";"GM0047    ";"   27520";"   61";"       ."\n'
    '"2024*";"Kern      ";"BU00470101";"      95";"     .";"       2"\n'
    '"Bron: CBS"\n'
)


def test_the_csv_of_statline_is_read_with_its_titles_units_and_notes():
    found = read(STATLINE)
    assert found["GM0047", "inwoners"] == 27520
    assert found["GM0047", "wmo_per_1000"] == 61
    assert found["BU00470101", "werk/banen, naar soort/landbouw (aantal)"] == 2
    assert len({name for _, name in found}) == 3


def test_a_period_of_another_year_is_refused():
    problems = problems_of(STATLINE, year=2023)
    assert "the line is of 2024JJ00, not of 2023" in problems[0]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_outside_the_quotes(separator):
    names = '"a, b; c | d\t1"'
    text = f"code|{names}|inwoners\nGM0047|{names}|3\n".replace("|", separator)
    text = text.replace(f"c {separator} d", "c | d")
    assert read(text)["GM0047", "inwoners"] == 3


def test_a_column_of_words_that_we_do_not_know_is_left_out_and_named():
    text = "code;provincie;inwoners\nGM0047;Groningen;3\nGM0050;;4\n"
    found = read_key_figures(text, source="cijfers.csv", year=2024)
    assert found.columns_left_out == ("provincie",)
    assert {figure.name for figure in found} == {"inwoners"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("GM0047;3\nGM0050;4\n", "this line holds figures, and nothing above it names them"),
        ("code;inwoners\n", "no lines below the headings"),
        ("code;naam\nGM0047;Veendam\n", "no column of figures"),
        ("gemeentecode;a\n47;3\n", "'47' is no area code; a code is text: write GM0047"),
        ("code;a\n;3\n", "the area code is missing"),
    ],
)
def test_what_is_no_table_of_figures_is_refused_in_words(text, said):
    assert said in problems_of(text)[0]


WAYS = {
    "plain": lambda n, mark: str(n),
    "points": lambda n, mark: f"{n:,}".replace(",", "."),
    "commas": lambda n, mark: f"{n:,}",
    "spaces": lambda n, mark: f"{n:,}".replace(",", "\u00a0"),
    "one decimal": lambda n, mark: f"{n}{mark}0",
    "three decimals": lambda n, mark: f"{n}{mark}000",
    "scientific": lambda n, mark: f"{n:e}".replace(".", mark),
}


@given(
    counts=st.lists(st.integers(0, 10**7), min_size=1, max_size=6),
    shares=st.lists(st.decimals(0, 100, places=1), min_size=6, max_size=6),
    separator=st.sampled_from(";,\t|"),
    decimal=st.sampled_from(".,"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONE]),
    ending=st.sampled_from(["\n", "\r\n", "\r"]),
    title=st.sampled_from(["", "Kerncijfers", "Kerncijfers, wijken; en buurten"]),
)
@pytest.mark.parametrize("way", WAYS)
def test_whatever_a_program_writes_is_read_as_it_was_or_refused(
    way, counts, shares, separator, decimal, quoting, ending, title
):
    """No file gives another number than the one that was written into it."""
    shares = shares[: len(counts)]
    rows = [
        (f"GM{at:04}", WAYS[way](count, decimal), str(share).replace(".", decimal))
        for at, (count, share) in enumerate(zip(counts, shares, strict=True))
    ]
    written = io.StringIO()
    sheet = csv.writer(
        written, delimiter=separator, quoting=quoting, lineterminator=ending, escapechar="\\",
        quotechar=None if quoting == csv.QUOTE_NONE else '"',
    )  # fmt: skip
    if title:
        sheet.writerow([title])
    sheet.writerow(["gwb_code_10", "a_inw", "p_koopw"])
    sheet.writerows(rows)
    text = written.getvalue().replace("\\", "")
    try:
        found = read(text)
    except InvalidKeyFigures:
        return
    for (code, _, _), count, share in zip(rows, counts, shares, strict=True):
        assert found[code, "inwoners"] == count
        assert found[code, "p_koopw"] == share


@given(text=st.text(alphabet='GMWKBU0479;,\t"\n\r.-aé ', max_size=120))
def test_any_text_gives_figures_or_words(text):
    for whole in (text, "code;inwoners\n" + text):
        try:
            found = read(whole)
        except InvalidKeyFigures as refused:
            found = [(problem.what, problem.advice) for problem in refused.problems]
        assert all(all(part) for part in found)
        assert found


def test_the_real_figures_of_the_seed_gemeenten_are_read():
    path = real_figures_file()
    found = read(path.read_text(encoding="utf-8"))
    assert found["GM0047", "inwoners"] == 27520
    assert found["GM0363", "inwoners"] == 931298
    assert len({code for code, _ in found}) == 893
    assert not {"name", "level", "postcode"} & {name for _, name in found}


@pytest.mark.parametrize(
    "heading",
    ["Aantal inwoners (x 1 000)", "Bevolking/Aantal inwoners (x 1.000)", "Aantal inwoners (x1000)"],
)
def test_a_count_in_thousands_is_refused_and_never_a_thousand_times_too_small(heading):
    (problem,) = problems_of(f"code;{heading}\nGM0047;27\n")
    assert "the numbers are in thousands" in problem


def test_a_heading_that_went_through_a_wrong_encoding_is_refused():
    (problem,) = problems_of("code;a_inw;CaféÃ©s\nGM0047;27;3\n")
    assert "looks garbled" in problem
