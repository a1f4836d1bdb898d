# SPDX-License-Identifier: EUPL-1.2
"""The menu of the policy face."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from meedoen.privacy.policy import Purpose

_PAGES = (
    ("Overzicht", "policy:home"),
    ("Monitor", "policy:monitor"),
    ("Programma", "policy:programme"),
    ("Kaart van aanbod", "policy:map"),
    ("Laboratorium", "policy:laboratory"),
    ("Uitgaven", "policy:releases"),
)


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Give what each policy page shows around its content: the menu, and what looking is for."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    return {
        "navigation": [
            {"label": label, "url": reverse(name), "current": name == here}
            for label, name in _PAGES
        ],
        "purpose_text": Purpose.POLICY.label,
    }
