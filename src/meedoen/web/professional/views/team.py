# SPDX-License-Identifier: EUPL-1.2
"""The one queue of a team (S1-21): what people asked stands before what an organisation wants.

The list shows only how people want to be called, the first words of what they asked, and since
when. That is no look into a dossier, so it is not logged; opening a person is.
"""

from django.http import HttpRequest, HttpResponse

from meedoen.plans.queries import running_plans
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.residents.queries import listed_residents
from meedoen.web.moments import moment_of
from meedoen.web.professional.queue import queue
from meedoen.web.professional.showing import show

COLUMNS = {
    "calls": [{"label": "Wie"}, {"label": "Nummer en moment"}, {"label": "Sinds"}],
    "stories": [{"label": "Wie"}, {"label": "Wil graag"}, {"label": "Sinds"}],
    "plans": [
        {"label": "Wie"},
        {"label": "Wil graag"},
        {"label": "Hoe gaat het"},
        {"label": "Regisseur"},
    ],
}


@endpoint(purpose=Purpose.INTAKE, object="queue")
def team(request: HttpRequest) -> HttpResponse:
    """Show who shared something with this team, what they asked first."""
    today = moment_of(request).day
    found = queue(listed_residents(), running_plans(), day=today)
    shown = {"queue": found, "today": today, "columns": COLUMNS}
    return show(request, "professional/team.html", shown)
