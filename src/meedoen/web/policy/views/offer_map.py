# SPDX-License-Identifier: EUPL-1.2
"""The map of offers and places, and the same figures as a file. Without personal data (S3-13)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from meedoen.privacy.decision import Viewer
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.web.documents import as_file
from meedoen.web.moments import moment_of
from meedoen.web.policy.export import offer_document
from meedoen.web.policy.figures import total
from meedoen.web.policy.forms import AREA_HEADING, WITHIN, MapChoice, MapForm
from meedoen.web.policy.navigation import surroundings
from meedoen.web.policy.offer_map import OfferMap, offer_map, offer_table, told
from meedoen.web.policy.sorting import columns, query_with


def _form(request: HttpRequest) -> MapForm:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return MapForm(request.GET, codes=viewer.municipalities)


@endpoint(purpose=Purpose.POLICY, object="figures")
def show_map(request: HttpRequest) -> HttpResponse:
    """Show the map with its table."""
    form = _form(request)
    choice = form.choice()
    on = moment_of(request)
    found = choice and offer_map(choice, list(form.municipality_names), on=on)
    if not choice or not found:
        return render(request, "policy/no_map.html", surroundings(request))
    context = _context(request, form, choice, found)
    return render(request, "policy/map.html", {**context, **surroundings(request), "on": on.day})


def _context(
    request: HttpRequest, form: MapForm, choice: MapChoice, found: OfferMap
) -> dict[str, Any]:
    name = form.municipality_names[choice.municipality]
    everything = total([row.area for row in found.rows], name=f"Heel {name}")
    kept = [(key, form.cleaned_data.get(key)) for key in (*form.CHOICES_ABOVE_THE_MAP, "gebied")]
    return {
        "form": form,
        "choice": choice,
        "name": name,
        "map": found,
        "rows": [(row, query_with(request.GET, gebied=row.area.code)) for row in found.rows],
        "total": everything,
        "total_told": told(everything, choice),
        "columns": columns(request.GET, choice),
        "area_heading": AREA_HEADING[choice.level],
        "kept": [(key, value) for key, value in kept if value],
        "without_area": query_with(request.GET, gebied=""),
    }


@endpoint(purpose=Purpose.POLICY, object="figures")
def download(request: HttpRequest) -> HttpResponse:
    """Give the same table as a file for a spreadsheet."""
    form = _form(request)
    choice = form.choice()
    if choice is None:
        return render(request, "policy/no_map.html", surroundings(request))
    document = offer_document(
        offer_table(choice, on=moment_of(request)),
        subject=choice.subject,
        within=WITHIN[choice.level],
        municipality=form.municipality_names[choice.municipality],
    )
    called = f"{choice.subject}-per-{choice.level}-{choice.municipality}"
    return as_file(document, "csv", called=called)
