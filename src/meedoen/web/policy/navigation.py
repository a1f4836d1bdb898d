# SPDX-License-Identifier: EUPL-1.2
"""The menu of the policy face: only pages that this role may open."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from meedoen.privacy.decision import Viewer
from meedoen.privacy.endpoints import registration_of
from meedoen.privacy.policy import Purpose
from meedoen.web.landing import may_open

_PAGES = (
    ("Overzicht", "policy:home"),
    ("Budget", "policy:budget"),
    ("Monitor", "policy:monitor"),
    ("Programma", "policy:programme"),
    ("Kaart van aanbod", "policy:map"),
    ("Laboratorium", "policy:laboratory"),
    ("Uitgaven", "policy:releases"),
    ("Register", "register:home"),
)


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Give what each policy page shows around its content: the menu, and what looking is for."""
    match = request.resolver_match
    here = match.view_name if match else ""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    stated = registration_of(match.func, here) if match else None
    return {
        "navigation": [
            {"label": label, "url": url, "current": name == here}
            for label, name in _PAGES
            if may_open(viewer.role, url := reverse(name))
        ],
        "purpose_text": (stated.purpose if stated else Purpose.POLICY).label,
    }
