# SPDX-License-Identifier: EUPL-1.2
"""The register of a municipality: what waits first, then everything that hinders people here."""

from django.http import HttpRequest, HttpResponse

from meedoen.knelpunten.register import queries
from meedoen.knelpunten.states import RegisterState
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.web.moments import moment_of
from meedoen.web.register.forms import RegisterSearchForm
from meedoen.web.register.here import page_asked, place_here, show, who_looks
from meedoen.web.register.overview import rows, today
from meedoen.web.register.paging import page_of

ROWS_ON_A_PAGE = 8


@endpoint(purpose=Purpose.IMPROVING, object="register")
def home(request: HttpRequest) -> HttpResponse:
    """Show what asks something of who looks, and the knelpunten by how they stand."""
    code, places = place_here(request)
    asked, on = request.GET, moment_of(request).day
    state = next((one for one in RegisterState if one == asked.get("stand", "")), None)
    both = asked.get("raakt") == "beide"
    form = RegisterSearchForm(asked)
    words = form.cleaned_data.get("zoek", "") if form.is_valid() else ""
    wanted = {"state": state, "words": words, "cutting_edge": both}
    page = page_of(
        page_asked(request),
        size=ROWS_ON_A_PAGE,
        length=queries.count_points(code, **wanted),  # type: ignore[arg-type]
        rows=lambda skip, most: queries.points(code, skip=skip, most=most, **wanted),  # type: ignore[arg-type]
    )
    counts = queries.counts(code)
    kept = asked.copy()
    kept.pop("page", None)
    context = {
        "code": code,
        "name": places[code],
        "places": places,
        "today": today(code, by=who_looks(request), on=on),
        "page": page,
        "rows": rows(list(page), on=on),
        "query": kept.urlencode(),
        "chips": [(one, counts.get(one, 0)) for one in RegisterState],
        "all": sum(counts.values()),
        "state": state,
        "both": both,
        "search": form,
        "sought": words,
        "narrowed": bool(state or both or words),
    }
    return show(request, "home", context)
