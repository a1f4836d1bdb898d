# SPDX-License-Identifier: EUPL-1.2
"""What a controller looks at besides: what waits for a key, and a sample to check by hand."""

from functools import partial
from itertools import islice
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse

from meedoen.budget import queries
from meedoen.budget.auditing import queries as auditing
from meedoen.budget.auditing.sampling import MOST, SampleDraw, drawn
from meedoen.budget.following import queries as following
from meedoen.budget.payments.queries import SuspensePayment, in_suspense
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.web.documents import as_file
from meedoen.web.moments import moment_of
from meedoen.web.numbers import number_in, page_in
from meedoen.web.policy.budget.amounts import euros
from meedoen.web.policy.budget.sample import SampleLine, not_followed, sample_document
from meedoen.web.policy.budget.waiting import waiting_lines
from meedoen.web.policy.showing import show
from meedoen.web.policy.views.budget import OBJECT, ROWS_ON_A_PAGE, BudgetPlace, here_in_a_year
from meedoen.web.policy.views.monitor import FILES

_FEW = 3
_SIZE = 25


@endpoint(purpose=Purpose.ACCOUNTING, object=OBJECT)
def waits(request: HttpRequest) -> HttpResponse:
    """Show what waits for a key in a year, of whom, for what, and why."""
    place = here_in_a_year(request)
    of_each = following.waits_per_partner(place.code, place.year)
    every = [partner for partner, _ in of_each]
    chosen = request.GET.get("aanbieder", "")
    # Of many each is looked into when somebody presses it.
    partners = [chosen] if chosen in every else every if len(every) <= _FEW else []
    page = Paginator(of_each, ROWS_ON_A_PAGE).get_page(page_in(request.GET.get("page", "")))
    sums = following.waits_per_product(place.code, place.year, partners) if partners else []
    keys = [one.key for one in queries.adopted_keys(place.code, place.year)] if sums else []
    context = {
        "place": place,
        "page": page,
        "query": place.asked,
        "lines": waiting_lines(sums, keys),
        "together": euros(sum(cents for _, cents in of_each)),
        **({} if chosen in every else _unclear(place)),
        "crumbs": place.crumbs(
            ("Wat wacht", place.address("budget_waits") if chosen in every else ""),
            *([(f"Aanbieder {chosen}", "")] if chosen in every else []),
        ),
    }
    return show(request, "policy/budget_waits.html", context)


def _unclear(place: BudgetPlace) -> dict[str, Any]:
    """Give the first payments that wait to be looked into, and whether there are more."""
    found = list(islice(in_suspense(place.code, place.year), ROWS_ON_A_PAGE + 1))
    return {"unclear": found[:ROWS_ON_A_PAGE], "unclear_more": len(found) > ROWS_ON_A_PAGE}


@endpoint(purpose=Purpose.ACCOUNTING, object=OBJECT)
def unplaced(request: HttpRequest) -> HttpResponse:
    """Show every payment of a year that waits to be looked into, page by page."""
    place = here_in_a_year(request)
    every: list[SuspensePayment] = list(in_suspense(place.code, place.year))
    page = Paginator(every, ROWS_ON_A_PAGE).get_page(page_in(request.GET.get("page", "")))
    context = {
        "place": place,
        "page": page,
        "unclear": page,
        "query": place.asked,
        "crumbs": place.crumbs(
            ("Wat wacht", place.address("budget_waits")), ("Nog uit te zoeken", "")
        ),
    }
    return show(request, "policy/budget_unplaced.html", context)


def _asked(request: HttpRequest, place: BudgetPlace) -> SampleDraw | None:
    """Read how many are drawn, by which seed, up to which entry; None where nothing is booked."""
    numbers = auditing.numbers_of_entries(place.code)
    if numbers is None:
        return None
    first, last = numbers
    asked = request.GET
    size = number_in(asked.get("aantal", "").strip()) or _SIZE
    seed = number_in(asked.get("zaad", "").strip())
    upto = number_in(asked.get("tot", "").strip())
    return SampleDraw(
        size=min(size, MOST),
        seed=int(f"{moment_of(request).day:%Y%m%d}") if seed is None else seed,
        first=first,
        last=upto if upto is not None and first <= upto <= last else last,
    )


def _lines(place: BudgetPlace, draw: SampleDraw) -> list[SampleLine]:
    numbers = drawn(
        draw,
        among=partial(auditing.costs_among, place.code, place.year),
        between=partial(auditing.costs_between, place.code, place.year),
    )
    return [SampleLine(one) for one in auditing.sampled(place.code, numbers)]


@endpoint(purpose=Purpose.ACCOUNTING, object=OBJECT)
def sample(request: HttpRequest) -> HttpResponse:
    """Draw some costs of a year at random, with what each rests on."""
    place = here_in_a_year(request)
    draw = _asked(request, place)
    context = {
        "place": place,
        "draw": draw,
        "lines": _lines(place, draw) if draw else [],
        "most": MOST,
        "not_followed": not_followed(request.GET, draw) if draw else [],
        "files": FILES,
        "crumbs": place.crumbs(("Steekproef", "")),
    }
    return show(request, "policy/budget_sample.html", context)


@endpoint(purpose=Purpose.ACCOUNTING, object=OBJECT)
def sample_file(request: HttpRequest, form: str) -> HttpResponse:
    """Give a sample as a file, with how it can be drawn again."""
    place = here_in_a_year(request)
    draw = _asked(request, place)
    if draw is None:
        raise Http404
    document = sample_document(
        _lines(place, draw), draw, municipality=place.name, code=place.code, year=place.year
    )
    return as_file(document, form, called=f"steekproef-{place.code}-{place.year}-{draw.seed}")
