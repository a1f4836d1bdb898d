# SPDX-License-Identifier: EUPL-1.2
"""Each request has a number: in the log, in a header of the answer, and on the page of a fault."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from meedoen.logs.trace import safe_given, traced

HEADER = "X-Request-ID"


class Traced:
    """Middleware around all others that gives a request its number.

    What a proxy of ours calls it stands beside it in the log; what anybody else calls it counts
    for nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer under a number."""
        given = ""
        if settings.TRUSTED_PROXIES:
            sent = request.headers
            given = safe_given(sent.get(HEADER, ""), sent.get("traceparent", ""))
        with traced(given=given, about=lambda: _about(request)) as trace:
            response = self.get_response(request)
            response[HEADER] = trace.number.replace(" ", "-")
            return response


def _about(request: HttpRequest) -> Mapping[str, str]:
    """Tell of a request which page it is for, by its name, and in which role.

    Never the address: that can hold the pseudonym of a resident, or what somebody typed in it.
    """
    told = {"method": request.method or ""} if request.method in _METHODS else {}
    if request.resolver_match:
        told["endpoint"] = request.resolver_match.view_name
    if viewer := getattr(request, "viewer", None):
        told["role"] = str(viewer.role)
    return told


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
