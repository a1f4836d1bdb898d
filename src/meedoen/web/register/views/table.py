# SPDX-License-Identifier: EUPL-1.2
"""Knelpunten counted per law, wijk, type and year, on a page and to take along."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse

from meedoen.areas.queries import newest_names
from meedoen.knelpunten.kinds import KnelpuntType
from meedoen.knelpunten.register.queries import per_law_and_type, per_wijk_and_type
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.web.documents import as_file
from meedoen.web.register.here import place_here, show
from meedoen.web.register.table import (
    FILES,
    WHAT_A_WIJK_IS,
    WHAT_IS_COUNTED,
    TableLine,
    table_document,
    table_lines,
    wijk_lines,
)

OBJECT = "register"


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT)
def table(request: HttpRequest) -> HttpResponse:
    """Show how many knelpunten there are per law, wijk, type and year; never how many people."""
    code, places = place_here(request)
    wijken = _wijken(code)
    wijk = _wijk_asked(request, wijken)
    context = {
        "code": code,
        "name": places[code],
        "places": places,
        "types": [one.value.capitalize() for one in KnelpuntType],
        "lines": table_lines(per_law_and_type(code, wijk=wijk.code if wijk else "")),
        # Where every team serves all wijken there is nothing to tell apart.
        "wijken": wijken if not wijk and any(one.code for one in wijken) else (),
        "wijk": wijk,
        "files": FILES,
        "counted": WHAT_IS_COUNTED,
        "of_wijken": WHAT_A_WIJK_IS,
    }
    return show(request, "table", context)


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT)
def table_file(request: HttpRequest, form: str) -> HttpResponse:
    """Give the table per law as a file, of the wijk that was asked for."""
    code, places = place_here(request)
    wijk = _wijk_asked(request, _wijken(code))
    lines = table_lines(per_law_and_type(code, wijk=wijk.code if wijk else ""))
    name = f"{places[code]}, {wijk.name}," if wijk else places[code]
    document = table_document(name, lines, notes=(WHAT_A_WIJK_IS,) if wijk else ())
    return as_file(document, form, called=f"knelpunten-{wijk.code if wijk else code}")


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT)
def wijk_file(request: HttpRequest, form: str) -> HttpResponse:
    """Give the table per wijk as a file."""
    code, places = place_here(request)
    document = table_document(places[code], _wijken(code), first="Wijk", notes=(WHAT_A_WIJK_IS,))
    return as_file(document, form, called=f"knelpunten-{code}-wijken")


def _wijken(code: str) -> list[TableLine]:
    found = per_wijk_and_type(code)
    return wijk_lines(found, newest_names(wijk for wijk, _, _ in found))


def _wijk_asked(request: HttpRequest, wijken: Sequence[TableLine]) -> TableLine | None:
    """Give the wijk of the address; one without knelpunten, or of elsewhere, is the whole town."""
    asked = request.GET.get("wijk", "")
    return next((one for one in wijken if one.code and one.code == asked), None)
