# SPDX-License-Identifier: EUPL-1.2
"""How we do it here: the rules of one's own municipality, for who starts in a team (S4-02)."""

from django.http import HttpRequest, HttpResponse

from meedoen.accounts.roles import AT_WORK
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.web.context import chosen_municipality
from meedoen.web.local_practice import PracticeForm, page_of
from meedoen.web.moments import moment_of
from meedoen.web.professional.looking import looking
from meedoen.web.professional.showing import show


# Rules are public; this page speaks to people at work.
@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object="rules", roles=AT_WORK)
def local_practice(request: HttpRequest) -> HttpResponse:
    """Show the rules of a municipality that one works for, beside its neighbours."""
    today = moment_of(request).day
    here = getattr(chosen_municipality(request), "code", "")
    form = PracticeForm(
        request.GET, codes=looking(request).municipalities, chosen=here, today=today
    )
    shown = page_of(form, today=today)
    return show(request, "professional/local_practice.html", shown)
