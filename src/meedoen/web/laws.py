# SPDX-License-Identifier: EUPL-1.2
"""Text and rule of every article side by side, for a jurist and for everybody: rules are public."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from meedoen.journeys.glasses import current_rulebook
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.rules.side_by_side import articles_of, searched, version, versions
from meedoen.vocabulary.levelling import levelled_for_search
from meedoen.web.fields import SearchField
from meedoen.web.moments import moment_of

OPEN_AT_ONCE = 3
"""So many articles stand open when fewer are asked for than there are."""


class LawSearchForm(forms.Form):
    """The words above the list of laws."""

    zoek = SearchField(
        label="Zoek een wet of verordening", help_text="Een deel van de naam is genoeg.",
        max_length=60, required=False,
    )  # fmt: skip


class ArticleSearchForm(forms.Form):
    """The words above the articles of a law."""

    zoek = SearchField(
        label="Zoek een artikel", help_text="Een nummer of een woord, zoals 10d of vervoer.",
        max_length=60, required=False,
    )  # fmt: skip


def _words(form: forms.Form) -> str:
    form.is_valid()
    return form.cleaned_data.get("zoek") or ""


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object="rules")
def laws(request: HttpRequest) -> HttpResponse:
    """List every law and ordinance in the rulebook, with the versions that can be read."""
    form, today = LawSearchForm(request.GET), moment_of(request).day
    words = levelled_for_search(_words(form)).split()
    found: dict[str, dict[str, Any]] = {}
    for one in versions(current_rulebook()):
        if all(word in levelled_for_search(one.law.name) for word in words):
            new = {"name": one.law.name, "local": bool(one.law.scope), "versions": []}
            listed = found.setdefault(one.slug, new)
            listed["versions"].append({"version": one, "now": one.holds_on(today)})
    listed_laws = list(found.values())
    shown = {
        "form": form,
        "national": [one for one in listed_laws if not one["local"]],
        "local": [one for one in listed_laws if one["local"]],
        "narrowed": bool(words),
    }
    return render(request, "web/laws.html", shown)


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object="rules")
def law(request: HttpRequest, law: str, since: str) -> HttpResponse:
    """Show a version of a law: of each article its text, and beside it the rule read out."""
    book, form = current_rulebook(), ArticleSearchForm(request.GET)
    chosen = version(book, law, since)
    if chosen is None:
        raise Http404
    today = moment_of(request).day
    day = today if chosen.holds_on(today) else (chosen.law.valid_from or today)
    every = articles_of(book, chosen.law, day)
    words = _words(form)
    found = searched(every, words)
    shown = {
        "form": form, "chosen": chosen, "articles": found, "every": len(every),
        "narrowed": bool(words), "open": bool(words) and len(found) <= OPEN_AT_ONCE,
        "now": chosen.holds_on(today),
        "others": [v for v in versions(book) if v.slug == law and v.since != since],
    }  # fmt: skip
    return render(request, "web/law.html", shown)
