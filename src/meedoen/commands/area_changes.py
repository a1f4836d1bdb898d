# SPDX-License-Identifier: EUPL-1.2
"""Says in lines what an import of areas changes, what it asks first, and what points there."""

from collections.abc import Iterable, Iterator, Sequence

from meedoen.areas.changes import AreaChanges
from meedoen.areas.succession import Bordered
from meedoen.journeys.moved_areas import Pointing, pointing_to
from meedoen.vocabulary.codes import Level

MOST_NAMED = 20
_MANY = {Level.GEMEENTE: "gemeenten", Level.WIJK: "wijken", Level.BUURT: "buurten"}


def asked_first(changes: Sequence[AreaChanges], names: dict[str, str]) -> list[str]:
    """Give a sentence for each gemeente that would lose areas, which somebody must mean."""
    return [
        f"{found.municipality_code} {names[found.municipality_code]}: {_loss(found)}; give all "
        "files of the gemeente in one call, or add --take-away when this is meant."
        for found in changes
        if found.asks_first
    ]


def _loss(found: AreaChanges) -> str:
    if found.taken_away:
        codes = _some(area.code for area in found.gone)
        return f"this would take away {_counted(found.gone)} of {found.year} ({codes})"
    less = " and ".join(f"{number} {_word(level, number)}" for level, number in found.fewer.items())
    return f"{found.year} would have {less} fewer than {found.before}"


def told_changes(changes: Iterable[AreaChanges], names: dict[str, str]) -> Iterator[str]:
    """Say what goes, comes and changes, per gemeente, and what points to what goes."""
    for found in changes:
        name = f"{found.municipality_code} {names[found.municipality_code]}"
        if found.nothing:
            yield f"{name}: the same areas as in {found.before}."
            continue
        yield f"{name}, compared with the areas of {found.before}:"
        yield from _told(found)


def _told(found: AreaChanges) -> Iterator[str]:
    if found.gone:
        yield f"  {_counted(found.gone)} no longer in use:"
        yield from _lines([_gone(area, found) for area in found.gone])
    if found.come:
        yield f"  {_counted(found.come)} new: {_some(_named(area) for area in found.come)}"
    if found.renamed:
        yield f"  {len(found.renamed)} with another name:"
        yield from _lines([f"{c} {old} → {new}" for c, (old, new) in found.renamed.items()])
    if found.redrawn:
        yield f"  {len(found.redrawn)} with another border: {_some(found.redrawn)}"
    if found.gone:
        pointing = pointing_to([area.code for area in found.gone], year=found.before)
        yield f"  What points to the codes no longer in use: {_pointing(pointing, found.before)}."
    if found.gone and not found.taken_away:
        yield (
            "  It is found back under the code that the land has now. Where the land was divided, "
            "it stays listed as of an earlier year: give it a code of now."
        )


def _gone(area: Bordered, found: AreaChanges) -> str:
    moved = found.moved.get(area.code)
    if moved is None:
        return f"{_named(area)}: lies in no single area of {found.year}"
    how = "the same land as" if moved.same_land else "lies mostly in"
    return f"{_named(area)}: {how} {moved.successor_code}"


def _pointing(pointing: Pointing, year: int) -> str:
    teams = f"the teams {', '.join(pointing.teams)}" if pointing.teams else "no teams"
    return (
        f"{pointing.offers} offers, {teams}, {pointing.streets} streets, "
        f"{pointing.key_figures} key figures of {year}; residents: "
        f"{'yes' if pointing.residents else 'none'}"
    )


def _named(area: Bordered) -> str:
    return f"{area.code} {area.name}"


def _counted(areas: Sequence[Bordered]) -> str:
    counts = {level: sum(area.level is level for area in areas) for level in Level}
    return " and ".join(f"{n} {_word(level, n)}" for level, n in counts.items() if n)


def _word(level: Level, number: int) -> str:
    return level.value if number == 1 else _MANY[level]


def _lines(lines: Sequence[str]) -> Iterator[str]:
    yield from (f"    {line}" for line in lines[:MOST_NAMED])
    if len(lines) > MOST_NAMED:
        yield f"    … and {len(lines) - MOST_NAMED} more"


def _some(words: Iterable[str]) -> str:
    listed = list(words)
    more = f", … and {len(listed) - MOST_NAMED} more" if len(listed) > MOST_NAMED else ""
    return ", ".join(listed[:MOST_NAMED]) + more
