# SPDX-License-Identifier: EUPL-1.2
"""What a request says beside its forms: cleaned at the door, and read without trust."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict

from meedoen.vocabulary.words import without_controls

LONGEST_NUMBER = 9


def number_in(text: str) -> int | None:
    """Read the number of a row that a page sent along; None for anything else."""
    short = text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
    return int(text) if short else None


class WithoutControls:
    """Takes control characters out of addresses and forms before any view reads them.

    The database refuses NUL in a text; nobody types it, and it means nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep what answers the request."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Clean what was sent, and answer."""
        request.GET = _cleaned(request.GET)  # type: ignore[assignment]
        if request.method == "POST":
            request.POST = _cleaned(request.POST)  # type: ignore[assignment]
        return self.get_response(request)


def _cleaned(sent: QueryDict) -> QueryDict:
    cleaned = {key: [without_controls(str(one)) for one in sent.getlist(key)] for key in sent}
    if all(cleaned[key] == sent.getlist(key) for key in sent):
        return sent
    copy = sent.copy()
    for key, values in cleaned.items():
        copy.setlist(key, values)
    copy._mutable = False
    return copy
