# SPDX-License-Identifier: EUPL-1.2
"""What the views of the policy face share: who looks, and a page with its menu."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from meedoen.privacy.decision import Viewer
from meedoen.web.policy.navigation import surroundings


def who_looks(request: HttpRequest) -> Viewer:
    """Give whom the gate let in."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def show(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Answer with a policy page in its surroundings."""
    return render(request, template, {**context, **surroundings(request)}, status=status)
