# SPDX-License-Identifier: EUPL-1.2
"""Reads CBS key figures per gemeente, wijk and buurt from CSV (pure).

CBS publishes the same figures under three sets of headings: the kerncijfers table (`a_inw`), the
wijk- en buurtkaart (`aantal_inwoners`) and OData (`AantalInwoners_5`, where the last number shifts
every year). The figures that Meedoen works with get one name; all others keep their own, in lower
case. An empty cell, a single point, and the values below -99990 mean: unknown or secret — never 0.
Source: CBS, Toelichting Kerncijfers wijken en buurten; Toelichting Wijk- en Buurtkaart.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from meedoen.areas.levels import level_of

CODE_COLUMNS = ("code", "gwb_code_10", "wijken_en_buurten", "codering", "statcode",
                "buurtcode", "wijkcode", "gemeentecode")  # fmt: skip
TEXT_COLUMNS = {
    "name", "level", "parent", "gemeente", "gemeentenaam", "wijknaam", "buurtnaam", "regio",
    "gm_naam", "recs", "gwb_code", "gwb_code_8", "ind_wbz", "soort_regio", "water", "postcode",
    "pst_mvp", "pst_dekp", "statnaam", "indelingswijziging_wijken_en_buurten", "id", "jrstatcode",
    "meest_voorkomende_postcode", "dekkingspercentage",
}  # fmt: skip
ONE_NAME = {
    "inwoners": ("aantal_inwoners", "a_inw"),
    "huishoudens": ("aantal_huishoudens", "a_hh", "huishoudens_totaal"),
    "inwoners_0_tot_15": ("inwoners0tot15", "a_00_14", "k_0_tot15_jaar"),
    "inwoners_65_plus": ("inwoners65plus", "a_65_oo", "k_65_jaar_of_ouder"),
    "bijstand": ("a_soz_wb", "aantal_personen_met_een_alg_bijstandsuitkering_tot",
                 "personen_per_soort_uitkering_bijstand"),
    "ao_uitkering": ("a_soz_ao", "aantal_personen_met_een_ao_uitkering_totaal",
                     "personen_per_soort_uitkering_ao"),
    "ww_uitkering": ("a_soz_ww", "aantal_personen_met_een_ww_uitkering_totaal",
                     "personen_per_soort_uitkering_ww"),
    "aow_uitkering": ("a_soz_ow", "aantal_personen_met_een_aow_uitkering_totaal",
                      "personen_per_soort_uitkering_aow"),
    "jeugdzorg": ("a_jz_tn", "jongeren_met_jeugdzorg_in_natura"),
    "jeugdzorg_procent": ("p_jz_tn", "percentage_jongeren_met_jeugdzorg"),
    "wmo": ("a_wmo_t", "wmo_clienten"),
    "wmo_per_1000": ("p_wmo_t", "wmo_clienten_relatief"),
}  # fmt: skip
NAMES = {spelling: name for name, spellings in ONE_NAME.items() for spelling in spellings}
# OData numbers its headings, and the number shifts from year to year: AantalInwoners_5.
ODATA_HEADING = r"([A-Z][A-Za-z0-9]*|k_\d+[A-Za-z0-9]+)_\d{1,3}"
SECRET_BELOW = Decimal(-99990)
LARGEST = Decimal(10) ** 14
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one area; `value` is None when CBS does not know it or keeps it secret."""

    area_code: str
    name: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong in one line (from 1, the headings included) and column, and what to do."""

    source: str
    line: int
    column: str
    what: str
    advice: str

    def __str__(self) -> str:
        column = f", column {self.column}" if self.column else ""
        return f"{self.source} line {self.line}{column}: {self.what}; {self.advice}."


class InvalidKeyFigures(ValueError):
    """No figure can be imported: `problems` names every cell that is wrong."""

    def __init__(self, problems: Sequence[CellProblem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class _Headings:
    """Which column holds the code, which the year (or none), and which hold figures."""

    code: int
    year: int | None
    figures: dict[int, str]


def read_key_figures(text: str, *, source: str, year: int) -> tuple[Figure, ...]:
    """Read the text of a CSV file (comma or semicolon) with one area on each line.

    `source` is the name of the file, for the problems. Raises InvalidKeyFigures when a code, a
    number or the year in the file is wrong, or when an area stands in it twice.
    """
    lines = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text)))
    if not lines:
        raise InvalidKeyFigures([CellProblem(source, 1, "", "the file is empty", "check the file")])
    headings = _headings(lines[0], source)
    problems: list[CellProblem] = []
    figures: list[Figure] = []
    seen: set[str] = set()
    for number, cells in enumerate(lines[1:], start=2):
        if any(cell.strip() for cell in cells):
            reader = _Line(source, number, lines[0], cells)
            problems.extend(reader.problems(headings, year, seen))
            figures.extend(reader.figures(headings, problems))
    if problems:
        raise InvalidKeyFigures(problems)
    return tuple(figures)


def canonical_name(heading: str) -> str:
    """Give the name under which a figure is kept: `AantalInwoners_5` and `a_inw` → `inwoners`."""
    heading = heading.strip()
    if re.fullmatch(ODATA_HEADING, heading):
        heading = heading.rpartition("_")[0]
    split = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", heading).lower()
    return NAMES.get(split, split)


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else ","


def _headings(cells: list[str], source: str) -> _Headings:
    names = [canonical_name(cell) for cell in cells]
    code = next((names.index(name) for name in CODE_COLUMNS if name in names), None)
    if code is None:
        advice = "name the column with the area codes `code` or `gwb_code_10`"
        raise InvalidKeyFigures([CellProblem(source, 1, "", "there is no area code", advice)])
    left_out = {*TEXT_COLUMNS, *CODE_COLUMNS, "jaar", ""}
    figures = {at: name for at, name in enumerate(names) if name not in left_out}
    problems = [
        CellProblem(source, 1, name, what, advice)
        for name, what, advice in _heading_faults(list(figures.values()))
    ]
    if problems:
        raise InvalidKeyFigures(problems)
    return _Headings(code, names.index("jaar") if "jaar" in names else None, figures)


def _heading_faults(names: list[str]) -> Iterator[tuple[str, str, str]]:
    """Give each heading that cannot be used, with what is wrong and what to do."""
    for name, times in Counter(names).items():
        if times > 1:
            yield name, "two columns mean this same figure", "keep one of them"
        if len(name) > LONGEST_NAME:
            yield name, f"the heading is longer than {LONGEST_NAME} characters", "shorten it"


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the file, with its number and the headings as they stand in the file."""

    source: str
    number: int
    titles: list[str]
    cells: list[str]

    def cell(self, at: int) -> str:
        return self.cells[at].strip() if at < len(self.cells) else ""

    def problem(self, at: int, what: str, advice: str) -> CellProblem:
        return CellProblem(self.source, self.number, self.titles[at].strip(), what, advice)

    def problems(self, headings: _Headings, year: int, seen: set[str]) -> Iterator[CellProblem]:
        """Check the code and the year of this line, and remember the code."""
        code = self.cell(headings.code)
        if level_of(code) is None:
            yield self.problem(
                headings.code,
                f"{code!r} is no area code",
                "write a code such as GM0047, WK004701 or BU00470101",
            )
        elif code in seen:
            yield self.problem(headings.code, f"{code} stands in the file twice", "keep one line")
        seen.add(code)
        stated = self.cell(headings.year) if headings.year is not None else ""
        if headings.year is not None and stated and stated != str(year):
            yield self.problem(
                headings.year, f"the line is of {stated}, not of {year}", f"import it as {stated}"
            )

    def figures(self, headings: _Headings, problems: list[CellProblem]) -> Iterator[Figure]:
        """Give the figures of this line; a cell that is no number is added to `problems`."""
        for at, name in headings.figures.items():
            try:
                value = _number(self.cell(at))
            except InvalidOperation:
                what, advice = f"{self.cell(at)!r} is no number", "write a number or leave it empty"
                problems.append(self.problem(at, what, advice))
            else:
                yield Figure(self.cell(headings.code), name, value)


def _number(cell: str) -> Decimal | None:
    """Read a number with a decimal point or comma; raises InvalidOperation."""
    if cell in ("", "."):
        return None
    value = Decimal(cell.replace(",", "."))
    if not value.is_finite() or abs(value) >= LARGEST:
        raise InvalidOperation
    return None if value < SECRET_BELOW else value
