# SPDX-License-Identifier: EUPL-1.2
"""The budget that the council adopted and changed, beside what is booked and expected."""

from django.http import HttpRequest, HttpResponse

from meedoen.budget.planning import queries as planning
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.web.moments import moment_of
from meedoen.web.policy.budget.plan_pages import plan_page
from meedoen.web.policy.showing import show
from meedoen.web.policy.views.budget import OBJECT, here_in_a_year


@endpoint(purpose=Purpose.ACCOUNTING, object=OBJECT)
def plan(request: HttpRequest) -> HttpResponse:
    """Show the budget of a year line by line, what runs out first, and who decided on it when."""
    place = here_in_a_year(request)
    found = planning.plan_of(place.code, place.year, on=moment_of(request))
    context = {
        "place": place,
        "page": plan_page(found, place.year),
        "crumbs": place.crumbs(("Begroting", "")),
    }
    return show(request, "policy/budget_plan.html", context)
