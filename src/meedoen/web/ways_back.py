# SPDX-License-Identifier: EUPL-1.2
"""Which page belongs to an address: where a link may lead, also after an action that failed.

An address that only takes what is sent (a form's action) is no page: nobody is ever sent there.
"""

from contextlib import suppress
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from meedoen.accounts.roles import Role
from meedoen.privacy.endpoints import Endpoint, registration_of
from meedoen.privacy.policy import Purpose

HOME = "/"
ONWARD = "verder"


def _registration(path: str) -> Endpoint | None:
    try:
        match = resolve(path)
    except Resolver404:
        return None
    return registration_of(match.func, match.view_name)


def path_of(address: str) -> str:
    """Give the path of an address as somebody sent it; "" when it cannot be read."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def page_registration(address: str) -> Endpoint | None:
    """Give what a page of ours is registered for; None for anything that is no page."""
    stated = _registration(path_of(address))
    return stated if stated and "GET" in stated.methods and stated.roles else None


def opens(address: str) -> bool:
    """Tell whether an address of ours is a page: one that opens when somebody follows a link."""
    return page_registration(address) is not None


def page_at(address: str) -> str:
    """Give the path of the nearest page at or above an address of ours; the beginning at last."""
    path = path_of(address)
    while path.startswith("/") and path != HOME:
        if opens(path):
            return path
        path = path.rstrip("/").rpartition("/")[0] + "/"
    return HOME


def page_behind(request: HttpRequest) -> str:
    """Give the page from which something was sent, with what it asked for.

    The browser says where it was; that counts when it is a page of ours and no page to log in.
    Otherwise it is the page nearest to the address.
    """
    said = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(said, allowed_hosts={request.get_host()}) and opens(said):
        stated = _registration(path_of(said))
        if stated and not (stated.purpose is Purpose.SIGNING_IN and Role.ANYONE in stated.roles):
            with suppress(ValueError):
                found = urlsplit(said)
                return f"{found.path}?{found.query}" if found.query else found.path
    return page_at(request.path)


def by_return_words(page: str) -> str:
    """Give the address to type return words, that leads on to a page where somebody was."""
    return f"{reverse('resident:come_back')}?{urlencode({ONWARD: page})}"


def page_to_go_on(request: HttpRequest) -> str:
    """Give the page of a resident to go on to after the return words; "" when none was named.

    Only a page of ours that takes part with her: never another site, an action or a way in.
    """
    named = request.GET.get(ONWARD, "")
    if not url_has_allowed_host_and_scheme(named, allowed_hosts={request.get_host()}):
        return ""
    stated = page_registration(named)
    if stated is None or stated.purpose is not Purpose.TAKING_PART:
        return ""
    found = urlsplit(named)
    return f"{found.path}?{found.query}" if found.query else found.path
