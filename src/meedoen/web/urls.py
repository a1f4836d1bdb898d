# SPDX-License-Identifier: EUPL-1.2
"""All addresses. No address holds a name, a bsn or a date of birth; dossiers go by subject id."""

from collections.abc import Iterable

from allauth.urls import urlpatterns as allauth_pages
from django.urls import URLPattern, URLResolver, include, path

from meedoen.web import (
    answer_link,
    laws,
    memberships,
    on_their_own,
    oversight,
    public_releases,
    stuck,
    views,
)
from meedoen.web.second_factor import CHANGING_IT, as_her_own

public = (
    [
        path("rondleiding/", views.tour, name="tour"),
        path("rondleiding/inloggen/", views.demonstration_login, name="demonstration_login"),
        path("toegankelijkheid/", views.accessibility, name="accessibility"),
        path("beter-lezen/", views.reading_help, name="reading_help"),
        path("zelfde-antwoord/", views.same_answer, name="same_answer"),
        path("zo-doet-je-gemeente-het/", views.local_practice, name="local_practice"),
        path("antwoord/<str:token>/", answer_link.answer_link, name="answer_link"),
        path("regels/", laws.laws, name="laws"),
        path("regels/<str:law>/<str:since>/", laws.law, name="law"),
        path("regels/<str:law>/<str:since>/artikel/<path:article>/", laws.article, name="article"),
        path("cijfers/", public_releases.releases, name="releases"),
        path("cijfers/<slug:address>/", public_releases.release, name="release"),
        path(
            "cijfers/<slug:address>/bestand/<str:file>",
            public_releases.release_file,
            name="release_file",
        ),
        path("wat-vastloopt/", stuck.stuck, name="stuck"),
        path("wat-vastloopt/<int:point_id>/", stuck.stuck_point, name="stuck_point"),
        path("wat-vastloopt/<int:point_id>/ook/", stuck.stuck_too, name="stuck_too"),
        path("wat-vastloopt/<int:point_id>/vind/", stuck.stuck_say, name="stuck_say"),
        path("onderdelen/", views.gallery, name="gallery"),
        path("mijn-werk/", views.my_work, name="my_work"),
        path("mijn-werk/functie/", memberships.memberships, name="memberships"),
        path("toezicht/", oversight.oversight, name="oversight"),
        path("gezond/", views.health, name="health"),
        path("favicon.ico", on_their_own.icon, name="favicon"),
        path("apple-touch-icon.png", on_their_own.icon, name="touch_icon"),
        path("apple-touch-icon-precomposed.png", on_their_own.icon, name="old_touch_icon"),
        path("manifest.webmanifest", on_their_own.manifest, name="manifest"),
        path("robots.txt", on_their_own.robots, name="robots"),
        path(".well-known/security.txt", on_their_own.security, name="security"),
        path(".well-known/change-password", on_their_own.change_password, name="change_password"),
    ],
    "web",
)

# Without allauth's nameless redirects from addresses of long ago.
account_pages = [page for page in allauth_pages if not str(page.pattern).startswith("social/")]


def _with_proof(pages: Iterable[URLPattern | URLResolver]) -> None:
    """Let the pages of allauth on which a second factor changes say whose it is."""
    for page in pages:
        if isinstance(page, URLResolver):
            _with_proof(page.url_patterns)
        elif page.name in CHANGING_IT:
            page.callback = as_her_own(page.callback)


_with_proof(account_pages)

handler400 = "meedoen.web.refusals.bad_request"
handler403 = "meedoen.web.refusals.not_allowed"
handler404 = "meedoen.web.refusals.not_found"
handler500 = "meedoen.web.refusals.fault"

urlpatterns = [
    path("", include("meedoen.web.resident.urls")),
    path("", include(public)),
    path("werk/", include("meedoen.web.professional.urls")),
    path("beleid/", include("meedoen.web.policy.urls")),
    path("register/", include("meedoen.web.register.urls")),
    path("account/", include(account_pages)),
]

# allauth asks for this one where somebody is too quick.
handler429 = "meedoen.web.views.too_many"
