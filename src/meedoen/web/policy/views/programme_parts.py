# SPDX-License-Identifier: EUPL-1.2
"""The parts of a programme: a subprogramme, its goals, and the figures by which these are followed.

Each is written and changed on a page of its own.
"""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.programmes import operations, queries
from meedoen.programmes.operations import TooMany
from meedoen.programmes.told import Followed, SubprogrammeTold
from meedoen.web.moments import moment_of
from meedoen.web.policy.programme.choices import area_choices, indicator_choices
from meedoen.web.policy.programme.figures import figures_of
from meedoen.web.policy.programme.forms import FollowForm, GoalForm, SubprogrammeForm
from meedoen.web.policy.programme.from_figure import WRITES
from meedoen.web.policy.showing import show, who_looks
from meedoen.web.policy.views.programme import OBJECT, here_or_nowhere, programme_address

_BOTH = ("GET", "POST")


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _kept(form: Form, write: Callable[[], object]) -> bool:
    """Write what a sound form says; False when it is not sound, or there are too many already."""
    if not form.is_valid():
        return False
    try:
        write()
    except TooMany as sorry:
        form.add_error(None, str(sorry))
        return False
    return True


def _shown(request: HttpRequest, template: str, form: Form, **context: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return show(request, f"policy/{template}.html", {"form": form, **context}, status=status)


def _told(form: SubprogrammeForm) -> SubprogrammeTold:
    said = form.cleaned_data
    return SubprogrammeTold(
        said["called"], said["aim"], said["leader_function"], said["leader_name"]
    )


@endpoint(purpose=Purpose.POLICY, object=OBJECT, roles=WRITES, methods=_BOTH)
def new_subprogramme(request: HttpRequest) -> HttpResponse:
    """Add a subprogramme."""
    code, places = here_or_nowhere(request)
    form = SubprogrammeForm(_sent(request))
    by, on = who_looks(request), moment_of(request)
    if _kept(
        form,
        lambda: operations.add_subprogramme(municipality=code, told=_told(form), by=by, on=on),
    ):
        return redirect(programme_address(code))
    return _shown(request, "subprogramme", form, code=code, name=places[code])


@endpoint(purpose=Purpose.POLICY, object=OBJECT, roles=WRITES, methods=_BOTH)
def subprogramme(request: HttpRequest, subprogramme_id: int) -> HttpResponse:
    """Change a subprogramme: its name, its aim, who leads it."""
    by, on = who_looks(request), moment_of(request)
    found = queries.subprogramme_of(subprogramme_id, by.municipalities)
    stands = {
        "called": found.name,
        "aim": found.aim,
        "leader_function": found.leader_function,
        "leader_name": found.leader_name,
    }
    form = SubprogrammeForm(_sent(request), stands=stands)
    if _kept(
        form,
        lambda: operations.change_subprogramme(number=found.pk, told=_told(form), by=by, on=on),
    ):
        return redirect(programme_address(found.municipality_id, f"deel-{found.pk}"))
    return _shown(request, "subprogramme", form, code=found.municipality_id, subprogramme=found)


@endpoint(purpose=Purpose.POLICY, object=OBJECT, roles=WRITES, methods=_BOTH)
def new_goal(request: HttpRequest, subprogramme_id: int) -> HttpResponse:
    """Add a goal to a subprogramme."""
    by, on = who_looks(request), moment_of(request)
    part = queries.subprogramme_of(subprogramme_id, by.municipalities)
    form = GoalForm(_sent(request))
    if _kept(
        form,
        lambda: operations.add_goal(
            subprogramme=part.pk, words=form.cleaned_data["words"], by=by, on=on
        ),
    ):
        return redirect(programme_address(part.municipality_id, f"deel-{part.pk}"))
    return _shown(request, "goal", form, code=part.municipality_id, subprogramme=part)


@endpoint(purpose=Purpose.POLICY, object=OBJECT, roles=WRITES, methods=_BOTH)
def goal(request: HttpRequest, goal_id: int) -> HttpResponse:
    """Change a goal, and see by which figures it is followed."""
    by, on = who_looks(request), moment_of(request)
    found = queries.goal_of(goal_id, by.municipalities)
    part = found.subprogramme
    form = GoalForm(_sent(request), stands={"words": found.words})
    if _kept(
        form,
        lambda: operations.change_goal(
            number=found.pk, words=form.cleaned_data["words"], by=by, on=on
        ),
    ):
        return redirect(programme_address(part.municipality_id, f"deel-{part.pk}"))
    followed = list(queries.followed_by(found))
    figures = figures_of(part.municipality_id, {(one.indicator, one.area) for one in followed})
    lines = [
        (one, figures.then_and_now(one.indicator, one.area, one.from_year)) for one in followed
    ]
    context = {"code": part.municipality_id, "subprogramme": part, "goal": found, "lines": lines}
    return _shown(request, "goal", form, **context)


def _follow_form(request: HttpRequest, code: str, stands: Any = None) -> FollowForm:
    return FollowForm(
        _sent(request),
        today=moment_of(request).day,
        indicators=indicator_choices(),
        areas=area_choices(code, kept=stands["area"] if stands else ""),
        stands=stands,
    )


def _followed(form: FollowForm) -> Followed:
    said = form.cleaned_data
    return Followed(
        said["indicator"], said["area"], said["from_year"], said["wanted"], said["wanted_by"]
    )


@endpoint(purpose=Purpose.POLICY, object=OBJECT, roles=WRITES, methods=_BOTH)
def new_followed(request: HttpRequest, goal_id: int) -> HttpResponse:
    """Choose a figure by which a goal is followed."""
    by, on = who_looks(request), moment_of(request)
    found = queries.goal_of(goal_id, by.municipalities)
    code = found.subprogramme.municipality_id
    form = _follow_form(request, code)
    if _kept(
        form, lambda: operations.follow(goal=found.pk, followed=_followed(form), by=by, on=on)
    ):
        return redirect("policy:goal", found.pk)
    return _shown(request, "followed", form, code=code, goal=found)


@endpoint(purpose=Purpose.POLICY, object=OBJECT, roles=WRITES, methods=_BOTH)
def followed(request: HttpRequest, followed_id: int) -> HttpResponse:
    """Change by which figure a goal is followed, and where it should go."""
    by, on = who_looks(request), moment_of(request)
    found = queries.followed_of(followed_id, by.municipalities)
    code = found.goal.subprogramme.municipality_id
    names = ("indicator", "area", "from_year", "wanted", "wanted_by")
    form = _follow_form(request, code, {name: getattr(found, name) for name in names})
    if _kept(
        form,
        lambda: operations.change_followed(number=found.pk, followed=_followed(form), by=by, on=on),
    ):
        return redirect("policy:goal", found.goal_id)
    return _shown(request, "followed", form, code=code, goal=found.goal, followed=found)
