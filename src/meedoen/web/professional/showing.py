# SPDX-License-Identifier: EUPL-1.2
"""Draws a page at work with what stands around it: the menu, and why you look."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from meedoen.privacy.endpoints import Endpoint, roles_for
from meedoen.privacy.policy import MAY_DECIDE, MAY_LOOK_THROUGH, Purpose
from meedoen.vocabulary.domains import Domain
from meedoen.web.professional.looking import looking
from meedoen.web.professional.navigation import entries, menu


def show(
    request: HttpRequest, template: str, shown: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """Draw a page of this face; a page about a person also says what you look for."""
    stated: Endpoint = request.endpoint  # type: ignore[attr-defined]
    role = looking(request).role
    here = request.resolver_match.view_name if request.resolver_match else ""
    # What is decided or kept here lies in a compartment that the resident may have closed.
    keeps = "reading" in shown and Domain.ASSESSMENT not in shown["reading"].withheld
    around: dict[str, Any] = {
        "navigation": [page.shown(here) for page in menu(role, entries())],
        "may_intake": role in roles_for(Purpose.INTAKE),
        "may_guide": role in roles_for(Purpose.GUIDANCE),
        "may_look_through": role in MAY_LOOK_THROUGH,
        "may_decide": role in MAY_DECIDE and keeps,
        "may_keep": keeps,
        "here": here,
    }
    if "known" in shown:
        called = shown["known"].called
        around["purpose_text"] = stated.purpose.label
        around["purpose_note"] = f"{called} ziet dat je keek, wat je las en waarom."
    return render(request, template, {**around, **shown}, status=status)
