# SPDX-License-Identifier: EUPL-1.2
"""The first page of the policy face: what can be seen, and what cannot be seen yet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meedoen.privacy.decision import Viewer
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.publication.queries import waiting_for
from meedoen.web.landing import may_open
from meedoen.web.policy.navigation import surroundings
from meedoen.web.policy.views.releases import APPROVES


@endpoint(purpose=Purpose.POLICY, object="figures")
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for this colleague, and what there is to count and tell."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    waits = waiting_for(viewer.account_id, viewer.municipalities) if viewer.role in APPROVES else 0
    accounts = may_open(viewer.role, reverse("policy:budget"))
    context = {"waits": waits, "accounts": accounts, **surroundings(request)}
    return render(request, "policy/home.html", context)
