# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the register. None holds a word that somebody typed, or whose something is."""

from django.urls import path

from meedoen.web.register.views import (
    casus,
    consulting,
    home,
    meetings,
    point,
    presses,
    recommending,
    table,
)

app_name = "register"
urlpatterns = [
    path("", home.home, name="home"),
    path("nieuw/", presses.new_point, name="new_point"),
    path("<int:knelpunt_id>/", point.point, name="point"),
    path("<int:knelpunt_id>/woorden/", point.correct, name="correct"),
    path("<int:knelpunt_id>/oppakken/", point.take, name="take"),
    path("<int:knelpunt_id>/team/", point.hand_on, name="hand_on"),
    path("<int:knelpunt_id>/samenvoegen/", point.join, name="join"),
    path("<int:knelpunt_id>/weer-open/", point.ask_again, name="ask_again"),
    path("<int:knelpunt_id>/openbaar/", point.make_public, name="make_public"),
    path("<int:knelpunt_id>/niet-openbaar/", point.take_from_public, name="take_from_public"),
    path("<int:knelpunt_id>/aanbeveling/", recommending.propose, name="propose"),
    path("aanbeveling/<int:recommendation_id>/intrekken/", recommending.withdraw, name="withdraw"),
    path("aanbeveling/<int:recommendation_id>/voorleggen/", consulting.lay, name="lay"),
    path("aanbeveling/<int:recommendation_id>/gezegd/", consulting.said, name="said"),
    path("aanbeveling/<int:recommendation_id>/besluit/", recommending.decide, name="decide"),
    path("aanbeveling/<int:recommendation_id>/gedaan/", recommending.realise, name="realise"),
    path(
        "agenda/<str:agenda_kind>/<int:number>/", recommending.put_on_agenda, name="put_on_agenda"
    ),
    path("concept/<int:draft_id>/", presses.register_draft, name="register_draft"),
    path("meldingen/", presses.presses, name="presses"),
    path("meldingen/<uuid:ticket>/", presses.press, name="press"),
    path("meldingen/<uuid:ticket>/antwoord/", presses.answer_press, name="answer_press"),
    path("meldingen/<uuid:ticket>/nieuw/", presses.new_from_press, name="new_from_press"),
    path("casus/", casus.casus_list, name="casus_list"),
    path("casus/nieuw/", casus.new_casus, name="new_casus"),
    path("casus/<int:casus_id>/", casus.casus, name="casus"),
    path("casus/<int:casus_id>/wijzigen/", casus.change_casus, name="change_casus"),
    path("casus/<int:casus_id>/team/", casus.casus_team, name="casus_team"),
    path("casus/<int:casus_id>/lezer/", casus.ask_reader, name="ask_reader"),
    path("casus/<int:casus_id>/lezen/", casus.read_casus, name="read_casus"),
    path("casus/<int:casus_id>/stoppen/", casus.end_casus, name="end_casus"),
    path("casus/<int:casus_id>/pmm.pdf", casus.pmm_paper, name="pmm_paper"),
    path("casus/<int:casus_id>/pmm.json", casus.pmm_record, name="pmm_record"),
    path("overleg/", meetings.meetings, name="meetings"),
    path("overleg/nieuw/", meetings.new_meeting, name="new_meeting"),
    path("overleg/<int:meeting_id>/", meetings.meeting, name="meeting"),
    path("overleg/<int:meeting_id>/wijzigen/", meetings.change_meeting, name="change_meeting"),
    path("overleg/<int:meeting_id>/door/", meetings.cancel_meeting, name="cancel_meeting"),
    path("overleg/<int:meeting_id>/team/", meetings.guest, name="guest"),
    path("overleg/punt/<int:item_id>/", meetings.result, name="result"),
    path("overleg/punt/<int:item_id>/eraf/", meetings.take_off, name="take_off"),
    path("tabel/", table.table, name="table"),
    path("tabel/tabel.<str:form>", table.table_file, name="table_file"),
    path("tabel/wijken.<str:form>", table.wijk_file, name="wijk_file"),
]
