# SPDX-License-Identifier: EUPL-1.2
"""Addresses that browsers and other programs ask for on their own, each with a short true answer.

Sources: RFC 9309 (robots.txt), RFC 9116 (security.txt), W3C "A Well-Known URL for Changing
Passwords"; the icons are what browsers try when a page names none.
"""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static

from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.web.moments import moment_of

_PLAIN = "text/plain; charset=utf-8"
_PERSONAL = ("/werk/", "/beleid/", "/account/", "/mijn-", "/terug/", "/wie-keek/", "/wat-")
_VALID = timedelta(days=90)


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object="icon")
def icon(request: HttpRequest) -> HttpResponse:
    """Lead to the picture of this site."""
    return redirect(static("meedoen/arch.png"))


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object="manifest")
def manifest(request: HttpRequest) -> HttpResponse:
    """Give the name and the picture for who puts this site on a telephone."""
    picture = {"src": static("meedoen/arch.png"), "sizes": "180x180", "type": "image/png"}
    told = {"name": "Meedoen", "lang": "nl", "start_url": "/", "icons": [picture]}
    return JsonResponse(told, content_type="application/manifest+json")


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object="robots")
def robots(request: HttpRequest) -> HttpResponse:
    """Ask search engines to leave the pages alone that are about somebody or for work."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _PERSONAL)]
    return HttpResponse("\n".join(lines) + "\n", content_type=_PLAIN)


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object="security contact")
def security(request: HttpRequest) -> HttpResponse:
    """Say where to report a weakness; not there as long as the installation names nobody."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = (moment_of(request) + _VALID).at.replace(microsecond=0).isoformat()
    lines = (
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires}",
        "Preferred-Languages: nl, en",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type=_PLAIN)


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object="password")
def change_password(request: HttpRequest) -> HttpResponse:
    """Lead who wants another password to the log-in, which says who helps."""
    return redirect("account_login")
