# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the policy face."""

from django.urls import include, path

from meedoen.web.policy import budget_urls
from meedoen.web.policy.views import (
    home,
    laboratory,
    monitor,
    monitor_headings,
    monitor_release,
    monitor_sources,
    offer_map,
    programme,
    programme_actions,
    programme_parts,
    releases,
)

app_name = "policy"
urlpatterns = [
    path("", home.home, name="home"),
    path("budget/", include(budget_urls)),
    path("kaart/", offer_map.show_map, name="map"),
    path("kaart/tabel.csv", offer_map.download, name="download"),
    path("laboratorium/", laboratory.drafts, name="laboratory"),
    path("laboratorium/nieuw/", laboratory.new, name="new_draft"),
    path("laboratorium/<int:draft_id>/", laboratory.draft, name="draft"),
    path("laboratorium/<int:draft_id>/rekenen/", laboratory.run, name="run_draft"),
    path("laboratorium/<int:draft_id>/stoppen/", laboratory.stop, name="stop_run"),
    path("laboratorium/<int:draft_id>/weg/", laboratory.throw_away, name="throw_draft_away"),
    path("laboratorium/<int:draft_id>/terug/", laboratory.put_back, name="put_draft_back"),
    path("monitor/", monitor.monitor, name="monitor"),
    path("monitor/tel-opnieuw/", monitor.count_again, name="count_again"),
    path("monitor/stoppen/<int:build_id>/", monitor.stop_counting, name="stop_counting"),
    path("monitor/naast-elkaar/", monitor.beside, name="monitor_beside"),
    path("monitor/nakijken/", monitor_release.waiting, name="monitor_release"),
    path("monitor/nakijken/vrijgeven/", monitor_release.approve, name="monitor_approve"),
    path("monitor/nakijken/openbaar/", monitor_release.publish, name="monitor_publish"),
    path("monitor/bronnen/", monitor_sources.sources, name="monitor_sources"),
    path("monitor/bronnen/keuzes/", monitor_sources.choose, name="monitor_choose"),
    path("monitor/bronnen/<str:source>/", monitor_sources.source, name="monitor_source"),
    path(
        "monitor/bronnen/<str:source>/voorwaarden/",
        monitor_sources.write_terms,
        name="monitor_write_terms",
    ),
    path(
        "monitor/bronnen/<str:source>/koppen/", monitor_headings.headings, name="monitor_headings"
    ),
    path(
        "monitor/bronnen/<str:source>/koppen/plakken/",
        monitor_headings.paste,
        name="monitor_paste_headings",
    ),
    path(
        "monitor/bronnen/<str:source>/koppen/<int:supplier_id>/",
        monitor_headings.supplier,
        name="monitor_supplier",
    ),
    path(
        "monitor/bronnen/<str:source>/koppen/<int:supplier_id>/profiel.yaml",
        monitor_headings.profile,
        name="monitor_profile",
    ),
    path(
        "monitor/bronnen/<str:source>/koppen/<int:supplier_id>/vergeten/",
        monitor_headings.forget,
        name="monitor_forget_supplier",
    ),
    path(
        "monitor/bronnen/<str:source>/koppen/<int:supplier_id>/terug/",
        monitor_headings.put_back,
        name="monitor_put_supplier_back",
    ),
    path("monitor/<str:indicator>/", monitor.figure, name="monitor_figure"),
    path("monitor/<str:indicator>/tabel.<str:form>", monitor.download, name="monitor_download"),
    path("programma/", programme.programme, name="programme"),
    path("programma/tabel.<str:form>", programme.download, name="programme_download"),
    path("programma/visie/", programme.vision, name="vision"),
    path("programma/overnemen/", programme.take_over, name="take_over"),
    path("programma/weggehaald/", programme.removed, name="programme_removed"),
    path("programma/acties/", programme.actions, name="actions"),
    path("programma/actie/nieuw/", programme_actions.new_action, name="new_action"),
    path("programma/actie/<int:action_id>/", programme_actions.action, name="action"),
    path(
        "programma/actie/<int:action_id>/wijzigen/",
        programme_actions.change_action,
        name="change_action",
    ),
    path(
        "programma/actie/<int:action_id>/stand/<str:state>/",
        programme_actions.move_action,
        name="move_action",
    ),
    path(
        "programma/deelprogramma/nieuw/", programme_parts.new_subprogramme, name="new_subprogramme"
    ),
    path(
        "programma/deelprogramma/<int:subprogramme_id>/",
        programme_parts.subprogramme,
        name="subprogramme",
    ),
    path(
        "programma/deelprogramma/<int:subprogramme_id>/doel/",
        programme_parts.new_goal,
        name="new_goal",
    ),
    path("programma/doel/<int:goal_id>/", programme_parts.goal, name="goal"),
    path("programma/doel/<int:goal_id>/cijfer/", programme_parts.new_followed, name="new_followed"),
    path("programma/cijfer/<int:followed_id>/", programme_parts.followed, name="followed"),
    path("programma/<str:part>/<int:number>/weg/", programme.remove, name="remove_part"),
    path("programma/<str:part>/<int:number>/terug/", programme.put_back, name="put_part_back"),
    path("uitgaven/", releases.releases, name="releases"),
    path("uitgaven/nieuw/", releases.new, name="new_release"),
    path("uitgaven/onderweg/<int:preparation_id>/", releases.preparation, name="preparation"),
    path("uitgaven/onderweg/<int:preparation_id>/stoppen/", releases.stop, name="stop_preparation"),
    path("uitgaven/<int:release_id>/", releases.release, name="release"),
    path("uitgaven/<int:release_id>/narekenen/", releases.check, name="check_release"),
    path("uitgaven/<int:release_id>/vrijgeven/", releases.approve, name="approve_release"),
    path("uitgaven/<int:release_id>/openbaar/", releases.publish, name="publish_release"),
    path("uitgaven/<int:release_id>/niet/", releases.set_aside, name="set_release_aside"),
    path("uitgaven/<int:release_id>/terugtrekken/", releases.withdraw, name="withdraw_release"),
    path(
        "uitgaven/<int:release_id>/bestand/<str:file>", releases.release_file, name="release_file"
    ),
]
