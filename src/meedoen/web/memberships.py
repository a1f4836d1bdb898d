# SPDX-License-Identifier: EUPL-1.2
"""The page on which a colleague with more than one function says in which she works now."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from meedoen.accounts.roles import AT_WORK
from meedoen.privacy.decision import Reason, Viewer
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.operations import note_event
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import viewers_for_account
from meedoen.vocabulary.moment import Moment
from meedoen.web.landing import landing_page, may_open
from meedoen.web.membership_in_use import work_as
from meedoen.web.moments import moment_of

HERE = "web:memberships"


@endpoint(purpose=Purpose.SIGNING_IN, object="membership", roles=AT_WORK, methods=("GET", "POST"))
def memberships(request: HttpRequest) -> HttpResponse:
    """Show a colleague her functions of today with a button for each, or switch to one."""
    now: Viewer = request.viewer  # type: ignore[attr-defined]
    having = viewers_for_account(now.account_id or 0, on=moment_of(request))
    if request.method != "POST":
        return _page(request, having, back=_page_of_ours(request.GET.get("terug", "")))
    back = _page_of_ours(request.POST.get("terug", ""))
    wanted = request.POST.get("membership", "")
    chosen = next((one for one in having if str(one.membership_id) == wanted), None)
    if chosen is None:
        _note("refused", now, on=moment_of(request), reason=Reason.NOT_YOUR_ROLE)
        return _page(request, having, back=back, not_hers=True)
    work_as(request, chosen)
    both = now.municipalities | chosen.municipalities
    told = replace(chosen, municipalities=both)
    _note("membership_switched", told, on=moment_of(request), reason=chosen.role)
    messages.success(request, f"Je werkt nu als {chosen.works_as}.")
    return redirect(back if back and may_open(chosen.role, back) else landing_page(chosen.role))


def _page(
    request: HttpRequest, having: list[Viewer], *, back: str, not_hers: bool = False
) -> HttpResponse:
    shown = {"functions": having, "back": back, "not_hers": not_hers}
    return render(request, "web/memberships.html", shown, status=422 if not_hers else 200)


def _note(event: str, by: Viewer, *, on: Moment, reason: str) -> None:
    note_event(event=event, by=by, on=on, endpoint=HERE, reason=reason)


def _page_of_ours(address: str) -> str:
    """Give an address only when it is a path of ours, never one of another site."""
    ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if ours and address.startswith("/") else ""
