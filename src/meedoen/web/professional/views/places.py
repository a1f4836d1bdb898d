# SPDX-License-Identifier: EUPL-1.2
"""Who comes to our places: how somebody wants to be called and which place, nothing more.

Who stands in the list reads in her own log that she was seen.
"""

from django.http import HttpRequest, HttpResponse

from meedoen.bookings.queries import places_with_guests
from meedoen.journeys.hosting import who_comes
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.web.moments import moment_of
from meedoen.web.numbers import page_in
from meedoen.web.professional.forms import HostedPlaceForm
from meedoen.web.professional.looking import looking
from meedoen.web.professional.showing import show

COLUMNS = [{"label": label} for label in ("Wie", "Plek", "Waar", "Wanneer", "Sinds")]


@endpoint(purpose=Purpose.PLACEMENT, object="placement")
def places(request: HttpRequest) -> HttpResponse:
    """Show who said yes to a place of this organisation, or to one of its places, by the page."""
    page, places = page_in(request.GET.get("page", "")), places_with_guests()
    form = HostedPlaceForm(request.GET, places=places)
    shown = {"form": form, "can_choose": len(places) > 1, "page": page, "columns": COLUMNS}
    if form.is_valid():
        chosen = form.cleaned_data["plek"]
        by, on = looking(request), moment_of(request)
        shown |= {
            "part": who_comes(offer_id=chosen, page=page, by=by, on=on),
            "kept": f"plek={chosen}&" if chosen else "",
            "chosen": chosen,
        }
    return show(request, "professional/places.html", shown)
