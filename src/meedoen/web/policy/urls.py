# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the policy face."""

from django.urls import path

from meedoen.web.policy.views import home, laboratory, offer_map

app_name = "policy"
urlpatterns = [
    path("", home.home, name="home"),
    path("kaart/", offer_map.show_map, name="map"),
    path("kaart/tabel.csv", offer_map.download, name="download"),
    path("laboratorium/", laboratory.drafts, name="laboratory"),
    path("laboratorium/nieuw/", laboratory.new, name="new_draft"),
    path("laboratorium/<int:draft_id>/", laboratory.draft, name="draft"),
    path("laboratorium/<int:draft_id>/rekenen/", laboratory.run, name="run_draft"),
    path("laboratorium/<int:draft_id>/stoppen/", laboratory.stop, name="stop_run"),
    path("laboratorium/<int:draft_id>/weg/", laboratory.throw_away, name="throw_draft_away"),
    path("laboratorium/<int:draft_id>/terug/", laboratory.put_back, name="put_draft_back"),
]
