# SPDX-License-Identifier: EUPL-1.2
"""Reads a day as people type it, and says it back. Pure.

Days come as 14-03-1968, 14/3/68, 14.03.1968, 14 maart 1968, 14 mrt. '68, 14031968 and as browsers
send them, 1968-03-14; also with a year of two figures, which a date field sends as 0068. The day
stands before the month, as in the Netherlands; the other way round is asked about.
"""

import calendar
import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import Enum

from meedoen.vocabulary.period import Period
from meedoen.vocabulary.reading import NotUnderstood, Suggestion, plain

OLDEST_IN_YEARS = 120
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MONTH_SPELLINGS = (
    ("jan", "january"), ("feb", "febr", "february"), ("mrt", "maa", "mar", "march"), ("apr",),
    ("may",), ("jun", "june"), ("jul", "july"), ("aug", "august"), ("sep", "sept"),
    ("okt", "oct", "october"), ("nov",), ("dec",),
)  # fmt: skip
_MONTH_OF = {
    spelling: at
    for at, name in enumerate(MONTHS, start=1)
    for spelling in (name, *_MONTH_SPELLINGS[at - 1])
}
_WEEKDAY_OF = {s: at for at, name in enumerate(WEEKDAYS) for s in (name, name[:2])}

_BETWEEN = r" ?[-./, ] ?"
_YEAR = r"'? ?(?P<year>\d{4}|\d{2})"
_DAY = r"(?P<day>\d{1,2})(?: ?(?:e|de|ste)\b)?"
_NAMED = r"(?P<name>[a-z]+)\.?"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"(?P<day>\d{{1,2}}){_BETWEEN}(?P<month>\d{{1,2}}){_BETWEEN}{_YEAR}",
        rf"(?P<year>\d{{4}}){_BETWEEN}(?P<month>\d{{1,2}}){_BETWEEN}(?P<day>\d{{1,2}})",
        rf"{_DAY}(?: van)?{_BETWEEN}{_NAMED}{_BETWEEN}{_YEAR}",
        rf"{_DAY}{_NAMED}{_YEAR}",
        rf"{_NAMED} {_DAY}(?:, ?| ){_YEAR}",
        rf"(?P<year>\d{{4}}){_BETWEEN}{_NAMED}{_BETWEEN}(?P<day>\d{{1,2}})",
    )
)
_WITHOUT_YEAR = tuple(
    re.compile(shape)
    for shape in (
        rf"{_DAY}(?: van)? ?[-./ ]? ?{_NAMED}",
        r"(?P<day>\d{1,2}) ?[-/.] ?(?P<month>\d{1,2})\.?",
    )
)
_TOGETHER = tuple(
    re.compile(shape)
    for shape in (
        r"(?P<day>\d\d)(?P<month>\d\d)(?P<year>\d{4})",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
        r"(?P<day>\d\d)(?P<month>\d\d)(?P<year>\d\d)",
    )
)
_WEEKDAY = re.compile(rf"(?:op )?(?P<weekday>{'|'.join(_WEEKDAY_OF)})\b\.?,? ?")
_TIME = re.compile(r"(?<=\d)[t ]00:00(:00(\.0+)?)?z?$")


class Towards(Enum):
    """Where a year of two figures, or none at all, is looked for within the bounds."""

    PAST = "past"
    COMING = "coming"


_HOW = {
    Towards.PAST: "Schrijf de dag, de maand en het jaar. Zo kan het: 14-03-1968.",
    Towards.COMING: "Schrijf de dag en de maand. Zo kan het: 20 december.",
}


def birth_days(today: date) -> Period:
    """Give the days on which somebody who lives today can have been born."""
    return Period(years_from(today, -OLDEST_IN_YEARS), today)


def coming_days(today: date, *, years: int) -> Period:
    """Give the days from tomorrow on, for so many years."""
    return Period(today + timedelta(days=1), years_from(today, years))


