# SPDX-License-Identifier: EUPL-1.2
"""Text and rule of every article side by side, for a jurist and for everybody: rules are public."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from meedoen.areas.queries import municipalities
from meedoen.journeys.glasses import current_rulebook
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.rules.side_by_side import (
    ArticleRead,
    LawVersion,
    ListedLaw,
    OutputRead,
    articles_of,
    beside,
    listed_laws,
    searched,
    version,
    versions,
)
from meedoen.web.fields import SearchField
from meedoen.web.moments import moment_of
from meedoen.web.unchanged import made_once

LAWS_ON_A_PAGE = 24
ARTICLES_ON_A_PAGE = 10
OPEN_CLAUSES = 8
"""So many lines of a rule stand open; what it decides more unfolds."""


class LawSearchForm(forms.Form):
    """The words above the list of laws."""

    zoek = SearchField(
        label="Zoek een wet of verordening", max_length=60, required=False
    )  # fmt: skip


class ArticleSearchForm(forms.Form):
    """The words above the articles of a law."""

    zoek = SearchField(
        label="Zoek een artikel", help_text="Een nummer of een woord.",
        max_length=60, required=False,
    )  # fmt: skip


def _words(form: forms.Form) -> str:
    form.is_valid()
    return form.cleaned_data.get("zoek") or ""


def _page(request: HttpRequest, found: tuple[Any, ...], size: int) -> dict[str, Any]:
    """Give one page of what was found, and the rest of its address."""
    query = request.GET.copy()
    query.pop("page", None)
    chosen = Paginator(found, size).get_page(request.GET.get("page"))
    return {"found": chosen, "query": query.urlencode()}


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object="rules")
@made_once
def laws(request: HttpRequest) -> HttpResponse:
    """List every law and ordinance in the rulebook, those of the country first."""
    form = LawSearchForm(request.GET)
    words = _words(form)
    found = listed_laws(current_rulebook(), moment_of(request).day, words)
    shown = {
        "form": form,
        "any": bool(found),
        "places": _by_place(found),
        "narrowed": bool(words),
        **_page(request, tuple(one for one in found if not one.scope), LAWS_ON_A_PAGE),
    }
    return render(request, "web/laws.html", shown)


def _by_place(found: tuple[ListedLaw, ...]) -> dict[str, list[ListedLaw]]:
    """Put what holds in a part of the country under its name, or its code when it has no name."""
    names = {one.code: one.name for one in municipalities()}
    places: dict[str, list[ListedLaw]] = {}
    for one in found:
        if one.scope:
            places.setdefault(names.get(one.scope[1], one.scope[1]), []).append(one)
    return dict(sorted(places.items()))


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object="rules")
@made_once
def law(request: HttpRequest, law: str, since: str) -> HttpResponse:
    """List the articles of a version of a law, each with what it is about; a number opens it."""
    form = ArticleSearchForm(request.GET)
    chosen, every = _read(request, law, since)
    words = _words(form)
    found = searched(every, words)
    if len(found) == 1 and found[0].article.number.casefold() == words.strip().casefold():
        number = found[0].article.number
        return redirect("web:article", law=law, since=since, article=number)
    shown = {
        "form": form,
        "every": len(every),
        "narrowed": bool(words),
        **_page(request, found, ARTICLES_ON_A_PAGE),
        **_about(request, chosen),
    }
    return render(request, "web/law.html", shown)


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object="rules")
@made_once
def article(request: HttpRequest, law: str, since: str, article: str) -> HttpResponse:
    """Show an article: its text, and beside it the rule read out."""
    chosen, every = _read(request, law, since)
    previous, found, following = beside(every, article)
    if not found:
        raise Http404
    about = _about(request, chosen)
    shown = {
        **about,
        "others": [v for v in about["others"] if article in {a.number for a in v.law.articles}],
        "number": article,
        "found": [{"read": one, "outputs": _unfolded(one.outputs)} for one in found],
        "previous": previous,
        "following": following,
    }
    return render(request, "web/article.html", shown)


def _read(request: HttpRequest, law: str, since: str) -> tuple[LawVersion, tuple[ArticleRead, ...]]:
    """Read out all articles of a version. Raises Http404 when it is not there."""
    book, today = current_rulebook(), moment_of(request).day
    chosen = version(book, law, since)
    if chosen is None:
        raise Http404
    day = today if chosen.holds_on(today) else (chosen.law.valid_from or today)
    return chosen, articles_of(book, chosen.law, day)


def _about(request: HttpRequest, chosen: LawVersion) -> dict[str, Any]:
    """Say which version this is, and which others there are."""
    others = [v for v in versions(current_rulebook()) if v.slug == chosen.slug and v != chosen]
    return {
        "chosen": chosen, "now": chosen.holds_on(moment_of(request).day), "others": others
    }  # fmt: skip


def _unfolded(outputs: Iterable[OutputRead]) -> list[tuple[OutputRead, bool]]:
    """Say of each thing an article decides whether it stands open: the first, and what is short."""
    shown: list[tuple[OutputRead, bool]] = []
    lines = 0
    for output in outputs:
        lines += 1 + sum(1 for _ in output.clause.walk())
        shown.append((output, not shown or lines <= OPEN_CLAUSES))
    return shown
