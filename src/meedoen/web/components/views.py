# SPDX-License-Identifier: EUPL-1.2
"""The gallery: every component in every state, for who builds, tests or judges the pages."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from meedoen.privacy.endpoints import endpoint
from meedoen.web.components.describing import described
from meedoen.web.components.samples import CHAPTERS
from meedoen.web.components.samples.shapes import SampleGroup

COLOURS = (
    ("map__area md-map__area--plain", "Zand", "rustig blok"),
    ("art-accent", "Accent", "wat je kunt doen"),
    ("art-soft", "Zachte inkt", "uitleg"),
    ("art-leaf", "Blad", "open deur"),
    ("art-lamp", "Lamp", "tekening"),
    ("art-blush", "Blos", "tekening"),
    ("art-sky", "Lucht", "tekening"),
)


def _shown(group: SampleGroup, request: HttpRequest) -> dict[str, Any]:
    template = f"components/{group.component}.html"
    samples = [
        {"state": sample.state, "html": render_to_string(template, sample.values, request)}
        for sample in group.samples
    ]
    return {"group": group, "samples": samples, "description": described(group.component)}


@endpoint(purpose="public_information", object="gallery")
def gallery(request: HttpRequest) -> HttpResponse:
    """Show all components, in the density of work pages or, with `?voor=bewoner`, of residents."""
    for_residents = request.GET.get("voor") == "bewoner"
    shown = [
        {"title": title, "groups": [_shown(group, request) for group in groups]}
        for title, groups in CHAPTERS
    ]
    layout = "components/resident_base.html" if for_residents else "components/work_base.html"
    context = {"chapters": shown, "layout": layout, "colours": COLOURS}
    return render(request, "components/gallery.html", {**context, "for_residents": for_residents})
