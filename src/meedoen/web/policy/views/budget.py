# SPDX-License-Identifier: EUPL-1.2
"""The one budget: what is booked, where it landed, and from there to the bookings of a provider."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from meedoen.budget import queries
from meedoen.budget.auditing import queries as auditing
from meedoen.budget.following import queries as following
from meedoen.budget.following.queries import CostSpot
from meedoen.budget.planning import queries as planning
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.vocabulary.moment import Moment
from meedoen.web.documents import as_file
from meedoen.web.moments import moment_of
from meedoen.web.numbers import number_in, page_in
from meedoen.web.place_asked import place_asked
from meedoen.web.policy.budget.balances import (
    BalancePer,
    balance_document,
    balance_lines,
    together,
)
from meedoen.web.policy.budget.landed import (
    YearBooked,
    law_named,
    shares_of_hundred,
    shares_planned,
    taakveld_named,
)
from meedoen.web.policy.budget.months import month_lines
from meedoen.web.policy.budget.plan_pages import beside_panel
from meedoen.web.policy.budget.pot import pot_picture
from meedoen.web.policy.budget.years import ShownYear, year_asked
from meedoen.web.policy.showing import show
from meedoen.web.policy.views.monitor import FILES

OBJECT = "ledger"
ROWS_ON_A_PAGE = 50


@dataclass(frozen=True)
class BudgetPlace:
    """Of which municipality and booking year a page is, and which there are to choose."""

    code: str
    places: dict[str, str]
    years: Sequence[ShownYear]
    shown: ShownYear

    @property
    def name(self) -> str:
        """The municipality, as people call it."""
        return self.places[self.code]

    @property
    def year(self) -> int:
        """The booking year that is shown."""
        return self.shown.year

    @property
    def asked(self) -> str:
        """What stands behind each address of these pages, encoded."""
        return urlencode({"gemeente": self.code, "jaar": self.year})

    def address(self, name: str, *arguments: object) -> str:
        """Give the address of a page of the budget, of here and this year."""
        return f"{reverse(f'policy:{name}', args=arguments)}?{self.asked}"

    def crumbs(self, *below: tuple[str, str]) -> list[dict[str, str]]:
        """Give the way to a page, from the budget of the year down; a last one has no address."""
        first = (f"Budget {self.year}", self.address("budget"))
        return [{"label": label, "url": url} for label, url in (first, *below)]


def place_and_years(request: HttpRequest) -> tuple[str, dict[str, str], BudgetPlace | None]:
    """Give the municipality that was asked for, those to choose, and its year; None without one."""
    code, places = place_asked(request)
    years = [
        ShownYear(one.year, Moment(one.closed_at).day if one.closed_at else None)
        for one in queries.booking_years(code)
    ]
    given = request.POST if request.method == "POST" else request.GET
    shown = year_asked(given.get("jaar", ""), years, moment_of(request).day)
    return code, places, BudgetPlace(code, places, years, shown) if shown else None


def here_in_a_year(request: HttpRequest) -> BudgetPlace:
    """Give of which municipality and year a page is. Raises Http404 where there is none."""
    *_, place = place_and_years(request)
    if place is None:
        raise Http404
    return place


@endpoint(purpose=Purpose.ACCOUNTING, object=OBJECT)
def budget(request: HttpRequest) -> HttpResponse:
    """Show the one budget of a municipality in a year: whether it adds up, and where it landed."""
    code, places, place = place_and_years(request)
    context: dict[str, Any] = {"code": code, "places": places, "name": places.get(code, "")}
    if place is None:
        return show(request, "policy/budget_none.html", context)
    booked = YearBooked(place.year, following.sums_of_year(code, place.year))
    shares = shares_of_hundred(following.pots_by_year(code))
    keyed = planning.keyed_shares(code, after=moment_of(request).day.year)
    context |= {
        "place": place,
        "booked": booked,
        "pot": pot_picture(booked.laws),
        "check": auditing.last_check(code),
        "shares": shares,
        "planned": shares_planned(keyed),
        "all_adopted": all(one.adopted for one in keyed),
        "beside": beside_panel(
            planning.plan_of(code, place.year, on=moment_of(request)), place.year
        ),
        "share": next((one for one in shares if one.year == place.year), None),
    }
    return show(request, "policy/budget.html", context)


def _per(request: HttpRequest) -> BalancePer:
    asked = request.GET.get("per", "")
    return next((one for one in BalancePer if one == asked), BalancePer.TAAKVELD)


@endpoint(purpose=Purpose.ACCOUNTING, object=OBJECT)
def balances(request: HttpRequest) -> HttpResponse:
    """Show what stands on each programme, law, taakveld or provider."""
    place, per = here_in_a_year(request), _per(request)
    booked = YearBooked(place.year, following.sums_of_year(place.code, place.year))
    lines = balance_lines(booked, per)
    page = Paginator(lines, ROWS_ON_A_PAGE).get_page(page_in(request.GET.get("page", "")))
    address = place.address("budget_balances")
    context = {
        "place": place,
        "booked": booked,
        "per": per,
        "tabs": [
            {"label": one.label, "url": f"{address}&per={one}", "current": one is per}
            for one in BalancePer
        ],
        "page": page,
        "together": together(lines) if lines else None,
        "query": f"{place.asked}&per={per}",
        "files": FILES,
        "crumbs": place.crumbs(("Saldi", "")),
    }
    return show(request, "policy/budget_balances.html", context)


@endpoint(purpose=Purpose.ACCOUNTING, object=OBJECT)
def balances_file(request: HttpRequest, form: str) -> HttpResponse:
    """Give the balances as a file, in cents."""
    place, per = here_in_a_year(request), _per(request)
    booked = YearBooked(place.year, following.sums_of_year(place.code, place.year))
    document = balance_document(booked, per, municipality=place.name, code=place.code)
    return as_file(document, form, called=f"saldi-per-{per}-{place.code}-{place.year}")


@endpoint(purpose=Purpose.ACCOUNTING, object=OBJECT)
def taakveld(request: HttpRequest, funding_law: str, taakveld: str) -> HttpResponse:
    """Show of which providers the costs on a taakveld under a law are."""
    place = here_in_a_year(request)
    part = YearBooked(place.year, following.sums_of_year(place.code, place.year)).part(
        funding_law, taakveld
    )
    if part is None:
        raise Http404
    page = Paginator(part.partners, ROWS_ON_A_PAGE).get_page(page_in(request.GET.get("page", "")))
    context = {
        "place": place,
        "part": part,
        "law": law_named(funding_law),
        "page": page,
        "query": place.asked,
        "crumbs": place.crumbs((law_named(funding_law), ""), (part.named, "")),
    }
    return show(request, "policy/budget_taakveld.html", context)


@endpoint(purpose=Purpose.ACCOUNTING, object=OBJECT)
def partner(request: HttpRequest, funding_law: str, taakveld: str, partner: str) -> HttpResponse:
    """Show the bookings of a provider on a taakveld under a law, of a month or the latest first."""
    place, asked = here_in_a_year(request), request.GET
    spot = CostSpot(place.code, place.year, funding_law, taakveld, partner)
    months = month_lines(following.months_of(spot), chosen=number_in(asked.get("maand", "")))
    if not months:
        raise Http404
    month = next((one.month for one in months if one.chosen), None)
    before = number_in(asked.get("voor", ""))
    found = following.costs_at(spot, month=month, before=before, most=ROWS_ON_A_PAGE + 1)
    here = place.address("budget_partner", funding_law, taakveld, partner)
    of_month = f"{here}&maand={month}" if month else here
    named = taakveld_named(taakveld, place.year)
    up = place.address("budget_taakveld", funding_law, taakveld)
    context = {
        "place": place,
        "partner": partner,
        "law": law_named(funding_law),
        "taakveld": named,
        "months": months,
        "month": month,
        "cents": sum(one.cents for one in months if one.chosen or month is None),
        "lines": found[:ROWS_ON_A_PAGE],
        "first_page": of_month if before else "",
        "next_page": (
            f"{of_month}&voor={found[ROWS_ON_A_PAGE - 1].booking.pk}"
            if len(found) > ROWS_ON_A_PAGE
            else ""
        ),
        "here": here,
        "crumbs": place.crumbs(
            (law_named(funding_law), ""), (named, up), (f"Aanbieder {partner}", "")
        ),
    }
    return show(request, "policy/budget_partner.html", context)
