# SPDX-License-Identifier: EUPL-1.2
"""Which municipality a page of colleagues is about: asked in the address or the form."""

from django.http import HttpRequest

from meedoen.areas.queries import municipalities


def place_asked(request: HttpRequest) -> tuple[str, dict[str, str]]:
    """Give the municipality that was asked for, the first one else, and those one may choose.

    The choice is code and name, by name, of those where the viewer works. An empty code when her
    organisation works nowhere that is here.
    """
    codes = request.viewer.municipalities  # type: ignore[attr-defined]
    places = {place.code: place.name for place in municipalities() if place.code in codes}
    given = request.POST if request.method == "POST" else request.GET
    wanted = given.get("gemeente", "")
    return wanted if wanted in places else next(iter(places), ""), places
