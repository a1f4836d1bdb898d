# SPDX-License-Identifier: EUPL-1.2
"""Looking around: the beginning, the catalogue and what we keep. Nobody has to say who they are."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from meedoen.accounts.queries import independent_helpers
from meedoen.areas import queries as areas
from meedoen.areas.queries import Place, Wijk
from meedoen.bookings.queries import how_full
from meedoen.catalogue import queries as catalogue
from meedoen.lexicon.themes import load
from meedoen.plans.answers import OptionAnswer
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.vocabulary.capacity import Condition
from meedoen.vocabulary.codes import Level
from meedoen.vocabulary.forms import Form
from meedoen.web.moments import moment_of
from meedoen.web.open_story import MUNICIPALITY_IN_SESSION
from meedoen.web.resident.forms import BrowseForm
from meedoen.web.resident.pages import page
from meedoen.web.resident.session import municipality_code
from meedoen.web.unchanged import made_once

ON_A_PAGE = 20
DOORS_ON_START = 4
FOR_ANOTHER = (Form.NEIGHBOUR_HELP, Form.VOLUNTEERING)


EARLIER = "Buurten van een eerder jaar"
CHOSEN_BEFORE = "De buurt die je eerder koos"


def wijken_of(code: str, *, chosen: str = "") -> tuple[Wijk, ...]:
    """Give the wijken and buurten of a municipality in its latest year.

    Buurten of an earlier year that lie in no buurt of now stand under a last heading, so that what
    is there, and who lives there, can still be chosen. So does a buurt that somebody chose and
    that is not here any more.
    """
    year = areas.latest_year(code)
    found = areas.tree(code, year=year) if year else ()
    earlier = [
        Place(place.code, place.told, place.level, "")
        for place in areas.earlier_places(code)
        if place.level is Level.BUURT
    ]
    listed = {place.code for wijk in found for place in wijk.buurten}
    if chosen and chosen not in listed | {place.code for place in earlier}:
        earlier.append(Place(chosen, CHOSEN_BEFORE, Level.BUURT, ""))
    return (*found, Wijk("", EARLIER, tuple(earlier))) if earlier else found


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object="welcome")
def start(request: HttpRequest) -> HttpResponse:
    """Ask one question and show three doors."""
    doors = catalogue.browse(
        municipality_code(request), on=moment_of(request), forms=[Form.MEETING], open_door=True
    )
    another = "&".join(f"vorm={form}" for form in FOR_ANOTHER)
    return page(
        request,
        "start",
        agenda=[_entry(door) for door in doors[:DOORS_ON_START]],
        municipalities=areas.municipalities(),
        for_another=f"{reverse('resident:offers')}?{another}",
    )


def _entry(offer: Any) -> dict[str, str]:
    day, _, time = offer.when_text.partition(", ")
    return {
        "day": day,
        "time": time,
        "title": offer.title,
        "url": reverse("resident:offer", args=[offer.pk]),
        "text": f"{offer.location.name}. {offer.description}",
        "badge": Form(offer.form).label,
    }


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object="municipality", methods=("POST",))
def choose_municipality(request: HttpRequest) -> HttpResponse:
    """Remember for this visit which municipality somebody looks at."""
    chosen = areas.municipality(request.POST.get("municipality", ""))
    if chosen is not None:
        request.session[MUNICIPALITY_IN_SESSION] = chosen.code
    return redirect("resident:start")


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object="offers")
def offers(request: HttpRequest) -> HttpResponse:
    """Show everything there is to do, narrowed by what somebody looks for."""
    code = municipality_code(request)
    form = BrowseForm(request.GET, wijken=wijken_of(code), themes=load().themes.values())
    asked = form.cleaned_data if form.is_valid() else {}
    found = catalogue.browse(
        code,
        on=moment_of(request),
        forms=asked.get("vorm", ()),
        theme=asked.get("thema", ""),
        buurt_code=asked.get("buurt", ""),
        words=asked.get("woorden", ""),
        open_door=asked.get("open_deur", False),
    )
    query = request.GET.copy()
    query.pop("page", None)
    return page(
        request,
        "offers",
        form=form,
        offers=Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        query=query.urlencode(),
        asked=any(asked.values()),
    )


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object="offer")
def offer(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Show one place: what, where, when, by whom, and when that was checked."""
    found = catalogue.offer_by_id(offer_id, on=moment_of(request))
    if found is None:
        gone = page(request, "offer_gone")
        gone.status_code = 404
        return gone
    conditions = [Condition(code).label for code in found.conditions]
    themes = load().themes
    return page(
        request,
        "offer",
        offer=found,
        fullness=how_full(found),
        conditions=conditions,
        themes=[themes[code].label for code in found.themes if code in themes],
        answers=list(OptionAnswer),
    )


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object="explanation")
@made_once
def what_we_keep(request: HttpRequest) -> HttpResponse:
    """Explain in plain words what is kept, for how long, and who can see it."""
    return page(request, "what_we_keep")


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object="explanation")
def independent_help(request: HttpRequest) -> HttpResponse:
    """Say who stands beside a resident without belonging to the municipality."""
    helpers = independent_helpers(municipality_code(request))
    return page(request, "independent_help", helpers=helpers)
