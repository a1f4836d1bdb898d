# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the resident face. No address holds a dossier: that stands in the session."""

from django.urls import path

from meedoen.web.resident.views import (
    arriving,
    calling,
    choosing,
    disagreeing,
    hindering,
    looking,
    planning,
    reaching,
    rules,
    telling,
    what_if,
)

app_name = "resident"

urlpatterns = [
    path("", arriving.start, name="start"),
    path("gemeente/", arriving.choose_municipality, name="choose_municipality"),
    path("aanbod/", arriving.offers, name="offers"),
    path("aanbod/<uuid:offer_id>/", arriving.offer, name="offer"),
    path("wat-bewaren-we/", arriving.what_we_keep, name="what_we_keep"),
    path("onafhankelijke-hulp/", arriving.independent_help, name="independent_help"),
    path("mijn-verhaal/", telling.words, {"question": 1}, name="story"),
    path("mijn-verhaal/2/", telling.words, {"question": 2}, name="story_talent"),
    path("mijn-verhaal/3/", telling.manage, name="story_manage"),
    path("mijn-verhaal/samen/", telling.together, name="together"),
    path("mijn-verhaal/later/", telling.later, name="later"),
    path("mijn-verhaal/nalezen/", telling.check, name="story_check"),
    path("mijn-verhaal/woorden/", telling.return_words, name="return_words"),
    path("terug/", calling.come_back, name="come_back"),
    path("sluit-af/", calling.leave, name="leave"),
    path("bel-mij/", calling.callback, name="callback"),
    path("bel-mij/gelukt/", calling.callback_done, name="callback_done"),
    path("mijn-keuzes/", choosing.options, name="options"),
    path("mijn-keuzes/<uuid:offer_id>/", choosing.answer, name="answer"),
    path("mijn-keuzes/dit-mis-ik/", choosing.missing, name="missing"),
    path("mijn-keuzes/nu-niet/", choosing.not_now, name="not_now"),
    path("mijn-plan/", planning.plan, name="plan"),
    path("mijn-plan/begin/", planning.begin, name="begin_plan"),
    path("mijn-plan/hoe-gaat-het/", planning.check_in, name="check_in"),
    path("mijn-plan/stap/", planning.add_step, name="add_step"),
    path("mijn-plan/stap/<int:step_id>/", planning.change_step, name="change_step"),
    path("mijn-plan/plek/<int:placement_id>/", planning.give_back, name="give_back"),
    path("mijn-plan/hindert/", hindering.hindrances, name="hindrances"),
    path("mijn-plan/hindert/druk/", hindering.press, name="press"),
    path("mijn-plan/hindert/<int:hindrance_id>/", hindering.hindrance, name="hindrance"),
    path("mijn-plan/hindert/<int:hindrance_id>/terug/", hindering.take_back, name="hindrance_back"),
    path(
        "mijn-plan/hindert/<int:hindrance_id>/opgelost/", hindering.solved, name="hindrance_solved"
    ),
    path("mijn-plan/niet-eens/", disagreeing.disagree, name="disagree"),
    path(
        "mijn-plan/niet-eens/<int:disagreement_id>/",
        disagreeing.disagreement,
        name="disagreement",
    ),
    path(
        "mijn-plan/niet-eens/<int:disagreement_id>/terug/",
        disagreeing.take_back,
        name="disagreement_back",
    ),
    path(
        "mijn-plan/niet-eens/<int:disagreement_id>/exemplaar.pdf",
        disagreeing.own_copy,
        name="disagreement_copy",
    ),
    path("wat-kan-er/", rules.rules, name="rules"),
    path("wat-kan-er/antwoord/", rules.answer, name="rules_answer"),
    path("wat-kan-er/weg/", rules.take_back, name="rules_take_back"),
    path("wat-kan-er/terug/", rules.put_back, name="rules_put_back"),
    path("wat-verandert/", what_if.what_if, name="what_if"),
    path("mijn-berichten/", reaching.my_messages, name="my_messages"),
    path("mijn-berichten/<uuid:message_id>/", reaching.put_away, name="put_away"),
    path("bereikbaar/", reaching.reach, name="reach"),
    path("bereikbaar/rust/", reaching.rest, name="rest"),
    path("wie-keek/", looking.who_looked, name="who_looked"),
    path("wie-keek/stop/<int:team_id>/", looking.stop, name="stop_sharing"),
    path("wie-keek/woorden-weg/", looking.end_words, name="end_words"),
    path("wie-keek/deel/", looking.share_again, name="share_again"),
    path("wie-keek/deel-meer/", looking.share_more, name="share_more"),
]
