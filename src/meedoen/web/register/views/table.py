# SPDX-License-Identifier: EUPL-1.2
"""Knelpunten counted per law, type and year, on a page and to take along."""

from django.http import HttpRequest, HttpResponse

from meedoen.knelpunten.kinds import KnelpuntType
from meedoen.knelpunten.register.queries import per_law_and_type
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.web.documents import as_file
from meedoen.web.register.here import place_here, show
from meedoen.web.register.table import FILES, WHAT_IS_COUNTED, table_document, table_lines

OBJECT = "register"


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT)
def table(request: HttpRequest) -> HttpResponse:
    """Show how many knelpunten there are per law, type and year; knelpunten, never people."""
    code, places = place_here(request)
    context = {
        "code": code,
        "name": places[code],
        "places": places,
        "types": [one.value.capitalize() for one in KnelpuntType],
        "lines": table_lines(per_law_and_type(code)),
        "files": FILES,
        "counted": WHAT_IS_COUNTED,
    }
    return show(request, "table", context)


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT)
def table_file(request: HttpRequest, form: str) -> HttpResponse:
    """Give that table as a file."""
    code, places = place_here(request)
    document = table_document(places[code], table_lines(per_law_and_type(code)))
    return as_file(document, form, called=f"knelpunten-{code}")
