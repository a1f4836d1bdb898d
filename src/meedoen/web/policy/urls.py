# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the policy face."""

from django.urls import path

from meedoen.web.policy.views import home, offer_map

app_name = "policy"
urlpatterns = [
    path("", home.home, name="home"),
    path("kaart/", offer_map.show_map, name="map"),
    path("kaart/tabel.csv", offer_map.download, name="download"),
]
