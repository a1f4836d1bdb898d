# SPDX-License-Identifier: EUPL-1.2
"""What a run keeps and a page shows: figures that are hidden already, with words (pure).

Each table goes the one way of every count of people, `disclosure.protecting`: what is hidden leaves
who adds and subtracts at least the threshold of room. Tables of the same counts, as of provisions
with one rule between them, hide the same cells, so laying them side by side tells nothing more.
Nothing else is weighed between tables. Who gains, who loses and whose outcome is another one are
different people, and no total over them is kept; but provisions whose rules lie close to each other
count nearly the same people, and two runs may differ by a few. Somebody who knows that from the
rules can narrow a count further down. They are invented people, drawn from shares, and no release.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from meedoen.disclosure.protecting import protect
from meedoen.disclosure.published import Published
from meedoen.disclosure.rule import CountRule
from meedoen.disclosure.tables import CountTable, Dimension, Key
from meedoen.laboratory.comparison import Counts, Direction, SubjectChange
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
    """Give what of these changes may be kept, as JSON: every small count is hidden in it.

    Raises NoRule for a threshold under 2.
    """
    safe = _Safe([code for code, _ in wijken], CountRule(threshold))
    found: list[dict[str, Any]] = []
    quiet: list[str] = []
    untouched = 0
    for change in changes:
        tables = [t for t in (_table(change, way, wijken, safe) for way in Direction) if t]
        if tables:
            found.append(_kept(change, tables))
        elif change.touched:
            quiet.append(f"{change.subject.name} ({change.subject.legal_name})")
        else:
            untouched += 1
    found.sort(key=lambda kept: -max(table["total"] for table in kept["tables"]))
    ages = list(AGE_GROUPS)
    return {"age_groups": ages, "found": found, "quiet": quiet, "untouched": untouched}


class _Safe:
    """Protects the tables of a run, and tables of the same counts once."""

    def __init__(self, wijken: Sequence[str], rule: CountRule) -> None:
        self._dimensions = (Dimension.flat("wijk", wijken), Dimension.flat("age", AGE_GROUPS))
        self._rule = rule
        self._known: dict[bytes, Published | None] = {}

    def shown(self, counts: Counts) -> Published | None:
        """Give what of these counts (wijk × age group) is shown; None when it is too few people.

        Too few are they whose number is under the threshold, or would give a part of it away.
        """
        key = counts.tobytes()
        if key not in self._known:
            self._known[key] = self._protected(counts)
        return self._known[key]

    def _protected(self, counts: Counts) -> Published | None:
        if counts.sum() < self._rule.threshold:
            return None
        wijken, ages = self._dimensions
        keys = product(wijken.codes[1:], ages.codes[1:])
        cells: dict[Key, int] = dict(zip(keys, counts.ravel().tolist(), strict=True))
        table = CountTable.of_leaves(self._dimensions, cells)
        published = protect(table, self._rule).published
        return None if published.value(wijken.root, ages.root) is None else published


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
    change: SubjectChange, way: Direction, wijken: Sequence[tuple[str, str]], safe: _Safe
) -> dict[str, Any] | None:
    """One direction with its small counts hidden; None when so few go that way."""
    shown = safe.shown(change.counts[way])
    if shown is None:
        return None
    together = shown.dimensions[0].root
    return {
        "direction": way.value,
        "moves": sorted(change.moves.get(way, ())),
        "lines": [{"code": code, "name": name, **_line(shown, code)} for code, name in wijken],
        "column_totals": _line(shown, together)["cells"],
        "total": _line(shown, together)["total"],
    }


def _line(shown: Published, code: str) -> dict[str, Any]:
    """One row of the table: its figures per age group, and together."""
    ages = shown.dimensions[1]
    cells = [shown.value(code, age) for age in AGE_GROUPS]
    return {"cells": cells, "total": shown.value(code, ages.root)}


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
