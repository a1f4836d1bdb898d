# SPDX-License-Identifier: EUPL-1.2
"""What a figure of the monitor says, in whole sentences that can be read to a council (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from meedoen.vocabulary.number import whole_in_words
from meedoen.web.policy.monitor.figures import TOO_SMALL, AreaFigure
from meedoen.web.policy.monitor.indicators import ShownIndicator
from meedoen.web.policy.monitor.trend import TrendPoint

_PLURAL = {"wijk": "wijken", "buurt": "buurten"}


def about(here: AreaFigure, whole: AreaFigure, indicator: ShownIndicator, year: int) -> str:
    """Say the figure of a place, and beside it that of the whole municipality."""
    place = here.name if here.code != whole.code else f"heel {whole.name}"
    if not here.open:
        said = f"In {place} is het aantal over {year} {here.count_told}."
    else:
        said = f"In {place} gaat het in {year} om {here.count_told} {indicator.counted}."
        if here.rate is not None:
            said += f" Dat zijn er {here.rate_told} op elke 100 {indicator.per_words}."
    if here.code == whole.code or whole.rate is None:
        return said
    return f"{said} In heel {whole.name} zijn het er {whole.rate_told} op elke 100."


def of_the_map(
    figures: Sequence[AreaFigure], indicator: ShownIndicator, level: str, *, relative: bool
) -> str:
    """Say in one sentence what a map shows: where most and least is, and what cannot be seen."""
    names = _PLURAL[level]
    seen = [one for one in figures if one.open and (one.rate is not None or not relative)]
    small = sum(one.hidden for one in figures)
    if not seen:
        return f"Van geen van de {len(figures)} {names} is een cijfer te tonen."
    ordered = sorted(seen, key=lambda one: -(one.rate or 0) if relative else -(one.count or 0))
    most, least = ordered[0], ordered[-1]
    unit = f"op de 100 {indicator.per_words}" if relative else indicator.counted
    if most is least or _value(most, relative) == _value(least, relative):
        said = f"In elke {level} die je ziet is het {_value(most, relative)} {unit}"
    else:
        said = (
            f"Het meest is het in {most.name} ({_value(most, relative)} {unit}), het minst in "
            f"{least.name} ({_value(least, relative)})"
        )
    if not small:
        return f"{said}; van elke {level} is het aantal te zien."
    are = f"is het {TOO_SMALL}"
    return f"{said}; in {small} van de {len(figures)} {names} {are}."


def _value(figure: AreaFigure, relative: bool) -> str:
    return figure.rate_told if relative else figure.count_told


def of_the_years(name: str, points: Sequence[TrendPoint], counted: str) -> str:
    """Say in a sentence how a count went over the years; a year that cannot be seen is named."""
    seen = [point for point in points if point.open]
    if len(points) < 2:
        return "Er is nog één jaar. Met een tweede erbij zie je hier hoe het loopt."
    if not seen:
        return f"In {name} is het aantal in geen van deze jaren te tonen."
    first, last = seen[0], seen[-1]
    if first.year == last.year:
        said = f"In {name} is alleen {last.year} te tonen: {last.told} {counted}"
    elif first.count == last.count:
        said = f"In {name} bleef het van {first.year} tot {last.year} {last.told} {counted}"
    else:
        said = (
            f"In {name} ging het van {first.told} {counted} in {first.year} naar {last.told} in "
            f"{last.year}"
        )
    hidden = [str(point.year) for point in points if point.hidden]
    if not hidden:
        return f"{said}."
    return f"{said}; {in_a_row(hidden)} {'is' if len(hidden) == 1 else 'zijn'} {TOO_SMALL}."


def of_nothing(years: Mapping[int, str]) -> tuple[str, ...]:
    """Say over which years nothing can be shown, and why; years of one reason together."""
    by_reason: dict[str, list[int]] = {}
    for year, why in sorted(years.items()):
        by_reason.setdefault(why, []).append(year)
    return tuple(
        f"Over {in_a_row(map(str, told))} is er niets. {why}" for why, told in by_reason.items()
    )


def in_a_row(words: Iterable[str]) -> str:
    """Write words one after the other, with `en` before the last."""
    listed = list(words)
    return " en ".join(filter(None, (", ".join(listed[:-1]), *listed[-1:])))


def adds_up(whole: AreaFigure, parts: Sequence[AreaFigure], level: str) -> str:
    """Say whether the parts are together the whole, or why somebody cannot work it out."""
    names = _PLURAL[level]
    if not whole.open or any(not part.open for part in parts):
        return (
            f"De {names} en wie geen bekende buurt heeft, zijn samen het geheel. Zelf optellen "
            f"komt lager uit, omdat je niet ziet wat {TOO_SMALL} is."
        )
    total = sum(part.count or 0 for part in parts)
    if total == whole.count:
        return f"Het telt op: de {names} en wie geen bekende buurt heeft, zijn samen het geheel."
    return (
        f"Samen zijn de {names} {whole_in_words(total)}, en het geheel is {whole.count_told}: niet "
        f"alles is per {level} geteld."
    )
