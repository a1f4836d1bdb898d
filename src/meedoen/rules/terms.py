# SPDX-License-Identifier: EUPL-1.2
"""Until which day something can be said, and before which it is answered: terms as data. Pure.

Each term has its article. A term in weeks or months that ends on a Saturday, a Sunday or a general
holiday runs on to the next day that is none. Sources: Awb chapters 6, 7 and 9; Algemene
termijnenwet art. 1, 3 and 4.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dateutil.easter import easter

from meedoen.vocabulary.day import years_from

_DAY, _SATURDAY, _SUNDAY = timedelta(days=1), 5, 6
# Days that a royal decree made equal to a general holiday (Algemene termijnenwet art. 3 lid 3),
# for 2023 to 2025 and for 2026 to 2028; a later decree is a line here.
EQUATED = frozenset(
    {
        *(date(2023, 4, 28), date(2023, 5, 19), date(2024, 5, 10), date(2024, 12, 27)),
        *(date(2025, 5, 30), date(2026, 1, 2), date(2026, 5, 15), date(2027, 5, 7)),
        *(date(2028, 4, 28), date(2028, 5, 26)),
    }
)


def holidays_in(year: int) -> frozenset[date]:
    """Give the general holidays of a year (Algemene termijnenwet art. 3), with those made equal.

    The King's birthday is kept on 27 April, and on the 26th when that is a Sunday.
    """
    day = easter(year)
    king = date(year, 4, 27)
    fixed = {date(year, 1, 1), date(year, 5, 5), date(year, 12, 25), date(year, 12, 26)}
    # Good Friday, Easter Monday, Ascension Day, Whit Monday.
    moving = {day + timedelta(days=days) for days in (-2, 1, 39, 50)}
    kept = king - _DAY if king.weekday() == _SUNDAY else king
    return frozenset({*fixed, *moving, kept, *(one for one in EQUATED if one.year == year)})


def is_day_off(day: date) -> bool:
    """Tell whether a day is a Saturday, a Sunday or a general holiday."""
    return day.weekday() >= _SATURDAY or day in holidays_in(day.year)


def runs_on(day: date) -> date:
    """Give the day itself, or the next that is no Saturday, Sunday or general holiday (art. 1)."""
    while is_day_off(day):
        day += _DAY
    return day


class Clock(StrEnum):
    """What a term is for."""

    OBJECTING = "objecting"
    OBJECTION_DECIDED = "objection_decided"
    OBJECTION_DECIDED_WITH_COMMITTEE = "objection_decided_with_committee"
    COMPLAINT_ANSWERED = "complaint_answered"
    COMPLAINT_ANSWERED_WITH_COMMITTEE = "complaint_answered_with_committee"
    OMBUDSMAN = "ombudsman"
    CALLED = "called"


@dataclass(frozen=True, slots=True)
class LegalTerm:
    """So many weeks or years after a day; `source` is the article, or whose promise it is."""

    source: str
    weeks: int = 0
    years: int = 0

    def last_day(self, since: date) -> date:
        """Give the last day of a term that begins on the day after this one.

        A term in years does not run on over a weekend (Algemene termijnenwet art. 4).
        """
        if self.years:
            return years_from(since, self.years)
        return runs_on(since + timedelta(weeks=self.weeks))


TERMS = {
    Clock.OBJECTING: LegalTerm("Awb 6:7 en 6:8", weeks=6),
    Clock.OBJECTION_DECIDED: LegalTerm("Awb 7:10", weeks=6),
    Clock.OBJECTION_DECIDED_WITH_COMMITTEE: LegalTerm("Awb 7:10 en 7:13", weeks=12),
    Clock.COMPLAINT_ANSWERED: LegalTerm("Awb 9:11", weeks=6),
    Clock.COMPLAINT_ANSWERED_WITH_COMMITTEE: LegalTerm("Awb 9:11 en 9:14", weeks=10),
    Clock.OMBUDSMAN: LegalTerm("Awb 9:24", years=1),
    # No law says how soon somebody calls: this is what the product promises.
    Clock.CALLED: LegalTerm("onze belofte", weeks=1),
}


def objecting_until(sent_on: date) -> date:
    """Give the last day to object to a decision that was sent on a day (Awb 6:7 and 6:8)."""
    return TERMS[Clock.OBJECTING].last_day(sent_on)


def objection_decided_by(*, sent_on: date | None, came_in_on: date) -> date:
    """Give the day by which an objection is decided, without a committee (Awb 7:10).

    Counted from the end of the term to object; from the day it came in when that is later, or when
    nobody knows of which day the letter is: then rather too early than too late.
    """
    end = came_in_on if sent_on is None else max(objecting_until(sent_on), came_in_on)
    return TERMS[Clock.OBJECTION_DECIDED].last_day(end)
