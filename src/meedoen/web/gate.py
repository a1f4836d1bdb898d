# SPDX-License-Identifier: EUPL-1.2
"""The gate: who comes, is this page registered, may this role come, and as whom does it run.

Each page of ours runs in one transaction as its viewer for its purpose; what is sent waits for its
turn. What is not registered is refused, whoever asks.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse
from django.utils.cache import patch_cache_control

from meedoen.accounts.roles import AT_WORK, Role
from meedoen.journeys.reading import NotFound
from meedoen.privacy.context import acting
from meedoen.privacy.decision import ANYONE, Reason, Viewer
from meedoen.privacy.endpoints import Endpoint, registration_of
from meedoen.privacy.operations import NotAllowed, TooManyAtOnce
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.web.belonging import (
    FOR_EVERYBODY,
    OpenedMeanwhile,
    goes_on_in,
    sent_elsewhere,
    sent_in_another_function,
)
from meedoen.web.in_turn import in_turn
from meedoen.web.kept_words import tell_what_was_taken
from meedoen.web.log_in_level import BelowLevel, demand_level, levels
from meedoen.web.membership_in_use import colleague
from meedoen.web.moments import begin_anew, moment_of
from meedoen.web.open_story import close_beside_a_colleague, open_subject
from meedoen.web.refusals import (
    come_later,
    level_needed,
    log_in_again,
    nothing_there,
    only_sent,
    refused,
)
from meedoen.web.second_factor import second_factor_page

_ABOUT_A_RESIDENT = frozenset(
    {Purpose.TAKING_PART, Purpose.INTAKE, Purpose.GUIDANCE, Purpose.PLACEMENT, Purpose.OVERSIGHT}
)


def viewer_of(request: HttpRequest, stated: Endpoint) -> Viewer:
    """Say who comes: the professional who logged in, the resident of this session, or anyone.

    Pages where residents take part are for residents, whoever else is logged in on the machine.
    """
    if Role.RESIDENT in stated.roles and stated.purpose is Purpose.TAKING_PART:
        return resident_viewer(open_subject(request))
    if request.user.is_authenticated and request.user.pk:
        return colleague(request, on=moment_of(request))
    return ANYONE


class WrittenLater(TypeError):
    """A view answered with something that is written after its transaction is over."""


def written_here(answer: HttpResponse) -> HttpResponse:
    """Write an answer now, while the database shows its rows.

    Afterwards they would simply be missing from it. Raises WrittenLater for what is sent bit by
    bit: make it whole first, or a task that keeps a file.
    """
    if answer.streaming:
        raise WrittenLater(f"{type(answer).__name__} is written after its rows are closed again.")
    if isinstance(answer, SimpleTemplateResponse):
        answer.render()
    return answer


class PurposeGate:
    """Middleware that lets a view run only as its registration says."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next layer. A table of levels that cannot be read stops the start."""
        levels()
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Ask the clock, once, and let the request through; the gate stands before the view."""
        begin_anew(request)
        close_beside_a_colleague(request)
        response = self.get_response(request)
        if _holds_words(request):
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Refuse, send to log in, or run the view as its viewer. None: Django runs it itself."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        stated = registration_of(view, name)
        if stated is None or not stated.roles:
            return refused(request, Reason.UNREGISTERED, name)
        # HEAD only where GET is: neither it nor OPTIONS passes a CSRF check, so neither may write.
        allowed = (*stated.methods, *(("HEAD",) if "GET" in stated.methods else ()))
        if request.method == "OPTIONS" and "GET" in allowed:
            return HttpResponse(status=204, headers={"Allow": ", ".join((*allowed, "OPTIONS"))})
        if request.method not in allowed:
            return only_sent(request, allowed)
        viewer = viewer_of(request, stated)
        request.viewer = viewer  # type: ignore[attr-defined]
        request.endpoint = stated  # type: ignore[attr-defined]
        if request.method == "POST" and stated.purpose not in FOR_EVERYBODY:
            # Before the role: in another function the page may well be closed.
            elsewhere = sent_in_another_function(request, viewer)
            if elsewhere is not None:
                return elsewhere
        if viewer.role not in stated.roles:
            return self._turn_away(request, viewer, name)
        if request.method == "POST" and stated.purpose is Purpose.TAKING_PART:
            elsewhere = sent_elsewhere(request)
            if elsewhere is not None:
                return elsewhere
            request.viewer = viewer = viewer_of(request, stated)  # type: ignore[attr-defined]
        if stated.purpose in FOR_EVERYBODY and not _of_her_own_app(stated, name):
            return None
        first = second_factor_page(request) if viewer.account_id is not None else ""
        if first:
            return redirect(first)
        if stated.purpose in FOR_EVERYBODY:
            return None
        return self._run(request, view, args, kwargs, viewer, stated.purpose, name)

    def _run(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        viewer: Viewer,
        purpose: Purpose,
        name: str,
    ) -> HttpResponse:
        try:
            stated: Endpoint = request.endpoint  # type: ignore[attr-defined]
            with (
                in_turn(request, stated),
                acting(viewer, purpose=purpose, on=moment_of(request)),
            ):
                demand_level(request, stated, viewer)
                answer = written_here(view(request, *args, **kwargs))
            # Only now: what was written stands.
            return tell_what_was_taken(request, answer)
        except BelowLevel as low:
            return level_needed(request, low.service, low.level, low.story, name, viewer)
        except OpenedMeanwhile as there:
            if not goes_on_in(request, there.subject):
                raise
            request.viewer = viewer = resident_viewer(there.subject)  # type: ignore[attr-defined]
            return self._run(request, view, args, kwargs, viewer, purpose, name)
        except TooManyAtOnce as busy:
            return come_later(request, busy.wait)
        except NotAllowed as no:
            return refused(request, no.decision.reason, name, viewer, no.decision)
        except (NotFound, ObjectDoesNotExist):
            # What row-level security hides is not there: the same answer as for what never was.
            if purpose in _ABOUT_A_RESIDENT:
                return refused(request, Reason.NOT_SHARED, name, viewer)
            return nothing_there(request, name, viewer)

    def _turn_away(self, request: HttpRequest, viewer: Viewer, name: str) -> HttpResponse:
        if viewer.role is Role.ANYONE and not request.user.is_authenticated:
            return log_in_again(request)
        return refused(request, Reason.NOT_YOUR_ROLE, name, viewer)


def _of_her_own_app(stated: Endpoint, name: str) -> bool:
    """Tell whether a page shows or changes a second factor that is there."""
    own = stated.purpose is Purpose.SIGNING_IN and stated.roles == AT_WORK
    return own and name != "mfa_activate_totp"


def _holds_words(request: HttpRequest) -> bool:
    """Tell whether a page may hold somebody's own words, now or once she has typed them."""
    stated: Endpoint | None = getattr(request, "endpoint", None)
    own = stated is not None and stated.purpose in (Purpose.TAKING_PART, Purpose.SIGNING_IN)
    return own or request.user.is_authenticated or open_subject(request) is not None
