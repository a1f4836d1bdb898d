# SPDX-License-Identifier: EUPL-1.2
"""The one queue of a team (S1-21): what people asked stands before what an organisation wants.

The list shows how people want to be called, the first words of what they asked, and since when.
Who stands in it reads in her own log that she was seen; opening a person is a look of its own.
"""

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from meedoen.journeys import caseload
from meedoen.journeys.caseload import QueueGroup
from meedoen.journeys.disagreeing import on_my_desk
from meedoen.plans.disagreements.queries import Disagreed
from meedoen.plans.queries import regisseurs_in
from meedoen.privacy.decision import Viewer
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import MAY_DIRECT_A_PLAN, Purpose
from meedoen.vocabulary.moment import Moment
from meedoen.web.moments import moment_of
from meedoen.web.numbers import page_in
from meedoen.web.professional.forms import FindForm
from meedoen.web.professional.looking import looking
from meedoen.web.professional.showing import show

WAITING = "wacht"
ON_THE_FRONT_PAGE = 5
ALL = "alles"
COLUMNS = {
    "waits": [{"label": "Wie"}, {"label": "Wil graag"}, {"label": "Wacht op"}, {"label": "Sinds"}],
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
    QueueGroup.BETWEEN: "Valt tussen wal en schip",
    QueueGroup.MINE: "Jouw plannen",
    QueueGroup.PLANS: "Plannen van je collega’s",
    QueueGroup.QUIET: "Met rust laten",
}


EVERYBODY = {
    QueueGroup.CALLS: "Iedereen die gebeld wil worden",
    QueueGroup.STORIES: "Iedereen die een verhaal vertelde",
    QueueGroup.BETWEEN: "Iedereen die tussen wal en schip valt",
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
        "form": _find_form(by),
        "disagreed": _disagreed(by, on),
    }
    return show(request, "professional/team.html", shown)


def _disagreed(by: Viewer, on: Moment) -> list[Disagreed]:
    """Give who does not agree and waits for an answer here, the first due on top."""
    if by.role not in MAY_DIRECT_A_PLAN:
        return []
    return on_my_desk(purpose=Purpose.INTAKE, by=by, on=on)[:ON_THE_FRONT_PAGE]


@endpoint(purpose=Purpose.INTAKE, object="queue")
def group(request: HttpRequest, kind: str) -> HttpResponse:
    """Show one group of the queue, page by page."""
    on, by = moment_of(request), looking(request)
    try:
        wanted = QueueGroup(kind)
    except ValueError as unknown:
        raise Http404 from unknown
    page = page_in(request.GET.get("page", ""))
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
    """Find somebody by the first letters of her name, a wijk, a regisseur, or who waits for you.

    Sent and not asked by an address: a name, or a bsn typed in the wrong place, stays out of it.
    """
    on, by = moment_of(request), looking(request)
    form = _find_form(by, _without_what_goes(request.POST))
    page = page_in(request.POST.get("page", ""))
    shown = {"form": form, "page": page, "columns": COLUMNS, "today": on.day}
    if not form.is_valid():
        return show(request, "professional/team_found.html", shown, status=422)
    waits = form.cleaned_data["waits"]
    find_them = caseload.who_waits if waits else caseload.find
    shown |= {
        "part": find_them(form.whom(), page=page, by=by, on=on),
        "group": WAITING if waits else "",
        "narrowed_by": form.narrowed_by(),
    }
    return show(request, "professional/team_found.html", shown)


def _find_form(by: Viewer, data: QueryDict | None = None) -> FindForm:
    return FindForm(
        data,
        municipality_codes=by.municipalities,
        regisseurs=regisseurs_in(by.team_id or 0),
        account_id=by.account_id,
    )


def _without_what_goes(sent: QueryDict) -> QueryDict:
    """Take off what somebody no longer looks for, or all of it."""
    kept, goes = sent.copy(), sent.get("without", "")
    for name in FindForm.base_fields if goes == ALL else (goes,):
        kept.pop(name, None)
    return kept
