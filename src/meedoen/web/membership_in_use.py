# SPDX-License-Identifier: EUPL-1.2
"""In which of her functions a colleague works now (ADR 0014).

The session holds the id of a membership and nothing else. Each request looks again whether it is
hers and valid today; it goes away with the session when she logs out.
"""

from django.contrib import messages
from django.http import HttpRequest

from meedoen.accounts.roles import Role
from meedoen.privacy.decision import Viewer
from meedoen.privacy.queries import viewer_for_account, viewers_for_account
from meedoen.vocabulary.moment import Moment

MEMBERSHIP_IN_SESSION = "membership"
_NOT_HERS = "De functie waarin je werkte, heb je niet meer."
_GOES_ON = _NOT_HERS + " Je werkt nu als {works_as}."
_NONE_LEFT = _NOT_HERS + " Vraag je beheerder of dat klopt."


def colleague(request: HttpRequest, *, on: Moment) -> Viewer:
    """Give who is logged in, in the function she chose; else in her first one today.

    A choice that does not count any more is forgotten, and she is told, once.
    """
    chosen = request.session.get(MEMBERSHIP_IN_SESSION)
    viewer = viewer_for_account(request.user.pk or 0, on=on, membership_id=chosen)
    if chosen is not None and viewer.membership_id != chosen:
        del request.session[MEMBERSHIP_IN_SESSION]
        none_left = viewer.role is Role.ANYONE
        said = _NONE_LEFT if none_left else _GOES_ON.format(works_as=viewer.works_as)
        messages.info(request, said)
    return viewer


def other_functions(viewer: Viewer, *, on: Moment) -> list[Viewer]:
    """List who a colleague is in her other functions today."""
    found = viewers_for_account(viewer.account_id or 0, on=on)
    return [other for other in found if other.membership_id != viewer.membership_id]


def work_as(request: HttpRequest, viewer: Viewer) -> None:
    """Let somebody work in this function of hers, until she switches or logs out."""
    request.session[MEMBERSHIP_IN_SESSION] = viewer.membership_id
