# SPDX-License-Identifier: EUPL-1.2
""" "Wat verandert er als …" in the conversation: a step beside how things are, with the articles.

The step is only looked at. No fact and no choice is kept, and what the resident does not share
stays unknown here too.
"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from meedoen.journeys.glasses import converse
from meedoen.journeys.what_if import think
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import MAY_LOOK_THROUGH, Purpose
from meedoen.web.moments import moment_of
from meedoen.web.professional.looking import opened
from meedoen.web.professional.showing import show
from meedoen.web.professional.step_lines import days_ahead, sheet_of


@endpoint(purpose=Purpose.INTAKE, object="assessment", roles=MAY_LOOK_THROUGH)
def what_if(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Show the steps to think about, what the chosen one changes, and what comes by itself."""
    on = moment_of(request)
    reading = opened(request, subject, what="keek met je wat een stap verandert", on=on)
    talk = converse(reading.dossier, closed=reading.withheld, on=on)
    step, answer = request.GET.get("stap", ""), request.GET.get("antwoord", "")
    thinking = think(reading.dossier, talk, step=step, answer=answer, on=on)
    chosen = thinking.chosen
    shown = {
        "reading": reading,
        "known": reading.dossier,
        "today": on.day,
        "thinking": thinking,
        "chosen": chosen,
        "sheet": sheet_of(chosen, reading.withheld) if chosen else None,
        "ahead": days_ahead(thinking.ahead, reading.withheld),
        "answered": answer,
    }
    return show(request, "professional/what_if.html", shown)
