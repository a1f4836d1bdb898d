# SPDX-License-Identifier: EUPL-1.2
"""All addresses. No address holds a name, a bsn or a date of birth; dossiers go by subject id."""

from django.urls import include, path

from meedoen.web import views

public = (
    [
        path("rondleiding/", views.tour, name="tour"),
        path("rondleiding/inloggen/", views.demonstration_login, name="demonstration_login"),
        path("toegankelijkheid/", views.accessibility, name="accessibility"),
        path("beter-lezen/", views.reading_help, name="reading_help"),
        path("onderdelen/", views.gallery, name="gallery"),
        path("gezond/", views.health, name="health"),
    ],
    "web",
)

urlpatterns = [
    path("", include("meedoen.web.resident.urls")),
    path("", include(public)),
    path("werk/", include("meedoen.web.professional.urls")),
    path("beleid/", include("meedoen.web.policy.urls")),
    path("account/", include("allauth.urls")),
]
