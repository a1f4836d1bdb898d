# SPDX-License-Identifier: EUPL-1.2
"""A request as it may reach a page: without characters that nobody types and nothing can keep.

PostgreSQL refuses NUL in text, so one in a search, a cookie or a story would end in a fault; other
control characters mean nothing either. They fall away. In the path of an address NUL makes an
address that is not there.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from meedoen.vocabulary.words import without_controls
from meedoen.web.refusals import not_found

NUL = "\0"


class ReadableRequests:
    """Middleware that takes control characters out of what comes in, before anything reads it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Clean the query and the cookies."""
        if NUL in request.path:
            return not_found(request)
        request.GET = _cleaned(request.GET)  # type: ignore[assignment]
        if any(NUL in value for value in request.COOKIES.values()):
            request.COOKIES = {k: v for k, v in request.COOKIES.items() if NUL not in v}
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """Clean what was posted, once it is known that there is a page for it."""
        if request.method == "POST":
            request.POST = _cleaned(request.POST)  # type: ignore[assignment]


def _cleaned(sent: QueryDict) -> QueryDict:
    cleaned = QueryDict(mutable=True)
    for name, values in sent.lists():
        cleaned.setlist(without_controls(name), [without_controls(str(one)) for one in values])
    if cleaned == sent:
        return sent
    cleaned._mutable = False
    return cleaned
