# SPDX-License-Identifier: EUPL-1.2
"""A request as it may reach a page: without the one character that nobody can type or keep.

PostgreSQL refuses NUL in text, so one in a search, a cookie or a story would end in a fault. Nobody
means it: it falls away. In the path of an address it makes an address that is not there.
"""

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from meedoen.web.refusals import not_found

NUL = "\0"
_NUL_IN_QUERY = re.compile("%00|\0")


class ReadableRequests:
    """Middleware that takes NUL out of what comes in, before anything reads it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Clean the query and the cookies; they are read only after this."""
        if NUL in request.path:
            return not_found(request)
        query = request.META.get("QUERY_STRING", "")
        if _NUL_IN_QUERY.search(query):
            request.META["QUERY_STRING"] = _NUL_IN_QUERY.sub("", query)
        if any(NUL in value for value in request.COOKIES.values()):
            request.COOKIES = {k: v for k, v in request.COOKIES.items() if NUL not in v}
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """Clean what was posted, once it is known that there is a page for it."""
        if request.method == "POST" and any(
            NUL in value for name in request.POST for value in (name, *request.POST.getlist(name))
        ):
            request.POST = _without_nul(request.POST)  # type: ignore[assignment]


def _without_nul(posted: QueryDict) -> QueryDict:
    cleaned = QueryDict(mutable=True)
    for name, values in posted.lists():
        cleaned.setlist(name.replace(NUL, ""), [value.replace(NUL, "") for value in values])
    return cleaned
