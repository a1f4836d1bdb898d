# SPDX-License-Identifier: EUPL-1.2
"""The one budget: what is booked, where it landed, and what waits for a key."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from meedoen.budget import queries
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.vocabulary.moment import Moment
from meedoen.web.moments import moment_of
from meedoen.web.policy.budget.years import ShownYear, year_asked
from meedoen.web.policy.showing import show
from meedoen.web.policy.views.monitor import place_asked

OBJECT = "ledger"


@dataclass(frozen=True)
class BudgetPlace:
    """Of which municipality and booking year a page is, and which there are to choose."""

    code: str
    places: dict[str, str]
    years: list[ShownYear]
    shown: ShownYear | None

    @property
    def name(self) -> str:
        """The municipality, as people call it."""
        return self.places[self.code]


def budget_place(request: HttpRequest) -> BudgetPlace | None:
    """Give of which municipality and year a page is; None where nobody works anywhere here."""
    code, places = place_asked(request)
    if not code:
        return None
    years = [
        ShownYear(one.year, Moment(one.closed_at).day if one.closed_at else None)
        for one in queries.booking_years(code)
    ]
    shown = year_asked(request.GET.get("jaar", ""), years, moment_of(request).day)
    return BudgetPlace(code, places, years, shown)


@endpoint(purpose=Purpose.ACCOUNTING, object=OBJECT)
def budget(request: HttpRequest) -> HttpResponse:
    """Show the one budget of a municipality in a year."""
    place = budget_place(request)
    return show(request, "policy/budget.html", {"place": place})
