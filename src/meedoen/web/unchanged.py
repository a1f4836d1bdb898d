# SPDX-License-Identifier: EUPL-1.2
"""A page of rules that a browser has already is not made again (conditional GET, RFC 9110, 13).

Only pages that hold nothing of anybody and no form to send. A browser asks each time whether its
copy still holds, so that nobody reads the rules of yesterday; a proxy may keep a copy for who
brings no cookie. Where somebody is logged in, a story is open or a message waits, the page is made.
"""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition

from meedoen import __version__
from meedoen.accounts.queries import partnered
from meedoen.areas.queries import municipalities
from meedoen.journeys.glasses import current_rulebook
from meedoen.web.context import chosen_municipality
from meedoen.web.moments import moment_of
from meedoen.web.open_story import open_subject
from meedoen.web.reading import choice_in

View = Callable[..., HttpResponse]


def made_once(view: View) -> View:
    """Let a view of rules be made once for a version of product, rules, day and choices."""
    asked = condition(etag_func=_version)(view)

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = asked(request, *args, **kwargs)
        if "ETag" in answer:
            patch_cache_control(answer, no_cache=True)
        return answer

    return answered


def _version(request: HttpRequest, *_: Any, **__: Any) -> str | None:
    """Name everything that such a page follows from; None where it may hold something of somebody.

    Not while templates are being written: they are no part of the version.
    """
    somebody = request.user.is_authenticated or open_subject(request) is not None
    if settings.DEBUG or somebody or len(get_messages(request)):
        return None
    follows_from = (
        __version__,
        getattr(staticfiles_storage, "manifest_hash", ""),
        current_rulebook().digest,
        moment_of(request).day,
        request.get_full_path(),
        bool(request.htmx),  # type: ignore[attr-defined]
        choice_in(request.session),
        getattr(chosen_municipality(request), "code", ""),
        [(one.code, one.name) for one in municipalities()],
        partnered(),
        settings.PHONE_NUMBER,
        settings.DEMONSTRATION,
    )
    return f'"{sha256(repr(follows_from).encode()).hexdigest()[:32]}"'
