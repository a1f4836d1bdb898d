# SPDX-License-Identifier: EUPL-1.2
"""Every way to say no: in words, with a way on, and with what somebody typed shown back.

Each answer is a page; for a call that replaces a part of a page it is a sentence on that page
(`web/message_part.html`). None of them is kept by a browser.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_cache_control

from meedoen.accounts.roles import Role
from meedoen.logs.trace import current_trace
from meedoen.privacy.decision import ANYONE, Decision, Reason, Viewer, closed_for
from meedoen.privacy.endpoints import Endpoint
from meedoen.privacy.levels.kinds import LogInLevel, Service
from meedoen.privacy.operations import note_event
from meedoen.web.membership_in_use import other_functions
from meedoen.web.moments import in_minutes, moment_of
from meedoen.web.open_story import OpenStory
from meedoen.web.typed_words import TypedWords, typed_words
from meedoen.web.ways_back import page_at, page_behind

TOO_LONG_AWAY = "Je was te lang weg. Log in, dan ga je hier verder."
_NOT_TOLD = (Reason.NOT_SHARED, Reason.OTHER_MUNICIPALITY)


def _answer(request: HttpRequest, template: str, status: int, **shown: Any) -> HttpResponse:
    response = render(
        request, template, {"way_back": page_at(request.path), **shown}, status=status
    )
    patch_cache_control(response, private=True, no_store=True)
    return response


def _way_back(request: HttpRequest) -> str:
    """Give the page to load again; a call of a part says itself on which page it stands."""
    return page_behind(request) if _is_htmx(request) else page_at(request.path)


def _is_htmx(request: HttpRequest) -> bool:
    """Tell whether a part of a page asks; also for what fails before the middleware could say."""
    return request.headers.get("HX-Request") == "true"


def refused(
    request: HttpRequest,
    reason: Reason,
    endpoint: str,
    viewer: Viewer = ANYONE,
    decision: Decision | None = None,
) -> HttpResponse:
    """Answer no, with what somebody can do about it, and note the refusal without content.

    The page is the same whether or not the thing exists.
    """
    note_event(event="refused", by=viewer, on=moment_of(request), endpoint=endpoint, reason=reason)
    status = 404 if reason in _NOT_TOLD else 403
    if viewer.role is Role.RESIDENT and reason in _NOT_TOLD:
        return _answer(request, "web/no_longer_there.html", status, typed=typed_words(request))
    others = _other_functions(request, viewer)
    return _answer(
        request, "web/refused.html", status, advice=reason.advice_to(others),
        can_switch=bool(others), way_back=_way_back(request), typed=typed_words(request),
    )  # fmt: skip


def _other_functions(request: HttpRequest, viewer: Viewer) -> list[Viewer]:
    """List who she is in her other functions that may come here, as far as those alone can tell.

    What lies behind the page plays no part, so that the words tell nothing about it.
    """
    stated: Endpoint | None = getattr(request, "endpoint", None)
    if stated is None or not viewer.has_other_memberships:
        return []
    others = other_functions(viewer, on=moment_of(request))
    return [
        other
        for other in others
        if other.role in stated.roles and closed_for(other, stated.purpose) is None
    ]


def come_later(request: HttpRequest, wait: timedelta) -> HttpResponse:
    """Answer that very many came in here lately: when there is room, and that calling helps now.

    Nothing is kept, and everything that was typed stands on the page.
    """
    shown = {"wait": in_minutes(wait), "way_back": _way_back(request)}
    response = _answer(request, "web/come_later.html", 429, typed=typed_words(request), **shown)
    response["Retry-After"] = str(ceil(wait.total_seconds()))
    return response


def level_needed(
    request: HttpRequest,
    service: Service,
    level: LogInLevel,
    story: OpenStory,
    endpoint: str,
    viewer: Viewer,
) -> HttpResponse:
    """Answer that a service asks a higher level of log-in, and where a person does the same.

    Noted for the officers of her municipality, without whose story it was. Nothing is kept, and
    everything that was typed stands on the page.
    """
    there = replace(viewer, municipalities=frozenset({story.municipality_code}))
    note_event(event="level_needed", by=there, on=moment_of(request), endpoint=endpoint)
    return _answer(
        request, "web/level_needed.html", 403, service=service, level=level,
        municipality_name=story.municipality_name, way_back=_way_back(request),
        typed=typed_words(request), only_at_desk=level is LogInLevel.AT_DESK,
    )  # fmt: skip


def nothing_there(request: HttpRequest, endpoint: str, viewer: Viewer) -> HttpResponse:
    """Answer that something that is about no resident is not there, and note that it was asked."""
    note_event(
        event="refused",
        by=viewer,
        on=moment_of(request),
        endpoint=endpoint,
        reason=Reason.NOT_SHARED,
    )
    return not_found(request)


def log_in_again(request: HttpRequest) -> HttpResponse:
    """Send to log in, to come back to the page where somebody was; never to a form's action.

    Who typed something gets it shown back first, with the way to log in.
    """
    if request.method != "POST" and not _is_htmx(request):
        if _session_is_over(request):
            messages.info(request, TOO_LONG_AWAY)
        return redirect_to_login(request.get_full_path())
    page, typed = page_behind(request), typed_words(request)
    if typed and not _is_htmx(request):
        way = f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': page})}"
        return _answer(request, "web/too_long_away.html", 403, typed=typed, log_in=way)
    messages.info(request, TOO_LONG_AWAY)
    return redirect_to_login(page)


def _session_is_over(request: HttpRequest) -> bool:
    """Tell whether the browser still brings the cookie of a session that is no longer there."""
    sent = settings.SESSION_COOKIE_NAME in request.COOKIES
    return sent and request.session.session_key is None


def only_sent(request: HttpRequest, allowed: Sequence[str]) -> HttpResponse:
    """Answer that an address takes no visits, with the page it belongs to."""
    response = _answer(request, "web/only_sent.html", 405)
    response["Allow"] = ", ".join(allowed)
    return response


def no_cookie(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer that a form came without the cookie of its page (Django's CSRF failure).

    The words are shown back, unless another site sent them.
    """
    typed: list[TypedWords] = [] if _from_elsewhere(request) else typed_words(request)
    template = "web/no_cookie_part.html" if _is_htmx(request) else "403_csrf.html"
    return _answer(request, template, 403, typed=typed, way_back=page_behind(request))


def _from_elsewhere(request: HttpRequest) -> bool:
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    own = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin", own) not in (own, "null")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer that what was sent cannot be read (Django's handler for 400)."""
    # A host that is not ours may be what could not be read: nothing here asks for it.
    return _answer(request, "400.html", 400, way_back=page_at(request.path))


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer that a page is not for this visitor (Django's handler for 403)."""
    return _answer(request, "403.html", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer that there is no such page (Django's handler for 404)."""
    return _answer(request, "404.html", 404, typed=typed_words(request))


def link_over(request: HttpRequest) -> HttpResponse:
    """Answer that a link from a mail does nothing any more, whether or not it ever did."""
    return _answer(request, "web/link_over.html", 404)


def fault(request: HttpRequest) -> HttpResponse:
    """Answer that something went wrong here (Django's handler for 500).

    It asks nothing of the database, which may be what went wrong. Its number leads to what the log
    has of it. A call of a part of a page gets
    no part: the page then says so in its own words.
    """
    trace = current_trace()
    shown = {"number": trace.number if trace else ""}
    response = HttpResponse(render_to_string("500.html", shown), status=500)
    patch_cache_control(response, private=True, no_store=True)
    return response
