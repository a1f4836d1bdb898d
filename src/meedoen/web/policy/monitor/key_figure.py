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
    """What the page of such a figure shows: the whole, its parts on a map, and in a table."""

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
    level = Level.BUURT if asked.get("niveau", "") == Level.BUURT else Level.WIJK
    places = areas.places(code, year=borders)
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
    return KeyFigurePage(
        indicator=indicator,
        name=name,
        choice=FigureChoice(municipality=code, year=borders, level=level, area="", group=""),
        of_year=max(shares.years),
        whole=AreaFigure(code, f"Heel {name}", "", shares.counts[code], None),
        parts=parts,
        map=figure_map(
            parts, indicator, municipality=code, year=borders, level=level, chosen=frozenset(),
            relative=False, queries={},
        ),
        sentence=_sentence(parts, shares.counts, code),
    )  # fmt: skip


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
