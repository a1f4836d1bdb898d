# SPDX-License-Identifier: EUPL-1.2
"""What every resident page has around its content: the way through the five places."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control

from meedoen.web.resident.session import subject_of
from meedoen.web.typed_words import typed_words
from meedoen.web.ways_back import by_return_words, page_behind

P = ParamSpec("P")
_STORY = {"story", "story_talent", "story_manage", "story_check", "together", "later"}
_HINDERS = {"hindrances", "hindrance", "hindrance_solved"}
_DISAGREES = {"disagree", "disagreement"}
_PLACES = [
    ("Begin", "start", {"start"}),
    ("Mijn verhaal", "story", _STORY | {"return_words", "options", "missing", "not_now"}),
    (
        "Mijn plan",
        "plan",
        {"plan", "check_in", "add_step", "give_back", "rules", "what_if"} | _HINDERS | _DISAGREES,
    ),
    ("Berichten", "my_messages", {"my_messages", "reach", "rest"}),
    ("Wie keek mee", "who_looked", {"who_looked", "stop_sharing"}),
]
_ONLY_WITH_DOSSIER = {"my_messages", "who_looked"}


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """List the places to go; messages and "wie keek mee" only when a dossier is open here."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    inside = subject_of(request) is not None
    return [
        {"label": label, "url": reverse(f"resident:{name}"), "current": here in pages}
        for label, name, pages in _PLACES
        if inside or name not in _ONLY_WITH_DOSSIER
    ]


def page(request: HttpRequest, template: str, **shown: Any) -> HttpResponse:
    """Render a resident page with its navigation."""
    shown |= {"navigation": navigation(request), "inside": subject_of(request) is not None}
    return render(request, f"resident/{template}.html", shown)


def no_dossier(request: HttpRequest) -> HttpResponse:
    """Explain kindly that no dossier is open here; what somebody sent in vain is shown back."""
    here = page_behind(request) if request.method == "POST" else request.get_full_path()
    shown = {"typed": typed_words(request), "back_url": by_return_words(here)}
    response = page(request, "no_dossier", **shown)
    patch_cache_control(response, private=True, no_store=True)
    return response


def with_dossier(
    view: Callable[Concatenate[HttpRequest, UUID, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Hand a view the subject of this session; without one, explain kindly how to get there."""

    @wraps(view)
    def explained(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        subject = subject_of(request)
        if subject is None:
            return no_dossier(request)
        return view(request, subject, *args, **kwargs)

    return explained
