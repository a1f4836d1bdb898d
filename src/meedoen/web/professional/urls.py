# SPDX-License-Identifier: EUPL-1.2
"""Addresses at work. A dossier goes by its subject id; no address holds a name."""

from django.urls import path

from meedoen.web.professional.views import (
    begin,
    glasses,
    knelpunten,
    local_practice,
    looks,
    options,
    overrides,
    person,
    places,
    plan,
    streets,
    team,
    tell,
    what_if,
    why,
)

app_name = "professional"

urlpatterns = [
    path("", team.team, name="team"),
    path("lijst/<str:kind>/", team.group, name="group"),
    path("zoek/", team.find, name="find"),
    path("begin/", begin.begin, name="begin"),
    path("nieuw-verhaal/", tell.tell, name="tell"),
    path("nieuw-verhaal/<uuid:subject>/", tell.told, name="told"),
    path("inwoner/<uuid:subject>/", person.person, name="person"),
    path("inwoner/<uuid:subject>/gebeld/", person.called, name="called"),
    path("inwoner/<uuid:subject>/verhaal/", tell.write, name="write"),
    path("inwoner/<uuid:subject>/brillen/", glasses.glasses, name="glasses"),
    path("inwoner/<uuid:subject>/brillen/antwoord/", glasses.answer, name="answer"),
    path("inwoner/<uuid:subject>/brillen/overslaan/", glasses.skip, name="skip"),
    path("inwoner/<uuid:subject>/brillen/terugnemen/", glasses.take_back, name="take_back"),
    path("inwoner/<uuid:subject>/brillen/terugzetten/", glasses.put_back, name="put_back"),
    path("inwoner/<uuid:subject>/brillen/bewaren/", glasses.keep, name="keep"),
    path("inwoner/<uuid:subject>/wat-verandert/", what_if.what_if, name="what_if"),
    path("inwoner/<uuid:subject>/waarom/<str:provision>/", why.why, name="why"),
    path(
        "inwoner/<uuid:subject>/brillen/anders/<str:provision>/",
        overrides.override,
        name="override",
    ),
    path(
        "inwoner/<uuid:subject>/brillen/besluit/<int:override_id>/",
        overrides.withdraw,
        name="withdraw",
    ),
    path("inwoner/<uuid:subject>/brillen/bewaard/", looks.looks, name="looks"),
    path("inwoner/<uuid:subject>/brillen/bewaard/<int:look_id>/", looks.again, name="look"),
    path("inwoner/<uuid:subject>/brillen/knelpunt/<str:code>/", knelpunten.tell_of, name="tell_of"),
    path("inwoner/<uuid:subject>/keuzes/", options.options, name="options"),
    path("inwoner/<uuid:subject>/keuzes/antwoord/", options.say, name="say"),
    path("inwoner/<uuid:subject>/plan/", plan.plan, name="plan"),
    path("inwoner/<uuid:subject>/plan/stap/", plan.add_step, name="add_step"),
    path("inwoner/<uuid:subject>/plan/stap/<int:step_id>/", plan.change_step, name="change_step"),
    path("inwoner/<uuid:subject>/plan/hoe-gaat-het/", plan.check_in, name="check_in"),
    path("inwoner/<uuid:subject>/plan/plek/<int:placement_id>/", plan.give_back, name="give_back"),
    path("plekken/", places.places, name="places"),
    path("knelpunten/", knelpunten.knelpunten, name="knelpunten"),
    path("knelpunten/<int:draft_id>/", knelpunten.change, name="knelpunt"),
    path("knelpunten/<int:draft_id>/weg/", knelpunten.remove, name="remove_knelpunt"),
    path("straten/", streets.streets, name="streets"),
    path("straten/<int:street_look_id>/", streets.street_look, name="street_look"),
    path("zo-doen-wij-het/", local_practice.local_practice, name="local_practice"),
]
