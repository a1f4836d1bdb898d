# SPDX-License-Identifier: EUPL-1.2
"""What the views of the register share: who looks, in which municipality, and what she may do."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from meedoen.accounts.queries import teams_in
from meedoen.knelpunten.register.queries import (
    Point,
    PointInFull,
    RecommendationView,
    point,
    proposal,
)
from meedoen.privacy.decision import Viewer
from meedoen.privacy.policy import SPEAKS_FOR_THE_MUNICIPALITY, WRITES_IN_THE_REGISTER
from meedoen.web.numbers import page_in
from meedoen.web.place_asked import place_asked
from meedoen.web.register.navigation import surroundings

BOTH = ("GET", "POST")
WRITES = WRITES_IN_THE_REGISTER
SPEAKS = SPEAKS_FOR_THE_MUNICIPALITY
Choices = list[tuple[str, str]]


def who_looks(request: HttpRequest) -> Viewer:
    """Give whom the gate let in."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def sent(request: HttpRequest) -> Any:
    """Give what was sent; nothing for who only looks."""
    return request.POST if request.method == "POST" else None


def show(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Answer with a page of the register; 422 when its form says what is still to do."""
    role, form = who_looks(request).role, context.get("form")
    may = {"writes": role in WRITES, "speaks": role in SPEAKS}
    status = 422 if form is not None and form.errors else 200
    shown = {**may, **context, **surroundings(request)}
    return render(request, f"register/{template}.html", shown, status=status)


def place_here(request: HttpRequest) -> tuple[str, dict[str, str]]:
    """Give the municipality of a page of the register, and those one may choose.

    Raises Http404 when the viewer's organisation works nowhere that is here.
    """
    code, places = place_asked(request)
    if not code:
        raise Http404
    return code, places


def address(name: str, code: str, **asked: object) -> str:
    """Give the address of a page of the register for a municipality."""
    return f"{reverse(f'register:{name}')}?{urlencode({'gemeente': code, **asked})}"


def point_here(request: HttpRequest, knelpunt_id: int) -> PointInFull:
    """Give a knelpunt of a municipality where the viewer works.

    Raises Knelpunt.DoesNotExist, or Http404 for one that is only public elsewhere.
    """
    found = point(knelpunt_id)
    if found.point.municipality_code not in who_looks(request).municipalities:
        raise Http404
    return found


def made_here(
    request: HttpRequest, recommendation_id: int
) -> tuple[RecommendationView, PointInFull]:
    """Give a recommendation with its knelpunt, of a municipality where the viewer works.

    Raises Recommendation.DoesNotExist, and as `point_here` does.
    """
    made, knelpunt = proposal(recommendation_id)
    return made, point_here(request, knelpunt)


def back_to(number: int, place: str = "") -> HttpResponse:
    """Send back to the page of a knelpunt, or to a place on it."""
    answer = redirect("register:point", number)
    answer["Location"] += f"#{place}" if place else ""
    return answer


def sorry_for(request: HttpRequest, sorry: Exception) -> None:
    """Say why something could not be done, on the page that comes."""
    messages.warning(request, str(sorry))


def team_choices(code: str) -> Choices:
    """Give the teams of a municipality to choose from, by organisation and name."""
    return [(str(team.pk), f"{team.name}, {team.organisation.name}") for team in teams_in(code)]


def page_asked(request: HttpRequest) -> int:
    """Give which page of a list was asked for, counted from 1."""
    return page_in(request.GET.get("page", ""))


def choices_of(found: list[Point]) -> Choices:
    """Give knelpunten to choose from."""
    return [(str(one.pk), one.title) for one in found]
