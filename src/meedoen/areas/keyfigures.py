# SPDX-License-Identifier: EUPL-1.2
"""Reads CBS key figures per gemeente, wijk and buurt from CSV (pure).

Titles above the headings and notes below the figures are passed over. Lines of larger regions (the
country, provinces) are read and left out later, as nothing of them is here. An empty cell, a single
point, and the values below -99990 mean: unknown or secret — never 0. A line that does not fit under
the headings, and a figure that cannot be so, refuse the file: they are shifted or misread.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from meedoen.areas import numbers
from meedoen.areas.headings import (
    CODE_COLUMNS,
    ONE_NAME,
    TEXT_COLUMNS,
    YEAR_COLUMNS,
    canonical_name,
    is_count,
    is_multiplied,
    is_words,
)
from meedoen.areas.levels import code_from_number, is_region
from meedoen.areas.names import garbled_in
from meedoen.areas.plausible import impossible
from meedoen.areas.tables import TableFault, TableRow, read_rows
from meedoen.vocabulary.codes import Level

LONGEST_NAME = 100
_LEVEL_OF_COLUMN = {
    "buurtcode": Level.BUURT, "bu_code": Level.BUURT, "wijkcode": Level.WIJK,
    "wk_code": Level.WIJK, "gemeentecode": Level.GEMEENTE, "gm_code": Level.GEMEENTE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one area; `value` is None when CBS does not know it or keeps it secret."""

    area_code: str
    name: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong in one line (from 1; None: the file as a whole) and column, and what to do."""

    source: str
    line: int | None
    column: str
    what: str
    advice: str

    def __str__(self) -> str:
        place = self.source if self.line is None else f"{self.source} line {self.line}"
        column = f", column {self.column}" if self.column else ""
        return f"{place}{column}: {self.what}; {self.advice}."


class InvalidKeyFigures(ValueError):
    """No figure can be imported: `problems` names every cell that is wrong."""

    def __init__(self, problems: Sequence[CellProblem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """The figures of one file, and the headings of columns that hold no figure we can keep."""

    source: str
    figures: tuple[Figure, ...]
    columns_left_out: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.figures)

    def __contains__(self, figure: object) -> bool:
        return figure in self.figures

    def __len__(self) -> int:
        return len(self.figures)

    @property
    def codes(self) -> set[str]:
        """The areas that stand in the file."""
        return {figure.area_code for figure in self.figures}


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of figures: its place, its heading as it stands, and the name of its figure."""

    at: int
    title: str
    name: str


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table with its headings found: the columns of codes, the year and the figures."""

    source: str
    separator: str
    heading: TableRow
    rows: tuple[TableRow, ...]
    codes: tuple[int, ...]
    year: int | None
    columns: tuple[_Column, ...]

    def code(self, row: TableRow) -> str:
        """Give the code of a line: of the first column of codes that holds one."""
        return next((row.cell(at) for at in self.codes if row.cell(at)), "")

    def problem(self, row: TableRow, at: int | None, what: str, advice: str) -> CellProblem:
        """Name a problem in a line, and in a column where there is one."""
        column = "" if at is None else self.heading.cell(at)
        return CellProblem(self.source, row.line, column, what, advice)


def read_key_figures(text: str, *, source: str, year: int) -> KeyFigures:
    """Read the text of a CSV file with one area on each line.

    `source` is the name of the file, for the problems. Raises InvalidKeyFigures when a quote, a
    code, a number or the year in the file is wrong, when a line has more or fewer cells than the
    headings, when an area stands in it twice, or when a figure cannot be.
    """
    try:
        separator, rows = read_rows(text)
    except TableFault as fault:
        raise _refused(source, fault.line, fault.what, fault.advice) from fault
    if not rows:
        raise _refused(source, 1, "the file is empty", "check the file")
    sheet = _sheet(source, separator, rows)
    shifted = list(_shape_problems(sheet))
    if shifted:
        raise InvalidKeyFigures(shifted)
    return _figures(sheet, list(_line_problems(sheet, year)))


def _refused(source: str, line: int, what: str, advice: str) -> InvalidKeyFigures:
    return InvalidKeyFigures([CellProblem(source, line, "", what, advice)])


def _sheet(source: str, separator: str, rows: Sequence[TableRow]) -> _Sheet:
    """Find the headings, and what every column is."""
    first = next((at for at, row in enumerate(rows) if any(map(is_region, row.cells))), None)
    heading_at = _heading_at(source, rows, first)
    heading = rows[heading_at]
    body = _body(rows[heading_at + 1 :])
    if not body:
        raise _refused(source, heading.line, "there are no lines below the headings", "check it")
    names = [canonical_name(title) for title in heading.cells]
    codes = _code_columns(names, body)
    if not codes:
        advice = "name the column with the area codes `code` or `gwb_code_10`"
        raise _refused(source, heading.line, "there is no area code", advice)
    year = next((names.index(name) for name in YEAR_COLUMNS if name in names), None)
    left_out = {*TEXT_COLUMNS, *CODE_COLUMNS, *YEAR_COLUMNS, ""}
    columns = tuple(
        _Column(at, title, name)
        for at, (title, name) in enumerate(zip(heading.cells, names, strict=True))
        if name not in left_out and at not in codes and not is_words(title)
    )
    _refuse_headings(source, heading, columns)
    return _Sheet(source, separator, heading, tuple(body), codes, year, columns)


def _heading_at(source: str, rows: Sequence[TableRow], first: int | None) -> int:
    """Give the place of the headings: the line above the figures that names a column of codes."""
    if first == 0:
        what, advice = "this line holds figures, and nothing above it names them", "add headings"
        raise _refused(source, rows[0].line, what, advice)
    above = range(len(rows) if first is None else first)
    for at in above:
        if set(map(canonical_name, rows[at].cells)) & set(CODE_COLUMNS):
            return at
    wide = [at for at in above if rows[at].filled > 1] or [0]
    return wide[0] if first is None else wide[-1]


def _body(rows: Sequence[TableRow]) -> list[TableRow]:
    """Leave out a line of units right below the headings, and notes below the figures."""
    body = list(rows)
    if body and not any(map(is_region, body[0].cells)) and _holds_no_digit(body[0]) and body[1:]:
        body = body[1:]
    while body and _is_note(body[-1]):
        body.pop()
    return body


def _is_note(row: TableRow) -> bool:
    """Tell whether a line is words of its own, such as a source, and no area."""
    words = any(letter.isalpha() for letter in "".join(row.cells))
    return row.filled == 1 and words and not any(map(is_region, row.cells))


def _holds_no_digit(row: TableRow) -> bool:
    return not any(letter.isdigit() for cell in row.cells for letter in cell)


def _code_columns(names: Sequence[str], body: Sequence[TableRow]) -> tuple[int, ...]:
    """Give the columns that hold codes: by their name, and of those the ones that do hold them.

    The client of CBS puts labels for codes under `WijkenEnBuurten`; then `Codering` has the codes.
    A column without such a name counts when every cell in it is a code.
    """
    named = [names.index(name) for name in CODE_COLUMNS if name in names]
    holding = [at for at in named if any(is_region(row.cell(at)) for row in body)]
    if named:
        return tuple(holding or named[:1])
    whole = [at for at in range(len(names)) if all(is_region(row.cell(at)) for row in body)]
    return tuple(whole[:1])


def _refuse_headings(source: str, heading: TableRow, columns: Sequence[_Column]) -> None:
    problems = [
        CellProblem(source, heading.line, name, what, advice)
        for name, what, advice in _heading_faults(columns)
    ]
    if not columns:
        what = "there is no column of figures"
        problems = [CellProblem(source, heading.line, "", what, "check that this is the file")]
    if problems:
        raise InvalidKeyFigures(problems)


def _heading_faults(columns: Sequence[_Column]) -> Iterator[tuple[str, str, str]]:
    """Give each heading that cannot be used, with what is wrong and what to do."""
    for name, times in Counter(column.name for column in columns).items():
        if times > 1:
            yield name, "two columns mean this same figure", "keep one of them"
        if len(name) > LONGEST_NAME and "/" not in name:
            yield name, f"the heading is longer than {LONGEST_NAME} characters", "shorten it"
    for column in columns:
        if column.name in ONE_NAME and is_multiplied(column.title):
            advice = "write the numbers in full, and take the multiplier out of the heading"
            yield column.title, "the heading says that the numbers are in thousands", advice
        garbled = garbled_in(column.title)
        if garbled:
            yield column.title, *garbled


def _shape_problems(sheet: _Sheet) -> Iterator[CellProblem]:
    """Check that every line has the cells that the headings have."""
    wanted = sheet.heading.width
    for row in sheet.rows:
        if row.width <= wanted <= len(row.cells):
            continue
        found = row.width if row.width > wanted else len(row.cells)
        advice = "a cell is missing: add it, or a separator for an empty one"
        if row.width > wanted:
            advice = "save the file with quotes around cells that hold a separator"
        if row.width > wanted and sheet.separator == ",":
            advice = "when the numbers have decimal commas, save the file with semicolons"
        what = f"this line has {found} cells, the headings have {wanted}"
        yield sheet.problem(row, None, what, advice)


def _line_problems(sheet: _Sheet, year: int) -> Iterator[CellProblem]:
    """Check the code and the year of each line."""
    seen: set[str] = set()
    for row in sheet.rows:
        code = sheet.code(row)
        if not is_region(code):
            yield sheet.problem(row, sheet.codes[0], *_no_code(sheet, code))
        elif code in seen:
            what = f"{code} stands in the file twice"
            yield sheet.problem(row, sheet.codes[0], what, "keep one line")
        seen.add(code)
        stated = row.cell(sheet.year) if sheet.year is not None else ""
        if stated and _year(stated) != str(year):
            advice = f"import it as {stated}" if len(stated) == 4 else f"keep the lines of {year}"
            what = f"the line is of {stated}, not of {year}"
            yield sheet.problem(row, sheet.year, what, advice)


def _no_code(sheet: _Sheet, code: str) -> tuple[str, str]:
    level = _LEVEL_OF_COLUMN.get(canonical_name(sheet.heading.cell(sheet.codes[0])))
    number = code.partition(".")[0]
    wanted = level and code_from_number(number, level)
    advice = f"a code is text: write {wanted}" if wanted else ""
    if not code:
        return "the area code is missing", "fill it in, or take the line away"
    return (
        f"{code!r} is no area code",
        advice or "write a code such as GM0047, WK004701 or BU00470101",
    )


def _year(stated: str) -> str:
    """Take the year out of a period of CBS: 2024, 2024.0, 2024*, 2024JJ00."""
    for ending in ("JJ00", ".0", "**", "*"):
        stated = stated.removesuffix(ending)
    return stated.strip()


def _figures(sheet: _Sheet, problems: list[CellProblem]) -> KeyFigures:
    """Read all cells, column by column, and check what they say together.

    `problems` are those of the lines; raises InvalidKeyFigures with these and those of the cells.
    """
    misread: list[CellProblem] = []
    cells = {column: list(_written(sheet, column, misread)) for column in sheet.columns}
    words = [column for column in sheet.columns if _is_words(column, cells[column])]
    kept = [c for c in sheet.columns if c not in words and len(c.name) <= LONGEST_NAME]
    titles = {column.title for column in kept}
    problems += [problem for problem in misread if problem.column in titles]
    if problems:
        raise InvalidKeyFigures(sorted(problems, key=lambda problem: problem.line or 0))
    of_file = _mark_of_file([(c, cells[c]) for c in kept])
    values: dict[_Column, list[Decimal | None]] = {}
    for column in kept:
        values[column] = list(_values(sheet, column, cells[column], of_file, problems))
    codes = [sheet.code(row) for row in sheet.rows]
    tables = {column.name: dict(zip(codes, values[column], strict=True)) for column in kept}
    places = {column.name: column for column in kept}
    rows = dict(zip(codes, sheet.rows, strict=True))
    if not problems:  # a number in doubt would only lead to more of them
        limits = {column.name: column.title for column in kept}
        for code, name, what, advice in impossible(tables, limits):
            problems.append(sheet.problem(rows[code], places[name].at, what, advice))
    if problems:
        raise InvalidKeyFigures(problems)
    figures = [
        Figure(code, column.name, tables[column.name][code]) for code in codes for column in kept
    ]
    left_out = [column.title for column in sheet.columns if column not in kept]
    return KeyFigures(sheet.source, tuple(figures), tuple(left_out))


Cells = Sequence[numbers.Written | str | None]


def _written(
    sheet: _Sheet, column: _Column, problems: list[CellProblem]
) -> Iterator[numbers.Written | str | None]:
    """Take the cells of a column apart; one that is no number stays as its own words."""
    for row in sheet.rows:
        try:
            yield numbers.written(row.cell(column.at))
        except numbers.NoNumber as fault:
            problems.append(sheet.problem(row, column.at, fault.what, fault.advice))
            yield row.cell(column.at)


def _is_words(column: _Column, cells: Cells) -> bool:
    """Tell whether a column that we do not know holds words only, such as names of provinces."""
    if column.name in ONE_NAME or is_count(column.title):
        return False
    said = [cell for cell in cells if cell is not None]
    return bool(said) and all(isinstance(cell, str) for cell in said)


def _numbers(cells: Cells) -> list[numbers.Written]:
    return [cell for cell in cells if isinstance(cell, numbers.Written)]


def _mark_of_file(columns: Sequence[tuple[_Column, Cells]]) -> str | None:
    """Give the mark for fractions that the whole file proves, or that its counts point to."""
    everything = [cell for _, cells in columns for cell in _numbers(cells)]
    if {cell.certain for cell in everything} - {None}:
        return numbers.mark_of(everything)
    marks = {
        numbers.mark_of_counts(_numbers(cells)) for c, cells in columns if is_count(c.title)
    } - {None}
    return marks.pop() if len(marks) == 1 else None


def _values(
    sheet: _Sheet,
    column: _Column,
    cells: Cells,
    of_file: str | None,
    problems: list[CellProblem],
) -> Iterator[Decimal | None]:
    """Give the values of a column; what stays in doubt is added to `problems`."""
    own = _numbers(cells)
    proven = {cell.certain for cell in own} - {None}
    mark = numbers.mark_of(own) if proven else of_file
    if is_count(column.title):
        mark = _mark_of_a_count(own, bool(proven), mark)
    for row, cell in zip(sheet.rows, cells, strict=True):
        try:
            yield numbers.value_of(cell, mark) if isinstance(cell, numbers.Written) else None
        except numbers.NoNumber as fault:
            problems.append(sheet.problem(row, column.at, fault.what, fault.advice))
            yield None


def _mark_of_a_count(
    cells: Sequence[numbers.Written], proven: bool, mark: str | None
) -> str | None:
    """Leave a count in doubt when the file would make a fraction of it, or 27 of 27.000."""
    if proven or mark is None:
        return mark
    loses = any(cell.doubtful and cell.by_mark[mark] < 1000 for cell in cells)
    return None if loses else mark
