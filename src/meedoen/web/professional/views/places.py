# SPDX-License-Identifier: EUPL-1.2
"""Who comes to our places: how somebody wants to be called and which place, nothing more."""

from django.http import HttpRequest, HttpResponse

from meedoen.bookings.queries import expected_guests
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.web.professional.showing import show

COLUMNS = [{"label": label} for label in ("Wie", "Plek", "Waar", "Wanneer", "Sinds")]


@endpoint(purpose=Purpose.PLACEMENT, object="placement")
def places(request: HttpRequest) -> HttpResponse:
    """Show who said yes to a place of this organisation."""
    shown = {"guests": expected_guests(), "columns": COLUMNS}
    return show(request, "professional/places.html", shown)
