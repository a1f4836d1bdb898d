# SPDX-License-Identifier: EUPL-1.2
"""The one queue of a team (S1-21): what people asked stands before what an organisation wants.

The list shows how people want to be called, the first words of what they asked, and since when.
Who stands in it reads in her own log that she was seen; opening a person is a look of its own.
"""

from django.http import Http404, HttpRequest, HttpResponse

from meedoen.journeys import caseload
from meedoen.journeys.caseload import QueueGroup
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.web.moments import moment_of
from meedoen.web.numbers import number_in
from meedoen.web.professional.forms import FindForm
from meedoen.web.professional.looking import looking
from meedoen.web.professional.showing import show

LAST_PAGE = 10_000
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
HEADINGS = {
    QueueGroup.CALLS: "Wil gebeld worden",
    QueueGroup.STORIES: "Vertelde een verhaal",
    QueueGroup.MINE: "Jouw plannen",
    QueueGroup.PLANS: "Plannen van je collega’s",
    QueueGroup.QUIET: "Met rust laten",
}


EVERYBODY = {
    QueueGroup.CALLS: "Iedereen die gebeld wil worden",
    QueueGroup.STORIES: "Iedereen die een verhaal vertelde",
    QueueGroup.MINE: "Al jouw plannen",
    QueueGroup.PLANS: "Alle plannen van je collega’s",
    QueueGroup.QUIET: "Iedereen die ‘nu niet’ koos",
}


@endpoint(purpose=Purpose.INTAKE, object="queue")
def team(request: HttpRequest) -> HttpResponse:
    """Show who shared something with this team, what they asked first."""
    on, by = moment_of(request), looking(request)
    parts = caseload.front_page(by=by, on=on)
    shown = {
        "groups": [
            (group, HEADINGS[group], EVERYBODY[group], parts[group])
            for group in QueueGroup
            if parts[group].lines
        ],
        "today": on.day,
        "columns": COLUMNS,
        "form": FindForm(municipality_codes=by.municipalities),
    }
    return show(request, "professional/team.html", shown)


@endpoint(purpose=Purpose.INTAKE, object="queue")
def group(request: HttpRequest, kind: str) -> HttpResponse:
    """Show one group of the queue, page by page."""
    on, by = moment_of(request), looking(request)
    try:
        wanted = QueueGroup(kind)
    except ValueError as unknown:
        raise Http404 from unknown
    page = _page(request.GET.get("page", ""))
    shown = {
        "group": wanted,
        "heading": HEADINGS[wanted],
        "part": caseload.one_group(wanted, page=page, by=by, on=on),
        "page": page,
        "columns": COLUMNS,
        "today": on.day,
    }
    return show(request, "professional/team_group.html", shown)


@endpoint(purpose=Purpose.INTAKE, object="queue", methods=("POST",))
def find(request: HttpRequest) -> HttpResponse:
    """Find somebody by the first letters of her name, or who lives in a wijk.

    Sent and not asked by an address: a name, or a bsn typed in the wrong place, stays out of it.
    """
    on, by = moment_of(request), looking(request)
    form = FindForm(request.POST, municipality_codes=by.municipalities)
    page = _page(request.POST.get("page", ""))
    found = None
    if form.is_valid():
        found = caseload.named(
            form.cleaned_data["name"], buurt_codes=form.buurt_codes(), page=page, by=by, on=on
        )
    shown = {"form": form, "part": found, "page": page, "columns": COLUMNS, "today": on.day}
    return show(request, "professional/team_found.html", shown, status=200 if found else 422)


def _page(typed: str) -> int:
    """Read the number of a page; the first one for anything that is none."""
    number = number_in(typed) or 1
    return number if number < LAST_PAGE else 1
