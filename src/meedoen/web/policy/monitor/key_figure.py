# SPDX-License-Identifier: EUPL-1.2
"""A figure that others publish per area, such as loneliness: nobody here was counted for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from meedoen.areas import queries as areas
from meedoen.vocabulary.codes import Level
from meedoen.web.policy.monitor.among import people_in
from meedoen.web.policy.monitor.figures import AreaFigure
from meedoen.web.policy.monitor.forms import FigureChoice
from meedoen.web.policy.monitor.indicators import ShownIndicator
from meedoen.web.policy.monitor.map import FigureMap, figure_map

_LEVELS = (Level.WIJK, Level.BUURT)


@dataclass(frozen=True)
class KeyFigurePage:
    """What the page of such a figure shows: the whole, its parts on a map, and in a table.

    `sentence` is about the area that was chosen, if one was.
    """

    indicator: ShownIndicator
    name: str
    choice: FigureChoice
    of_year: int
    whole: AreaFigure
    parts: tuple[AreaFigure, ...]
    map: FigureMap | None
    sentence: str
    levels: tuple[Level, ...] = _LEVELS


def key_figure_page(
    indicator: ShownIndicator, code: str, name: str, asked: QueryDict
) -> KeyFigurePage | None:
    """Put the page together; None when the figure is not known here."""
    borders = areas.latest_year(code)
    if borders is None:
        return None
    places = areas.places(code, year=borders)
    area = asked.get("gebied", "")
    here = next((place for place in places if place.code == area and area != code), None)
    wanted = asked.get("niveau", "") or (here.level if here else Level.WIJK)
    level = Level.BUURT if wanted == Level.BUURT else Level.WIJK
    shares = people_in(indicator.figure, [place.code for place in places], borders)
    if code not in shares.counts:
        return None
    names = {place.code: place.name for place in places}
    parts = tuple(
        AreaFigure(
            place.code, place.name, names.get(place.parent_code, ""),
            shares.counts.get(place.code), None,
        )
        for place in places
        if place.level is level
    )  # fmt: skip
    year, chosen = max(shares.years), here.code if here else ""
    of_here = f"In {here.name} is het {_share(shares.counts.get(here.code))}. " if here else ""
    return KeyFigurePage(
        indicator=indicator,
        name=name,
        choice=FigureChoice(municipality=code, year=borders, level=level, area=chosen, group=""),
        of_year=year,
        whole=AreaFigure(code, f"Heel {name}", "", shares.counts[code], None),
        parts=parts,
        map=figure_map(
            parts, indicator, municipality=code, year=borders, level=level,
            chosen=frozenset({chosen}), relative=False, queries={},
        ),
        sentence=of_here + _sentence(parts, shares.counts, code),
    )  # fmt: skip


def _share(count: int | None) -> str:
    return "niet bekend" if count is None else f"{count} van de 100"


def _sentence(parts: tuple[AreaFigure, ...], shares: Mapping[str, int], code: str) -> str:
    """Say what the map shows: the whole, and where it is most and least."""
    known = [(one.count, one.name) for one in parts if one.count is not None]
    if not known:
        return f"In het geheel is het {shares[code]} van de 100."
    (most, there), (least, elsewhere) = max(known), min(known)
    return (
        f"In het geheel is het {shares[code]} van de 100. Het meest is het in {there} ({most}), "
        f"het minst in {elsewhere} ({least})."
    )
