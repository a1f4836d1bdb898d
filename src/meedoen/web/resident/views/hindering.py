# SPDX-License-Identifier: EUPL-1.2
""" "Dit hindert mij": one press is kept at once, all the rest may be skipped, and it can be undone.

What became of it stands here, whatever she chose. The address holds the place in her own dossier,
and never the number that the register has.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from meedoen.accounts.roles import Role
from meedoen.journeys import hindering
from meedoen.journeys.hindering import Answered, NobodyToHear
from meedoen.journeys.reading import NotFound
from meedoen.knelpunten.states import Solved
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.levels.kinds import Service
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import shared_with
from meedoen.residents.queries import Dossier
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from meedoen.web.moments import moment_of
from meedoen.web.numbers import page_in
from meedoen.web.resident.beside import beside_of
from meedoen.web.resident.hindering_forms import HinderedForm, SolvedForm
from meedoen.web.resident.pages import page, with_dossier
from meedoen.web.resident.session import mine_only, read_mine, who
from meedoen.web.stuck_looks import look_of

ON_A_PAGE = 12
_SOLVED = {
    Solved.YES.value: {"icon": "check"},
    Solved.HALF.value: {"icon": "circle-half-2"},
    Solved.NO.value: {"icon": "minus"},
}


def _hers(request: HttpRequest, subject: UUID, what: str, on: Moment) -> Dossier:
    return read_mine(request, subject, what=what, on=on).dossier


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="hindrance",
    roles={Role.RESIDENT},
    methods=("POST",),
    service=Service.PLAN,
)
@with_dossier
def press(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Keep that something hinders her, and ask the rest, which she may skip."""
    on = moment_of(request)
    known = _hers(request, subject, "Zei dat iets je hindert", on)
    at, of = request.POST.get("at", ""), request.POST.get("of", "")
    try:
        with mine_only():
            beside = beside_of(subject, at, of)
            pk = hindering.press(known=known, beside=beside, by=who(request), on=on)
    except NobodyToHear as friendly:
        messages.warning(request, str(friendly))
        return redirect("resident:plan")
    return redirect("resident:hindrance", pk)


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="hindrance",
    roles={Role.RESIDENT},
    service=Service.PLAN,
)
@with_dossier
def hindrances(request: HttpRequest, subject: UUID) -> HttpResponse:
    """List what she said to hinder her with what became of it, the newest first."""
    on, number = moment_of(request), page_in(request.GET.get("page", ""))
    known = _hers(request, subject, "Keek wat er werd van wat je hindert", on)
    skip = (number - 1) * ON_A_PAGE
    found = hindering.answers_of(subject, skip=skip, most=ON_A_PAGE + 1)
    shown = {
        "known": known,
        "found": [(one, look_of(one)) for one in found[:ON_A_PAGE]],
        "earlier": number + 1 if len(found) > ON_A_PAGE else None,
        "later": number - 1 if number > 1 else None,
    }
    return page(request, "hindrances", **shown)


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="hindrance",
    roles={Role.RESIDENT},
    methods=("GET", "POST"),
    service=Service.PLAN,
)
@with_dossier
def hindrance(request: HttpRequest, subject: UUID, hindrance_id: int) -> HttpResponse:
    """Show one press with what became of it, and hear what she wants to add."""
    on = moment_of(request)
    known = _hers(request, subject, "Keek wat er werd van wat je hindert", on)
    if request.method != "POST":
        return _page(request, known, _found(subject, hindrance_id), on=on)
    found = _found(subject, hindrance_id)
    form = HinderedForm(request.POST, stands=HinderedForm.from_said(found))
    if form.is_valid() and _said(request, known, hindrance_id, form, on=on):
        messages.success(request, "Bewaard. Veranderen mag altijd.")
        return redirect("resident:hindrance", hindrance_id)
    return _page(request, known, found, on=on, form=form)


def _found(subject: UUID, hindrance_id: int) -> Answered:
    with mine_only():
        return hindering.answer_of(subject, hindrance_id)


def _said(
    request: HttpRequest, known: Dossier, hindrance_id: int, form: HinderedForm, *, on: Moment
) -> bool:
    """Keep what she added; False when something in it is still asked of her."""
    said = form.cleaned_data
    finds = hindering.say_more(
        known=known, pk=hindrance_id, words=said["words"], along=said["along"] == "yes",
        wants_answer=said["wants"] == "yes", may_stay=said["may_stay"], by=who(request), on=on,
    )  # fmt: skip
    if finds:
        form.ask_her(finds)
    return not finds


def _page(
    request: HttpRequest, known: Dossier, found: Answered, *, on: Moment, **forms: Any
) -> HttpResponse:
    hindering.read_answer(known.subject, found, by=who(request), on=on)
    shared = shared_with(known.subject, on=on)
    shown = {
        "known": known,
        "found": found,
        "look": look_of(found),
        "form": HinderedForm(stands=HinderedForm.from_said(found)),
        "solved": SolvedForm(),
        "solved_looks": _SOLVED,
        "readers": sorted({share.team for share in shared if Domain.PLAN in share.domains}),
        "put_back": {"do": "put_back"},
    }
    return page(request, "hindrance", **{**shown, **forms})


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="hindrance",
    roles={Role.RESIDENT},
    methods=("POST",),
    service=Service.PLAN,
)
@with_dossier
def take_back(request: HttpRequest, subject: UUID, hindrance_id: int) -> HttpResponse:
    """Take a press back, or let it stand again."""
    on = moment_of(request)
    known = _hers(request, subject, "Nam terug wat je hindert", on)
    do = {"take_back": hindering.take_back, "put_back": hindering.put_back}
    change = do.get(request.POST.get("do", ""))
    if change is None:
        raise NotFound
    with mine_only():
        change(known=known, pk=hindrance_id, by=who(request), on=on)
    return redirect("resident:hindrance", hindrance_id)


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="hindrance",
    roles={Role.RESIDENT},
    methods=("POST",),
    service=Service.PLAN,
)
@with_dossier
def solved(request: HttpRequest, subject: UUID, hindrance_id: int) -> HttpResponse:
    """Hear whether it is solved; half is an answer as well."""
    on = moment_of(request)
    known = _hers(request, subject, "Zei of het is opgelost", on)
    found, form = _found(subject, hindrance_id), SolvedForm(request.POST)
    if found.became is None or not found.became.can_say_solved or found.said.removed:
        raise NotFound
    if form.is_valid():
        said = form.cleaned_data
        finds = hindering.say_solved(
            known=known, pk=hindrance_id, heard=Solved(said["heard"]), words=said["words"],
            may_stay=said["may_stay"], by=who(request), on=on,
        )  # fmt: skip
        if not finds:
            messages.success(request, "Dank je. Je antwoord is bewaard.")
            return redirect("resident:hindrance", hindrance_id)
        form.ask_her(finds)
    return _page(request, known, found, on=on, solved=form)
