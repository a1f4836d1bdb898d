# SPDX-License-Identifier: EUPL-1.2
"""Whether this session used a second factor, and where to go when it did not.

What counts is this session, not the account: one that began with the password alone, before there
was an app, is asked for a code once there is one.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from meedoen.accounts.queries import app_was_set_up
from meedoen.privacy.context import signing_in_as

# The log-in of the own organisation asks for a second factor itself.
_ORGANISATION = "socialaccount"
# Pages of allauth on which somebody changes her own second factor: seeing the emergency codes is
# noted with them.
CHANGING_IT = frozenset(
    {
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_generate_recovery_codes",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
    }
)


def _used(request: HttpRequest) -> set[str]:
    """Give how who is logged in came in, in this session."""
    records = get_authentication_records(request, request.user)
    return {str(record.get("method")) for record in records}


def second_factor_page(request: HttpRequest) -> str:
    """Give the page where a second factor is set up or asked for first; nothing when none is."""
    used = _used(request)
    if not settings.SECOND_FACTOR_REQUIRED or _ORGANISATION in used:
        return ""
    if not request.user.authenticator_set.exists():  # type: ignore[union-attr]
        return reverse("mfa_activate_totp")
    if "mfa" in used:
        return ""
    # What was sent is not sent again: she comes back at the first page of her work.
    back = request.get_full_path() if request.method == "GET" else reverse("web:my_work")
    return f"{reverse('mfa_reauthenticate')}?{urlencode({'next': back})}"


def may_set_up_app(request: HttpRequest) -> bool:
    """Tell whether who is logged in may set up an app now.

    The first time the password is enough. Later it is not, whatever became of the earlier app: then
    this session must have used it.
    """
    if not settings.SECOND_FACTOR_REQUIRED or _used(request) & {"mfa", _ORGANISATION}:
        return True
    return not app_was_set_up(request.user.pk or 0)


def as_her_own(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a page change the second factor of who is logged in; the database refuses any other."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated or not request.user.pk:
            return view(request, *args, **kwargs)
        with signing_in_as(request.user.pk):
            return view(request, *args, **kwargs)

    return page
