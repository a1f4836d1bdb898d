# SPDX-License-Identifier: EUPL-1.2
""" "Wat verandert er als …": a step to think about. What she picks here is not kept."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from meedoen.accounts.roles import Role
from meedoen.journeys.glasses import converse
from meedoen.journeys.what_if import think
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.levels.kinds import Service
from meedoen.privacy.policy import Purpose
from meedoen.web.moments import moment_of
from meedoen.web.resident.my_changes import ahead_shown, result_shown
from meedoen.web.resident.pages import page, with_dossier
from meedoen.web.resident.session import read_mine


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="assessment",
    roles={Role.RESIDENT},
    service=Service.SEE_HEALTH_OR_MONEY,
)
@with_dossier
def what_if(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Let her choose a step, and show what would change and what stays as it is."""
    on = moment_of(request)
    known = read_mine(request, subject, what="Keek wat een stap verandert", on=on).dossier
    talk = converse(known, on=on)
    step, answer = request.GET.get("stap", ""), request.GET.get("antwoord", "")
    thinking = think(known, talk, step=step, answer=answer, on=on)
    shown = {
        "thinking": thinking,
        "result": result_shown(thinking.chosen, answer) if thinking.chosen else None,
        "ahead": ahead_shown(thinking.ahead),
    }
    return page(request, "what_if", **shown)
