# SPDX-License-Identifier: EUPL-1.2
"""What a run keeps and a page shows: figures that are hidden already, with words (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from meedoen.disclosure.hiding import Hidden, hide
from meedoen.laboratory.comparison import Direction, SubjectChange
from meedoen.laboratory.population import AGE_GROUPS
from meedoen.law import ArticleRef

Shown = int | None


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One row of a table: an area, its figures per age group, and together."""

    code: str
    name: str
    cells: tuple[Shown, ...]
    total: Shown


@dataclass(frozen=True, slots=True)
class Table:
    """People who change one way, per wijk and age group; None is hidden."""

    direction: Direction
    moves: tuple[tuple[str, str], ...]
    lines: tuple[ResultLine, ...]
    column_totals: tuple[Shown, ...]
    total: Shown


@dataclass(frozen=True, slots=True)
class Found:
    """What changes in one provision or contribution, with the articles that decided."""

    id: str
    name: str
    legal_name: str
    article: str
    tables: tuple[Table, ...]
    articles: tuple[tuple[str, str, str], ...]

    def table(self, direction: Direction) -> Table | None:
        """Give the table of one direction, when enough people go that way to show one."""
        return next((t for t in self.tables if t.direction is direction), None)

    @property
    def gains(self) -> Table | None:
        """Who would gain it."""
        return self.table(Direction.GAINS)

    @property
    def loses(self) -> Table | None:
        """Who would lose it."""
        return self.table(Direction.LOSES)

    @property
    def otherwise(self) -> Table | None:
        """Whose outcome would be another one, without gaining or losing."""
        return self.table(Direction.OTHERWISE)


@dataclass(frozen=True, slots=True)
class Result:
    """Everything a result page shows; the ids in `quiet` are touched by too few people to show."""

    age_groups: tuple[str, ...]
    found: tuple[Found, ...]
    quiet: tuple[str, ...]
    untouched: int


def to_keep(
    changes: Iterable[SubjectChange], wijken: Sequence[tuple[str, str]], threshold: int
) -> dict[str, Any]:
    """Give what of these changes may be kept, as JSON: every small count is hidden in it."""
    found: list[dict[str, Any]] = []
    quiet: list[str] = []
    untouched = 0
    for change in changes:
        tables = [t for t in (_table(change, way, wijken, threshold) for way in Direction) if t]
        if tables:
            found.append(_kept(change, tables))
        elif change.touched:
            quiet.append(f"{change.subject.name} ({change.subject.legal_name})")
        else:
            untouched += 1
    found.sort(key=lambda kept: -max(table["total"] for table in kept["tables"]))
    ages = list(AGE_GROUPS)
    return {"age_groups": ages, "found": found, "quiet": quiet, "untouched": untouched}


def _kept(change: SubjectChange, tables: list[dict[str, Any]]) -> dict[str, Any]:
    subject = change.subject
    articles = sorted(change.articles, key=lambda ref: (ref.municipality is None, str(ref)))
    return {
        "id": subject.id,
        "name": subject.name,
        "legal_name": subject.legal_name,
        "article": subject.article,
        "tables": tables,
        "articles": [_article(ref) for ref in articles],
    }


def _article(ref: ArticleRef) -> tuple[str, str, str]:
    return (ref.law_name, ref.number, ref.url or "")


def _table(
    change: SubjectChange, way: Direction, wijken: Sequence[tuple[str, str]], threshold: int
) -> dict[str, Any] | None:
    """One direction with its small counts hidden; None when so few go that way."""
    shown = hide(change.counts[way], threshold)
    if shown.total is None:
        return None
    return {
        "direction": way.value,
        "moves": sorted(change.moves.get(way, ())),
        "lines": _lines(shown, wijken),
        "column_totals": shown.column_totals,
        "total": shown.total,
    }


def _lines(shown: Hidden, wijken: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    rows = zip(wijken, shown.cells, shown.row_totals, strict=True)
    return [
        {"code": code, "name": name, "cells": cells, "total": total}
        for (code, name), cells, total in rows
    ]


def read_result(kept: Mapping[str, Any]) -> Result:
    """Read what was kept."""
    return Result(
        age_groups=tuple(kept["age_groups"]),
        found=tuple(map(_found, kept["found"])),
        quiet=tuple(kept["quiet"]),
        untouched=kept["untouched"],
    )


def _found(kept: Mapping[str, Any]) -> Found:
    return Found(
        id=kept["id"],
        name=kept["name"],
        legal_name=kept["legal_name"],
        article=kept["article"],
        tables=tuple(map(_read_table, kept["tables"])),
        articles=tuple((law, number, url) for law, number, url in kept["articles"]),
    )


def _read_table(kept: Mapping[str, Any]) -> Table:
    return Table(
        direction=Direction(kept["direction"]),
        moves=tuple((before, after) for before, after in kept["moves"]),
        lines=tuple(
            ResultLine(line["code"], line["name"], tuple(line["cells"]), line["total"])
            for line in kept["lines"]
        ),
        column_totals=tuple(kept["column_totals"]),
        total=kept["total"],
    )
