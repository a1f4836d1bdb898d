# SPDX-License-Identifier: EUPL-1.2
"""One knelpunt: what was decided, the way it went, what is proposed, and what one can do."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from meedoen.journeys.raising import places_around
from meedoen.knelpunten.register import operations, queries
from meedoen.knelpunten.register.lines import NotFromHere
from meedoen.knelpunten.told import Told
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.web.knelpunt_form import KnelpuntForm, filled
from meedoen.web.moments import moment_of
from meedoen.web.register.forms import BecauseForm, OneOfForm, RegisterSearchForm, TeamForm
from meedoen.web.register.here import (
    BOTH,
    SPEAKS,
    WRITES,
    back_to,
    choices_of,
    point_here,
    sent,
    show,
    sorry_for,
    team_choices,
    who_looks,
)
from meedoen.web.register.point_page import point_page

OBJECT = "knelpunt"


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT)
def point(request: HttpRequest, knelpunt_id: int) -> HttpResponse:
    """Show a knelpunt; one that was joined into another leads there."""
    found = point_here(request, knelpunt_id)
    if found.joined_into is not None:
        return redirect("register:point", found.joined_into)
    viewer = who_looks(request)
    page = point_page(found, by=viewer, on=moment_of(request))
    teams = team_choices(found.point.municipality_code) if viewer.role in WRITES else []
    return show(request, "point", {"page": page, "team_form": TeamForm(teams=teams)})


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=WRITES, methods=BOTH)
def correct(request: HttpRequest, knelpunt_id: int) -> HttpResponse:
    """Change the words of a knelpunt; they are looked through for names again."""
    found = point_here(request, knelpunt_id)
    stands = Told(
        found.point.title, tuple(found.point.laws), found.point.type, found.happens,
        found.point.quote, bool(found.point.quote),
    )  # fmt: skip
    form = KnelpuntForm(sent(request), stands=filled(stands))

    def keep() -> None:
        operations.correct(
            knelpunt_id=knelpunt_id, told=form.told,
            places=places_around(found.point.municipality_code),
            may_stay=form.cleaned_data["may_stay"],
            by=who_looks(request), on=moment_of(request),
        )  # fmt: skip

    if request.method == "POST" and form.kept(keep):
        return back_to(knelpunt_id)
    return show(request, "correct", {"form": form, "point": found.point})


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=WRITES, methods=("POST",))
def take(request: HttpRequest, knelpunt_id: int) -> HttpResponse:
    """Take a knelpunt upon oneself, or leave it to the own team again."""
    found, by, on = point_here(request, knelpunt_id), who_looks(request), moment_of(request)
    if request.POST.get("do") == "leave" and by.team_id is not None:
        operations.hand_on(knelpunt_id=knelpunt_id, team_id=by.team_id, by=by, on=on)
    else:
        operations.take(knelpunt_id=knelpunt_id, by=by, on=on)
    return back_to(found.joined_into or knelpunt_id)


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=WRITES, methods=("POST",))
def hand_on(request: HttpRequest, knelpunt_id: int) -> HttpResponse:
    """Lay a knelpunt on the desk of another team; the page that comes offers to take it back."""
    found = point_here(request, knelpunt_id)
    form = TeamForm(request.POST, teams=team_choices(found.point.municipality_code))
    if form.is_valid():
        operations.hand_on(
            knelpunt_id=knelpunt_id, team_id=form.team_id, by=who_looks(request),
            on=moment_of(request),
        )  # fmt: skip
        return back_to(knelpunt_id, "bij-wie")
    page = point_page(found, by=who_looks(request), on=moment_of(request))
    return show(request, "point", {"page": page, "team_form": form, "form": form})


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=WRITES, methods=BOTH)
def join(request: HttpRequest, knelpunt_id: int) -> HttpResponse:
    """Let two knelpunten that are the same go on as one; what looks alike is offered first."""
    found = point_here(request, knelpunt_id)
    one = found.point
    search = RegisterSearchForm(request.GET)
    words = search.cleaned_data.get("zoek", "") if search.is_valid() else ""
    others = others_to_choose(one.municipality_code, one.title, one.laws, words, without=one.pk)
    form = OneOfForm(sent(request), offered=choices_of(others), label="Met welk knelpunt?")
    if request.method == "POST" and _chosen_here(request, form):
        told: dict[str, Any] = {"by": who_looks(request), "on": moment_of(request)}
        try:
            operations.join(knelpunt_id=one.pk, into_id=form.chosen, **told)
        except NotFromHere as sorry:
            form.add_error("which", str(sorry))
        else:
            messages.success(request, "Samengevoegd. Wie het andere adres opent, komt hier.")
            return back_to(form.chosen)
    context = {"form": form, "point": one, "others": others, "search": search, "sought": words}
    return show(request, "join", context)


def _chosen_here(request: HttpRequest, form: OneOfForm) -> bool:
    return form.is_valid() and bool(point_here(request, form.chosen))


def others_to_choose(
    code: str, title: str, laws: Any, words: str, *, without: int | None = None, most: int = 8
) -> list[queries.Point]:
    """List knelpunten that may be the same: what was looked for, else what looks alike."""
    found = (
        queries.points(code, words=words, most=most + 1)
        if words
        else queries.alike(code, title=title, laws=laws, most=most + 1)
    )
    return [one for one in found if one.pk != without][:most]


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=WRITES, methods=BOTH)
def ask_again(request: HttpRequest, knelpunt_id: int) -> HttpResponse:
    """Open a knelpunt that was answered again, with the reason."""
    return _because(request, knelpunt_id, "ask_again", operations.ask_again)


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=SPEAKS, methods=BOTH)
def take_from_public(request: HttpRequest, knelpunt_id: int) -> HttpResponse:
    """Take a knelpunt from the public page; its address goes on answering, with the reason."""
    return _because(request, knelpunt_id, "take_from_public", operations.take_from_public)


def _because(
    request: HttpRequest, knelpunt_id: int, template: str, write: Callable[..., None]
) -> HttpResponse:
    found, form = point_here(request, knelpunt_id), BecauseForm(sent(request))

    def keep() -> None:
        write(
            knelpunt_id=knelpunt_id, because=form.cleaned_data["because"],
            may_stay=form.cleaned_data["may_stay"], by=who_looks(request), on=moment_of(request),
        )  # fmt: skip

    try:
        if request.method == "POST" and form.kept(keep):
            return back_to(knelpunt_id)
    except NotFromHere as sorry:
        sorry_for(request, sorry)
        return back_to(knelpunt_id)
    return show(request, template, {"form": form, "point": found.point})


@endpoint(purpose=Purpose.IMPROVING, object=OBJECT, roles=SPEAKS, methods=("POST",))
def make_public(request: HttpRequest, knelpunt_id: int) -> HttpResponse:
    """Show a knelpunt and its way to everybody."""
    if point_here(request, knelpunt_id).joined_into is not None:
        raise Http404
    operations.make_public(knelpunt_id=knelpunt_id, by=who_looks(request), on=moment_of(request))
    return back_to(knelpunt_id)
