# SPDX-License-Identifier: EUPL-1.2
"""Who comes to our places: how somebody wants to be called and which place, nothing more.

Who stands in the list reads in her own log that she was seen.
"""

from django.http import HttpRequest, HttpResponse

from meedoen.journeys.hosting import who_comes
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.web.moments import moment_of
from meedoen.web.professional.looking import looking
from meedoen.web.professional.showing import show

COLUMNS = [{"label": label} for label in ("Wie", "Plek", "Waar", "Wanneer", "Sinds")]


@endpoint(purpose=Purpose.PLACEMENT, object="placement")
def places(request: HttpRequest) -> HttpResponse:
    """Show who said yes to a place of this organisation."""
    guests = who_comes(by=looking(request), on=moment_of(request))
    shown = {"guests": guests, "columns": COLUMNS}
    return show(request, "professional/places.html", shown)
