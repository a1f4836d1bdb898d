# SPDX-License-Identifier: EUPL-1.2
"""After logging in: straight to the first page that this function has."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from meedoen.accounts.roles import AT_WORK
from meedoen.privacy.endpoints import all_endpoints, endpoint
from meedoen.privacy.policy import Purpose
from meedoen.web.professional.looking import looking
from meedoen.web.professional.navigation import entries, menu


@endpoint(purpose=Purpose.SIGNING_IN, object="menu", roles=AT_WORK)
def begin(request: HttpRequest) -> HttpResponse:
    """Go to the first page this role may open, at work or in the policy face."""
    role = looking(request).role
    pages = menu(role, entries())
    if pages:
        return redirect(pages[0].url)
    others = (
        listed.pattern
        for listed in all_endpoints()
        if listed.name.startswith(("policy:", "mfa_index"))
        and "<" not in listed.pattern
        and listed.endpoint
        and role in listed.endpoint.roles
        and "GET" in listed.endpoint.methods
    )
    return redirect(next(others, "mfa_index"))
