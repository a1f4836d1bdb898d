# SPDX-License-Identifier: EUPL-1.2
"""The way of one euro: a booking with its reason, a document with its rows, and finding either.

From an amount there is no way to a person: what stands in the place of one is shown nowhere.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from meedoen.budget import operations, queries
from meedoen.budget.following import queries as following
from meedoen.budget.laws import LawForbids
from meedoen.budget.operations import AlreadyReversed, YearIsClosed
from meedoen.budget.sharing import queries as sharing
from meedoen.budget.taakvelden import NoTaakveld
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.web.moments import moment_of
from meedoen.web.numbers import number_in
from meedoen.web.policy.budget.forms import TakeBackForm
from meedoen.web.policy.budget.way import WayOfEuro, WayStep, way_of
from meedoen.web.policy.showing import show, who_looks
from meedoen.web.policy.views.budget import OBJECT, ROWS_ON_A_PAGE, here_in_a_year

_SHOWN = 100
_BOOKING = "boeking"
_ALREADY = "Deze boeking was al teruggedraaid. Er is niets veranderd."
_TAKES_BACK = "Deze boeking draait zelf iets terug. Er is niets veranderd."
_FIRST = "Draai eerst boeking %d terug. Er is niets veranderd."
_ENDED = "Deze boeking kan hier niet meer terug. Er is niets veranderd."
_CLOSED = "Er is geen boekjaar open. Er is niets veranderd. Laat eerst een boekjaar openen."


def _way(request: HttpRequest, booking_id: int) -> WayOfEuro:
    found = following.bookings_about(booking_id, who_looks(request).municipalities)
    if not found:
        raise Http404
    return way_of(found)


def _around(request: HttpRequest, booking_id: int) -> dict[str, Any]:
    way = _way(request, booking_id)
    first = way.first
    return {"way": way, "code": first.municipality_id, "year": first.day.year}


@endpoint(purpose=Purpose.ACCOUNTING, object=OBJECT)
def booking(request: HttpRequest, booking_id: int) -> HttpResponse:
    """Show the way of one euro: from what was asked to a taakveld, and what took it back."""
    return show(request, "policy/budget_booking.html", _around(request, booking_id))


@endpoint(purpose=Purpose.ACCOUNTING, object=OBJECT, methods=("GET", "POST"))
def take_back(request: HttpRequest, booking_id: int) -> HttpResponse:
    """Take a booking back with its opposite, and a reason; both stay."""
    context = _around(request, booking_id)
    way: WayOfEuro = context["way"]
    step = next(one for one in way.steps if one.booking.pk == booking_id)
    if way.can_be_taken_back is None or way.can_be_taken_back.pk != booking_id:
        messages.info(request, _why_not(way, step))
        return redirect("policy:budget_booking", booking_id)
    years = queries.open_years(context["code"])
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            operations.reverse(
                booking=booking_id,
                municipality=context["code"],
                why=form.cleaned_data["why"],
                by=who_looks(request),
                on=moment_of(request),
            )
        except AlreadyReversed:
            messages.info(request, _ALREADY)
        except YearIsClosed:
            messages.info(request, _CLOSED)
        except (NoTaakveld, LawForbids):
            messages.info(request, _ENDED)
        return redirect("policy:budget_booking", booking_id)
    lands = operations.day_to_book(step.booking.day, years) if years else None
    context |= {
        "form": form,
        "step": step,
        "lands": lands,
        "ended": step.not_in(lands.year) if lands else [],
    }
    status = 422 if form.errors else 200
    return show(request, "policy/budget_take_back.html", context, status=status)


def _why_not(way: WayOfEuro, step: WayStep) -> str:
    """Say why a booking is not the one that comes off now."""
    if step.booking.pk in way.taken_back:
        return _ALREADY
    if step.booking.reverses_id or way.can_be_taken_back is None:
        return _TAKES_BACK
    return _FIRST % way.can_be_taken_back.pk


@endpoint(purpose=Purpose.ACCOUNTING, object=OBJECT)
def document(request: HttpRequest, document_id: int) -> HttpResponse:
    """Show a document as it was taken in, with the rows that were booked."""
    found = following.document_of(document_id, who_looks(request).municipalities)
    if found is None:
        raise Http404
    after = number_in(request.GET.get("na", "")) or 0
    rows = following.rows_of(found, after=after, most=ROWS_ON_A_PAGE + 1)
    context = {
        "document": found,
        "origin": sharing.origin_of(found),
        "code": found.municipality_id,
        "year": found.last_day.year,
        "lines": rows[:ROWS_ON_A_PAGE],
        "after": after,
        "next_row": rows[ROWS_ON_A_PAGE - 1].booking.row if len(rows) > ROWS_ON_A_PAGE else None,
    }
    return show(request, "policy/budget_document.html", context)


@endpoint(purpose=Purpose.ACCOUNTING, object=OBJECT)
def search(request: HttpRequest) -> HttpResponse:
    """Find a booking or a document by its number; the only one that is found opens at once."""
    place = here_in_a_year(request)
    words = request.GET.get("nummer", "").strip()[:_SHOWN]
    first, _, rest = words.partition(" ")
    number = number_in(rest.strip() if first.casefold() == _BOOKING else words)
    way = following.bookings_about(number, {place.code}) if number is not None else []
    found = list(following.documents_numbered(place.code, words)[:ROWS_ON_A_PAGE]) if words else []
    if way and not found:
        return redirect("policy:budget_booking", number)
    if len(found) == 1 and not way:
        return redirect("policy:budget_document", found[0].pk)
    context = {
        "place": place,
        "number": words,
        "booking": number if way else None,
        "documents": found,
        "crumbs": place.crumbs(("Zoek", "")),
    }
    return show(request, "policy/budget_search.html", context)
