# SPDX-License-Identifier: EUPL-1.2
"""The first page of the policy face: what can be seen, and what cannot be seen yet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.web.policy.navigation import surroundings


@endpoint(purpose=Purpose.POLICY, object="figures")
def home(request: HttpRequest) -> HttpResponse:
    """Show what there is to count and tell."""
    return render(request, "policy/home.html", surroundings(request))
