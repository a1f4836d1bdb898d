# SPDX-License-Identifier: EUPL-1.2
"""After logging in: straight to the first page that this function has."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from meedoen.accounts.roles import AT_WORK
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.web.landing import landing_page
from meedoen.web.professional.looking import looking


@endpoint(purpose=Purpose.SIGNING_IN, object="menu", roles=AT_WORK)
def begin(request: HttpRequest) -> HttpResponse:
    """Go to the first page this role may open."""
    return redirect(landing_page(looking(request).role))