def years_from(day: date, years: int) -> date:
    """Go so many years on, or back; 29 February becomes 28 where there is none."""
    year = day.year + years
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def day_in_words(day: date) -> str:
    """Say a day the Dutch way: 14 maart 1968."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_in_figures(day: date) -> str:
    """Write a day the Dutch way: 14-03-1968."""
    return f"{day.day:02d}-{day.month:02d}-{day.year:04d}"


def read_day(typed: str, *, within: Period, towards: Towards = Towards.PAST) -> date:
    """Read a day within bounds (`within.last` must be given). Raises NotUnderstood.

    A year of two figures is the last such year within the bounds, or towards COMING the first one;
    0068, which date fields send for '68, is read the same way. Without a year only a coming day
    can be meant.
    """
    text = _TIME.sub("", plain(typed).lower().strip(" .,"))
    if not text:
        raise NotUnderstood(f"Er staat nog geen dag. {_HOW[towards]}")
    weekday = _WEEKDAY.match(text)
    rest = text[weekday.end() :] if weekday else text
    rest = re.sub(r"^(?:de|den|het) ", "", rest)
    day = _read(rest, within, towards)
    if weekday and _WEEKDAY_OF[weekday["weekday"]] != day.weekday():
        raise NotUnderstood(
            f"{day_in_words(day).capitalize()} is een {WEEKDAYS[day.weekday()]}. "
            "Kijk de dag nog eens na.",
            meant(day),
        )
    return day


def meant(day: date) -> Suggestion:
    """Suggest a day."""
    return Suggestion(day_in_words(day), day_in_figures(day))


def _read(text: str, within: Period, towards: Towards) -> date:
    if re.fullmatch(r"\d{6}|\d{8}", text):
        return _from_figures(text, within, towards)
    for shape in _SHAPES:
        if found := shape.fullmatch(text):
            return _checked(found.groupdict(), within, towards)
    for shape in _WITHOUT_YEAR:
        if found := shape.fullmatch(text):
            return _without_year(found.groupdict(), within, towards)
    raise NotUnderstood(f"Dit lezen we niet als een dag. {_HOW[towards]}")


def _from_figures(figures: str, within: Period, towards: Towards) -> date:
    """Read figures that stand together; more than one day within the bounds is asked about."""
    found: set[date] = set()
    refused: list[NotUnderstood] = []
    for match in filter(None, (shape.fullmatch(figures) for shape in _TOGETHER)):
        try:
            found.add(_checked(match.groupdict(), within, towards))
        except NotUnderstood as why:
            refused.append(why)
    if len(found) > 1:
        raise NotUnderstood("Dit kan meer dan één dag zijn.", *map(meant, sorted(found)))
    if not found:
        raise refused[0]
    return found.pop()


def _checked(parts: dict[str, str], within: Period, towards: Towards) -> date:
    day, month = int(parts["day"]), _month(parts, towards)
    years = list(_years(parts["year"], within))
    if not 1 <= month <= 12:
        raise NotUnderstood(
            f"Een jaar heeft 12 maanden, en hier staat maand {month}. {_HOW[towards]}",
            *_swapped(day, month, years, within, towards),
        )
    found = [date(year, month, day) for year in years if _exists(year, month, day)]
    if years and not found:
        raise _no_such_day(day, month, years, towards)
    inside = [one for one in found if one in within]
    if not inside:
        raise _outside(found, parts["year"], within, towards)
    return max(inside) if towards is Towards.PAST else min(inside)


def _month(parts: dict[str, str], towards: Towards) -> int:
    name = parts.get("name")
    if name is None:
        return int(parts["month"])
    if name not in _MONTH_OF:
        raise NotUnderstood(f"Deze maand kennen we niet. {_HOW[towards]}")
    return _MONTH_OF[name]


def _years(written: str, within: Period) -> Iterable[int]:
    """Give the years that can be meant: one, or for two figures each within the bounds."""
    year = int(written)
    if len(written) == 4 and not 10 <= year < 100:
        return [year] if year else []
    return [one for one in _all_years(within) if one % 100 == year]


def _all_years(within: Period) -> range:
    return range(within.first.year, _last(within).year + 1)


def _last(within: Period) -> date:
    if within.last is None:
        raise ValueError("A day is read between two bounds; give the last one too.")
    return within.last


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= year <= 9999 and 1 <= day <= calendar.monthrange(year, month)[1]


def _no_such_day(day: int, month: int, years: list[int], towards: Towards) -> NotUnderstood:
    name = MONTHS[month - 1]
    most = max(calendar.monthrange(year, month)[1] for year in years)
    if not day:
        return NotUnderstood(f"Een maand begint bij 1. {_HOW[towards]}")
    in_year = f"{name} {years[-1]}" if month == 2 else name
    return NotUnderstood(f"Dag {day} bestaat niet: {in_year} heeft {most} dagen. Kijk het na.")


def _swapped(
    day: int, month: int, years: list[int], within: Period, towards: Towards
) -> list[Suggestion]:
    """Suggest what is meant when the month was typed before the day."""
    if not 1 <= day <= 12:
        return []
    turned = [date(year, day, month) for year in years if _exists(year, day, month)]
    inside = sorted(one for one in turned if one in within)
    return [meant(inside[-1 if towards is Towards.PAST else 0])] if inside else []


def _outside(found: list[date], year: str, within: Period, towards: Towards) -> NotUnderstood:
    """Say where the bounds lie; suggest the same day in a year with the same last two figures."""
    typed = int(year)
    # 0196 is a year that somebody was still typing.
    alike = [] if 100 <= typed < 1000 else [y for y in _all_years(within) if y % 100 == typed % 100]
    same = [date(y, d.month, d.day) for d in found[:1] for y in alike if _exists(y, d.month, d.day)]
    inside = sorted(day for day in same if day in within)
    likely = inside[-1 if towards is Towards.PAST else 0 :][:1]
    return NotUnderstood(_bounds_in_words(found, within, towards), *map(meant, likely))


def _bounds_in_words(found: list[date], within: Period, towards: Towards) -> str:
    first, last = day_in_words(within.first), day_in_words(_last(within))
    if towards is Towards.COMING and found and max(found) < within.first:
        return f"Deze dag is al geweest. Kies een dag vanaf {first}."
    if towards is Towards.PAST and found and min(found) > _last(within):
        return f"Deze dag moet nog komen. Hier past een dag tot en met {last}."
    return f"Hier past een dag van {first} tot en met {last}. Kijk het jaar nog eens na."


def _without_year(parts: dict[str, str], within: Period, towards: Towards) -> date:
    day, month = int(parts["day"]), _month(parts, towards)
    if towards is Towards.PAST:
        raise NotUnderstood(f"Zet het jaar erbij. {_HOW[towards]}")
    if not 1 <= month <= 12:
        raise NotUnderstood(
            f"Een jaar heeft 12 maanden, en hier staat maand {month}. {_HOW[towards]}"
        )
    days = (date(y, month, day) for y in _all_years(within) if _exists(y, month, day))
    inside = [one for one in days if one in within]
    if not inside:
        raise _no_such_day(day, month, list(_all_years(within)), towards)
    return min(inside)
