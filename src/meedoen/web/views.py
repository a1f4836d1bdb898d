# SPDX-License-Identifier: EUPL-1.2
"""Pages for everybody: the tour, reading help, accessibility, and a sign of life for machines."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import redirect_to_login
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from meedoen.accounts.queries import demonstration_accounts
from meedoen.accounts.roles import AT_WORK, Role
from meedoen.assessment.invariance import varied_in_words
from meedoen.database.writing import ReadsOnly, must_write
from meedoen.journeys.proving import proofs
from meedoen.privacy.endpoints import endpoint, registration_of
from meedoen.privacy.policy import Purpose
from meedoen.web.components.views import gallery
from meedoen.web.context import chosen_municipality
from meedoen.web.landing import landing_page
from meedoen.web.local_practice import PracticeForm, page_of
from meedoen.web.moments import moment_of
from meedoen.web.reading import LETTER_SIZES, THEMES, choice_in, remember
from meedoen.web.signing_in import note_signing_in
from meedoen.web.tour import PRACTICES, what_is_missing_for, what_is_there_for, what_role_can_do
from meedoen.web.unchanged import made_once

__all__ = [
    "accessibility", "demonstration_login", "gallery", "health", "local_practice", "my_work",
    "reading_help", "same_answer", "tour",
]  # fmt: skip
_PROOF_COLUMNS = [
    {"label": label}
    for label in ("Wanneer", "Gelijk", "Verschil gezien", "Versie", "Regels", "Duur")
]
_DIFFERENCE_COLUMNS = [{"label": label} for label in ("Wie", "Weg", "Wat anders was")]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object="tour")
def tour(request: HttpRequest) -> HttpResponse:
    """Show who opens the product for the first time around."""
    today = moment_of(request).day
    accounts = demonstration_accounts(day=today) if settings.DEMONSTRATION else []
    context = {
        "practices": PRACTICES,
        "open_here": {
            stop.address
            for practice in PRACTICES
            for stop in practice.works
            if _opens(request, stop.address)
        },
        "accounts": [
            [(function, what_role_can_do(Role(function.role))) for function in functions]
            for functions in accounts
        ],
        "residents": getattr(settings, "DEMONSTRATION_RESIDENTS", {}),
    }
    return render(request, "web/tour.html", context)


def _opens(request: HttpRequest, name: str) -> bool:
    """Tell whether a page of the tour opens for who looks; a visitor is asked to log in there."""
    stated = registration_of(resolve(reverse(name)).func, name)
    role: Role = request.viewer.role  # type: ignore[attr-defined]
    return stated is not None and (role is Role.ANYONE or role in stated.roles)


@endpoint(purpose=Purpose.SIGNING_IN, object="account", methods=("POST",))
def demonstration_login(request: HttpRequest) -> HttpResponse:
    """Log in as one of the invented colleagues, in a demonstration only."""
    if not settings.DEMONSTRATION:
        raise Http404
    wanted = request.POST.get("account", "")
    today = moment_of(request).day
    firsts = (functions[0] for functions in demonstration_accounts(day=today))
    found = next((first for first in firsts if str(first.account_id) == wanted), None)
    if found is None:
        raise Http404
    request.session.flush()
    login(request, found.account, backend=BACKEND)
    note_signing_in("logged_in", account_id=found.account_id)
    return redirect(landing_page(Role(found.role)))


@endpoint(purpose=Purpose.SIGNING_IN, object="own work", roles=AT_WORK | {Role.ANYONE})
def my_work(request: HttpRequest) -> HttpResponse:
    """Bring a colleague to the first page of her role, or tell honestly what there is not yet."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    viewer = request.viewer  # type: ignore[attr-defined]
    first = landing_page(viewer.role)
    if first != request.path:
        return redirect(first)
    context = {
        "viewer": viewer,
        "meant_for_her": what_is_there_for(viewer.role),
        "missing": what_is_missing_for(viewer.role),
    }
    return render(request, "web/my_work.html", context)


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object="accessibility")
@made_once
def accessibility(request: HttpRequest) -> HttpResponse:
    """Tell how far the product is for who reads, hears or moves differently, and whom to call."""
    return render(request, "web/accessibility.html")


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object="reading_help", methods=("GET", "POST"))
def reading_help(request: HttpRequest) -> HttpResponse:
    """Let a visitor choose light or dark and larger letters; it works without JavaScript."""
    if request.method != "POST":
        context = {
            "chosen": choice_in(request.session),
            "themes": THEMES.items(),
            "letters": LETTER_SIZES.items(),
            "back": _back(request, request.GET.get("terug", "")),
        }
        return render(request, "web/reading_help.html", context)
    remember(request.session, choice_in(request.POST))
    messages.success(request, "Je keuze is bewaard.")
    return redirect(_back(request, request.POST.get("terug", "")) or "web:reading_help")


def _back(request: HttpRequest, address: str) -> str:
    """Give an address only when it is one of our own pages."""
    ours = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    # Anything else than a path is taken for the name of a page, and there is none of that name.
    return address if ours and address.startswith(("/", "http://", "https://")) else ""


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object="proof")
def same_answer(request: HttpRequest) -> HttpResponse:
    """Show whether it matters at which desk you come: the latest proof, and those before it."""
    found = proofs()
    context = {
        "latest": found[0] if found else None,
        "proofs": found,
        "varied": found[0].run.varied if found else varied_in_words(),
        "columns": _PROOF_COLUMNS,
        "difference_columns": _DIFFERENCE_COLUMNS,
    }
    return render(request, "web/same_answer.html", context)


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object="rules")
@made_once
def local_practice(request: HttpRequest) -> HttpResponse:
    """Show how a municipality fills what the law leaves open: rules are for everybody to read."""
    today = moment_of(request).day
    here = getattr(chosen_municipality(request), "code", "")
    form = PracticeForm(request.GET, codes=None, chosen=here, today=today)
    return render(request, "web/local_practice.html", page_of(form, today=today))


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object="health")
def health(request: HttpRequest) -> JsonResponse:
    """Tell a machine whether the product and its database answer, and whether words are kept."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"ok": False, "database": "unreachable"}, status=503)
    try:
        must_write()
    except (DatabaseError, ReadsOnly):
        told = {"ok": False, "database": "reachable", "disk": "cannot be written"}
        return JsonResponse(told, status=503)
    return JsonResponse({"ok": True, "database": "reachable", "disk": "can be written"})


def too_many(request: HttpRequest) -> HttpResponse:
    """Ask for a little patience where log-in is tried very often; drawn by allauth's own limit."""
    return render(request, "web/too_many.html", status=429)
