# SPDX-License-Identifier: EUPL-1.2
"""What was agreed with providers and is committed still, and how much they say they delivered."""

from datetime import date

from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse

from meedoen.budget import queries
from meedoen.budget.contracts import queries as contracts
from meedoen.budget.contracts.delivering import beside_declared
from meedoen.budget.contracts.terms import asked_outside, standings
from meedoen.budget.following import queries as following
from meedoen.budget.planning import queries as planning
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.web.moments import moment_of
from meedoen.web.numbers import page_in
from meedoen.web.policy.budget.contract_pages import (
    by_need,
    days_between,
    how_paid,
    outside_lines,
    provision_named,
    room_table,
    shown_contract,
    shown_delivery,
)
from meedoen.web.policy.showing import show, who_looks
from meedoen.web.policy.views.budget import OBJECT, ROWS_ON_A_PAGE, here_in_a_year

_FEW = 10


@endpoint(purpose=Purpose.ACCOUNTING, object=OBJECT)
def agreements(request: HttpRequest) -> HttpResponse:
    """Show what of each programme is set apart, committed, spent and free; and every contract."""
    place = here_in_a_year(request)
    agreed = contracts.contracts_in(place.code, place.year)
    asked = contracts.asked_in(place.code, place.year)
    found = standings(agreed, asked, place.year, closed=place.shown.is_closed)
    page = Paginator(by_need(found), ROWS_ON_A_PAGE).get_page(page_in(request.GET.get("page", "")))
    outside = outside_lines(asked_outside(agreed, asked)) if agreed else []
    context = {
        "place": place,
        "rooms": room_table(
            planning.plan_of(place.code, place.year, on=moment_of(request)),
            found,
            [one.key for one in queries.adopted_keys(place.code, place.year)],
            year=place.year,
            waits=sum(cents for _, cents in following.waits_per_partner(place.code, place.year)),
        ),
        "page": page,
        "lines": list(map(shown_contract, page)),
        "over": sum(1 for one in found if one.over),
        "outside": outside[:_FEW],
        "outside_more": max(0, len(outside) - _FEW),
        "query": place.asked,
        "crumbs": place.crumbs(("Contracten", "")),
    }
    return show(request, "policy/budget_contracts.html", context)


@endpoint(purpose=Purpose.ACCOUNTING, object=OBJECT)
def agreement(request: HttpRequest, contract_id: int) -> HttpResponse:
    """Show one contract: what was agreed, what of it is asked per year, what was delivered."""
    try:
        row = contracts.contract_of(contract_id, who_looks(request).municipalities)
    except ObjectDoesNotExist:
        raise Http404 from None
    one = contracts.agreed(row)
    first, last = one.terms.first_day, one.last_day
    around = contracts.contracts_of(row.municipality_id, first, last)
    asked = contracts.asked_between(row.municipality_id, first, last)
    over = set(queries.closed_years(row.municipality_id))
    years = [
        (year, shown_contract(standing))
        for year in range(first.year, last.year + 1)
        for standing in standings(around, asked, year, closed=year in over)
        if standing.contract.pk == one.pk
    ]
    laid = beside_declared(around, contracts.statements_of([one]), asked)
    page = Paginator(laid, ROWS_ON_A_PAGE).get_page(page_in(request.GET.get("page", "")))
    context = {
        "contract": row,
        "end": one.end,
        "code": row.municipality_id,
        "year": last.year,
        "provision": provision_named(one.terms.product),
        "paid": how_paid(one),
        "days": days_between(first, one.terms.last_day),
        "years": years,
        "page": page,
        "deliveries": list(map(shown_delivery, page)),
    }
    return show(request, "policy/budget_contract.html", context)


@endpoint(purpose=Purpose.ACCOUNTING, object=OBJECT)
def deliveries(request: HttpRequest) -> HttpResponse:
    """Show where what providers say they delivered is not what they declared, as a question."""
    place = here_in_a_year(request)
    agreed = contracts.contracts_in(place.code, place.year)
    said = contracts.statements_in(agreed, place.year)
    last = max((one.told.last_day for one in said), default=date(place.year, 12, 31))
    asked = contracts.asked_between(place.code, date(place.year, 1, 1), last)
    laid = beside_declared(agreed, said, asked)
    apart = [one for one in laid if one.apart]
    page = Paginator(apart, ROWS_ON_A_PAGE).get_page(page_in(request.GET.get("page", "")))
    context = {
        "place": place,
        "said": len(laid),
        "same": len(laid) - len(apart),
        "page": page,
        "lines": list(map(shown_delivery, page)),
        "query": place.asked,
        "crumbs": place.crumbs(
            ("Contracten", place.address("budget_contracts")), ("Geleverd en gedeclareerd", "")
        ),
    }
    return show(request, "policy/budget_deliveries.html", context)
