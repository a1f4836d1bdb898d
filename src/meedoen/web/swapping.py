# SPDX-License-Identifier: EUPL-1.2
"""An answer to a part of a page (an htmx call) that leads elsewhere opens that page.

Otherwise the other page would be poured into the part: the log-in into the glasses.
Source: adamchainz/django-htmx, "Make redirects work"; bigskysoftware/htmx#2685.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from meedoen.web.ways_back import path_of


class PartsAndPages:
    """Middleware that lets a redirect to another page happen in the window, not in the part."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Turn such a redirect around; a redirect to the page itself is followed by the call."""
        response = self.get_response(request)
        patch_vary_headers(response, ("HX-Request",))
        if not request.htmx or "Location" not in response:  # type: ignore[attr-defined]
            return response
        to = response["Location"]
        if path_of(to) != path_of(request.headers.get("HX-Current-URL", "")):
            del response["Location"]
            response["HX-Redirect"] = to
            response.status_code = 200
        return response
