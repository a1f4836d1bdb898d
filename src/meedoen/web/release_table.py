# SPDX-License-Identifier: EUPL-1.2
"""What a page shows of a release: one part of its table, a few columns, in words.

A page reads the rows it shows; a town of five hundred buurten costs what one of five does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from meedoen.disclosure.published import HIDDEN
from meedoen.publication import queries
from meedoen.publication.attack_report import Attack, answer, sentences
from meedoen.publication.comparison import beside, figure
from meedoen.publication.rows import TOGETHER, name_of
from meedoen.web.numbers import number_in, page_in

ROWS_ON_A_PAGE = 25
COLUMNS_ON_A_PAGE = 8
WITHIN, BESIDE, FROM_COLUMN, CHOSEN, PAGE = "deel", "naast", "kolom", "kies", "page"


@dataclass(frozen=True)
class ReleaseFigure:
    """A figure in words under its heading, with what it was in the former release."""

    heading: str
    text: str
    hidden: bool
    former: str


@dataclass(frozen=True)
class ReleaseLine:
    """A row in words; `query` opens its parts where it has any."""

    name: str
    cells: tuple[ReleaseFigure, ...]
    query: str
    total: bool


@dataclass(frozen=True)
class CodeChoice:
    """A dimension that is neither row nor column here: which of its codes is shown."""

    name: str
    label: str
    options: tuple[tuple[int, str], ...]
    chosen: int


@dataclass(frozen=True)
class ReleaseTable:
    """One part of the table of a release."""

    heading: str
    per: str
    headings: tuple[str, ...]
    rows: tuple[ReleaseLine, ...]
    choices: tuple[CodeChoice, ...]
    way: tuple[tuple[str, str], ...]
    here: str
    page: Page[Any]
    query: str
    kept: tuple[tuple[str, str], ...]
    fewer_columns: str
    more_columns: str
    beside: str
    alone: str
    laid_beside: bool
    former: Any
    anything_hidden: bool


@dataclass(frozen=True)
class _Layout:
    """Where a value stands in a row: the dimensions beside the rows, as they are kept."""

    kept: Sequence[Sequence[Any]]

    def place(self, chosen: Mapping[str, str]) -> int | None:
        """Give the place of the value of these codes, the total where none is chosen."""
        at = 0
        for name, codes in self.kept:
            known = [code for code, _, _ in codes]
            code = chosen.get(name, known[0])
            if code not in known:
                return None
            at = at * len(known) + known.index(code)
        return at

    def same_as(self, other: "_Layout") -> bool:
        return [name for name, _ in self.kept] == [name for name, _ in other.kept]


def shown_table(release: Any, asked: QueryDict) -> ReleaseTable | None:
    """Give the part of the table that an address asks for; None when no figure may be seen."""
    within = queries.row_of(release, asked.get(WITHIN, "")[:80])
    if within is None:
        return None
    layout = _Layout(release.columns)
    first = _columns(release.columns)
    start = _start(asked, len(first))
    columns = first[start : start + COLUMNS_ON_A_PAGE]
    choices = _choices(release.columns[1:], asked)
    fixed = {one.name: _code(release.columns, one) for one in choices}
    found = queries.rows_under(release, within.code)
    page = Paginator(found, ROWS_ON_A_PAGE).get_page(page_in(asked.get(PAGE, "")))
    parts = [within, *page.object_list]
    former = queries.former_of(release)
    laid_beside = former if former is not None and asked.get(BESIDE) == "1" else None
    old = _former_rows(laid_beside, layout, [row.code for row in parts])
    opened = queries.with_parts(release, [row.code for row in page.object_list])
    rows = tuple(
        ReleaseLine(
            name=row.name if row.code != within.code else _together(row.name),
            cells=tuple(
                _cell(row, heading, {**fixed, **code}, layout, laid_beside, old)
                for heading, code in columns
            ),
            query=_query(asked, **{WITHIN: row.code, PAGE: ""}) if row.code in opened else "",
            total=row.code == within.code,
        )
        for row in parts
    )
    return ReleaseTable(
        heading=within.name,
        per=name_of(release.per, {}),
        headings=tuple(heading for heading, _ in columns),
        rows=rows,
        choices=choices,
        way=tuple(
            (one.name, _query(asked, **{WITHIN: one.code, PAGE: ""}))
            for one in queries.path_to(release, within)
        ),
        here=within.name,
        page=page,
        query=_query(asked, **{PAGE: ""}),
        kept=tuple(
            (name, value)
            for name in (WITHIN, BESIDE, FROM_COLUMN)
            if (value := asked.get(name, ""))
        ),
        fewer_columns=_from_column(asked, start - COLUMNS_ON_A_PAGE) if start else "",
        more_columns=(
            _from_column(asked, start + COLUMNS_ON_A_PAGE)
            if start + COLUMNS_ON_A_PAGE < len(first)
            else ""
        ),
        beside=_query(asked, **{BESIDE: "1"}) if former is not None and not laid_beside else "",
        alone=_query(asked, **{BESIDE: ""}),
        laid_beside=laid_beside is not None,
        former=former,
        anything_hidden=any(cell.hidden for row in rows for cell in row.cells),
    )


def _together(name: str) -> str:
    return name if name == TOGETHER else f"{name}, samen"


def _columns(kept: Sequence[Sequence[Any]]) -> list[tuple[str, dict[str, str]]]:
    """Give the heading and the code of each column; a table of one dimension has one."""
    if not kept:
        return [("Aantal", {})]
    name, codes = kept[0]
    total, *parts = codes
    return [
        *((called, {name: code}) for code, _, called in parts),
        (TOGETHER, {name: total[0]}),
    ]


def _choices(kept: Sequence[Sequence[Any]], asked: QueryDict) -> tuple[CodeChoice, ...]:
    return tuple(
        CodeChoice(
            name=name,
            label=name_of(name, {}),
            options=tuple((place, called) for place, (_, _, called) in enumerate(codes)),
            chosen=_within(asked.get(f"{CHOSEN}-{name}", ""), len(codes)),
        )
        for name, codes in kept
    )


def _code(kept: Sequence[Sequence[Any]], choice: CodeChoice) -> str:
    codes = next(codes for name, codes in kept if name == choice.name)
    return str(codes[choice.chosen][0])


def _within(text: str, size: int) -> int:
    number = number_in(text) or 0
    return number if number < size else 0


def _start(asked: QueryDict, size: int) -> int:
    start = _within(asked.get(FROM_COLUMN, ""), size)
    return start - start % COLUMNS_ON_A_PAGE


def _from_column(asked: QueryDict, start: int) -> str:
    return _query(asked, **{FROM_COLUMN: str(start) if start else ""})


def _query(asked: QueryDict, **changed: str) -> str:
    """Give an address that asks the same but for what changed; what is empty falls away."""
    same = {
        name: str(asked[name])
        for name in asked
        if name in (WITHIN, BESIDE, FROM_COLUMN, PAGE) or name.startswith(f"{CHOSEN}-")
    }
    return urlencode({name: value for name, value in {**same, **changed}.items() if value})


def _former_rows(
    former: Any, layout: _Layout, codes: Sequence[str]
) -> Mapping[str, Sequence[int]] | None:
    if former is None or not layout.same_as(_Layout(former.columns)):
        return None
    return {code: row.values for code, row in queries.rows_with(former, codes).items()}


def _cell(
    row: Any,
    heading: str,
    chosen: Mapping[str, str],
    layout: _Layout,
    former: Any,
    old: Mapping[str, Sequence[int]] | None,
) -> ReleaseFigure:
    place = layout.place(chosen)
    value = row.values[place] if place is not None else HIDDEN
    return ReleaseFigure(
        heading=heading,
        text=figure(value),
        hidden=value == HIDDEN,
        former=_former(row.code, chosen, value, former, old) if former is not None else "",
    )


def _former(
    code: str,
    chosen: Mapping[str, str],
    value: int,
    former: Any,
    old: Mapping[str, Sequence[int]] | None,
) -> str:
    place = _Layout(former.columns).place(chosen)
    values = (old or {}).get(code)
    return beside(value, None if values is None or place is None else values[place])


def attack_on(release: Any) -> dict[str, Any]:
    """Give the attack report of a release: the answer, and its sentences."""
    replaced = release.replaces
    found = Attack(
        hidden=release.hidden,
        shown=release.shown,
        narrowest=release.narrowest,
        required=release.threshold,
        weighed=release.weighed,
        zero_is_open=release.zero_is_open,
        repairs=replaced is not None and replaced.counts != release.counts,
    )
    return {"answer": answer(found), "sentences": sentences(found)}


def share_shown(release: Any) -> int:
    """Give how many of each hundred numbers can be seen; less than all when any is hidden."""
    if not release.hidden:
        return 100
    return min(99, round(100 * release.shown / (release.hidden + release.shown)))
