# SPDX-License-Identifier: EUPL-1.2
"""Figures per street, for who works in a neighbourhood: first for what, then the buurt she chose.

Nothing is public here, and nothing can be taken along. Each look is written down with what it is
for, and goes on for an hour; officers read who looked.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from meedoen.areas.queries import latest_wijken, municipalities, newest_names
from meedoen.monitor import operations, queries
from meedoen.monitor.operations import StreetsAreOff
from meedoen.monitor.street_purposes import LASTS, StreetPurpose
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.vocabulary.moment import Moment
from meedoen.web.moments import moment_of
from meedoen.web.professional.looking import looking
from meedoen.web.professional.showing import show
from meedoen.web.professional.street_form import StreetsForm
from meedoen.web.professional.street_page import streets_page

_OBJECT = "figures per street"
_OVER = "Je uur is voorbij. Zeg opnieuw waarvoor je kijkt."


@endpoint(purpose=Purpose.NEIGHBOURHOOD, object=_OBJECT, methods=("GET", "POST"))
def streets(request: HttpRequest) -> HttpResponse:
    """Ask which buurt and for what, which opens it; or tell why figures per street are off."""
    viewer, on = looking(request), moment_of(request)
    decided = queries.where_streets_are_decided(viewer.municipalities)
    years = queries.street_years(decided) if decided else []
    if not years:
        undecided = [p.name for p in municipalities() if p.code in viewer.municipalities - decided]
        told = {"undecided": undecided, "decided": bool(decided)}
        return show(request, "professional/streets_off.html", told)
    posted = request.POST if request.method == "POST" else None
    form = StreetsForm(posted, wijken=latest_wijken(decided), years=years)
    if posted is not None and form.is_valid():
        try:
            look = operations.look_at_streets(
                municipality=f"GM{form.cleaned_data['buurt'][2:6]}",
                buurt=form.cleaned_data["buurt"],
                year=form.cleaned_data["year"],
                purpose=StreetPurpose(form.cleaned_data["purpose"]),
                words=form.cleaned_data["words"],
                by=viewer,
                on=on,
            )
        except StreetsAreOff as sorry:
            form.add_error(None, str(sorry))
        else:
            return redirect("professional:street_look", look.pk)
    status = 422 if posted is not None else 200
    return show(request, "professional/streets.html", {"form": form}, status=status)


@endpoint(purpose=Purpose.NEIGHBOURHOOD, object=_OBJECT)
def street_look(request: HttpRequest, street_look_id: int) -> HttpResponse:
    """Show the streets of the buurt of a look, while it goes on."""
    look = queries.street_look(street_look_id, looking(request).account_id or 0)
    until = Moment(look.at) + LASTS
    if moment_of(request).at >= until.at:
        messages.info(request, _OVER)
        return redirect("professional:streets")
    shown = {
        "look": look,
        "called": newest_names([look.buurt]).get(look.buurt, look.buurt),
        "purpose": StreetPurpose(look.purpose).label,
        "until": until.at,
        "page": streets_page(
            queries.street_values(look), queries.street_sources(look.municipality_id, look.year)
        ),
    }
    return show(request, "professional/street_look.html", shown)
