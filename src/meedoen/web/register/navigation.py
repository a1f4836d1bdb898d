# SPDX-License-Identifier: EUPL-1.2
"""The menu of the register: its own pages, and the way back to where somebody works."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from meedoen.accounts.roles import Role
from meedoen.privacy.decision import Viewer
from meedoen.privacy.policy import Purpose
from meedoen.web.landing import landing_page, may_open

_PAGES = (
    ("Register", "register:home"),
    ("Meldingen", "register:presses"),
    ("Casus", "register:casus_list"),
    ("Overleg", "register:meetings"),
    ("Tabel", "register:table"),
)


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Give what each page of the register shows around its content."""
    match = request.resolver_match
    here = match.view_name if match else ""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    pages = [
        {"label": label, "url": url, "current": name == here}
        for label, name in _PAGES
        if may_open(viewer.role, url := reverse(name))
    ]
    if viewer.role is Role.JURIST:
        pages.append({"label": "Regels", "url": reverse("web:laws"), "current": False})
    first = landing_page(viewer.role)
    elsewhere = [] if first == reverse("register:home") else [{"label": "Mijn werk", "url": first}]
    return {"navigation": [*elsewhere, *pages], "purpose_text": Purpose.IMPROVING.label}
