# SPDX-License-Identifier: EUPL-1.2
"""Keys on pages: listed, proposed for next year, tried, and adopted by a second person."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from meedoen.budget import operations, queries
from meedoen.budget.keys import DivisionKey
from meedoen.budget.operations import KeysMeet, KeyTooLate, OwnKey
from meedoen.budget.planning import queries as planning
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.web.moments import moment_of
from meedoen.web.numbers import number_in
from meedoen.web.place_asked import place_asked
from meedoen.web.policy.budget.keys_forms import KeyForm, ShareField
from meedoen.web.policy.budget.keys_pages import key_page, keys_by_year
from meedoen.web.policy.showing import show, who_looks
from meedoen.web.policy.views.budget import OBJECT

_LONGEST = 20
_DECIDED = "Over deze sleutel is al beslist. Er is niets veranderd."


def _here(request: HttpRequest) -> tuple[str, dict[str, str]]:
    code, places = place_asked(request)
    if not code:
        raise Http404
    return code, places


def _keys_address(code: str, aside: int | None = None) -> str:
    gone = f"&weg={aside}" if aside is not None else ""
    return f"{reverse('policy:keys')}?gemeente={code}{gone}"


@endpoint(purpose=Purpose.ACCOUNTING, object=OBJECT)
def keys(request: HttpRequest) -> HttpResponse:
    """List the keys of a municipality per year: what waits for a colleague, holds and held."""
    code, places = _here(request)
    by, today = who_looks(request), moment_of(request).day
    context = {
        "code": code,
        "name": places[code],
        "places": places,
        "years": keys_by_year(code, today, account=by.account_id, label=by.label),
        "following": today.year + 1,
        "aside": number_in(request.GET.get("weg", "")),
    }
    return show(request, "policy/budget_keys.html", context)


@endpoint(purpose=Purpose.ACCOUNTING, object=OBJECT, methods=("GET", "POST"))
def new_key(request: HttpRequest) -> HttpResponse:
    """Propose a key for next year, like one of this year when it begins with that."""
    code, places = _here(request)
    by, on = who_looks(request), moment_of(request)
    like = _like(request, by.municipalities)
    form = KeyForm(
        request.POST if request.method == "POST" else None,
        year=on.day.year + 1,
        products=planning.products_booked(code, on.day.year),
        like=like,
    )
    if form.is_valid():
        row = operations.propose_key(municipality=code, key=form.key(), by=by, on=on)
        return redirect("policy:key", row.pk)
    context = {
        "form": form,
        "code": code,
        "name": places[code],
        "year": form.year,
        "like": like,
        "number": number_in(_given(request).get("van", "")) if like else None,
    }
    return show(request, "policy/budget_key_new.html", context, status=422 if form.errors else 200)


def _given(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else request.GET


def _like(request: HttpRequest, municipalities: Any) -> DivisionKey | None:
    number = number_in(_given(request).get("van", ""))
    return queries.as_key(queries.key_of(number, municipalities)) if number is not None else None


@endpoint(purpose=Purpose.ACCOUNTING, object=OBJECT)
def key(request: HttpRequest, key_id: int) -> HttpResponse:
    """Show a key, what it would do to what is booked this year, and what waits for whom."""
    by = who_looks(request)
    row = queries.key_of(key_id, by.municipalities)
    typed = request.GET.get("deel", "")[:_LONGEST]
    integral, wrong = _integral(typed)
    page = key_page(
        row,
        account=by.account_id,
        label=by.label,
        today=moment_of(request).day,
        integral=integral,
    )
    context = {"page": page, "typed": typed if wrong else "", "wrong": wrong}
    return show(request, "policy/budget_key.html", context)


def _integral(typed: str) -> tuple[int | None, str]:
    """Read the share that is tried, None without one, and say what is wrong with what was typed."""
    try:
        return ShareField(required=False).clean(typed), ""
    except ValidationError as wrong:
        return None, " ".join(wrong.messages)


@endpoint(purpose=Purpose.ACCOUNTING, object=OBJECT, methods=("POST",))
def adopt_key(request: HttpRequest, key_id: int) -> HttpResponse:
    """Let a key hold that a colleague proposed."""
    by = who_looks(request)
    row = queries.key_of(key_id, by.municipalities)
    try:
        operations.adopt_key(
            key=row.pk, municipality=row.municipality_id, by=by, on=moment_of(request)
        )
    except (KeyTooLate, OwnKey, KeysMeet) as sorry:
        messages.warning(request, str(sorry))
    except ObjectDoesNotExist:
        messages.info(request, _DECIDED)
    return redirect("policy:key", row.pk)


@endpoint(purpose=Purpose.ACCOUNTING, object=OBJECT, methods=("POST",))
def drop_key(request: HttpRequest, key_id: int) -> HttpResponse:
    """Put a proposal aside; the list offers to bring it back."""
    by = who_looks(request)
    row = queries.key_of(key_id, by.municipalities)
    code = row.municipality_id
    if operations.drop_key(key=row.pk, municipality=code, by=by, on=moment_of(request)):
        return redirect(_keys_address(code, aside=row.pk))
    messages.info(request, _DECIDED)
    return redirect("policy:key", row.pk)


@endpoint(purpose=Purpose.ACCOUNTING, object=OBJECT, methods=("POST",))
def take_key_up_again(request: HttpRequest, key_id: int) -> HttpResponse:
    """Let a proposal wait again that was put aside."""
    by = who_looks(request)
    row = queries.key_of(key_id, by.municipalities)
    operations.take_key_up_again(
        key=row.pk, municipality=row.municipality_id, by=by, on=moment_of(request)
    )
    return redirect("policy:key", row.pk)
