# SPDX-License-Identifier: EUPL-1.2
"""What was published of counts, for everybody: the list, one release, and its files."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.publication import queries
from meedoen.publication.states import ReleaseState
from meedoen.web.fields import SearchField
from meedoen.web.numbers import page_in
from meedoen.web.release_files import answered
from meedoen.web.release_table import attack_on, shown_table

RELEASES_ON_A_PAGE = 12


class ReleaseSearchForm(forms.Form):
    """The words above a list of releases."""

    zoek = SearchField(label="Zoek cijfers", max_length=60, required=False)


def listed(request: HttpRequest, releases_with: Callable[..., QuerySet[Any]]) -> dict[str, Any]:
    """Give a page of a list of releases, with what somebody looks for in it.

    `releases_with` lists the releases that have some words.
    """
    form = ReleaseSearchForm(request.GET)
    form.is_valid()
    words = form.cleaned_data.get("zoek") or ""
    pages = Paginator(releases_with(words=words), RELEASES_ON_A_PAGE)
    query = request.GET.copy()
    query.pop("page", None)
    return {
        "form": form,
        "narrowed": bool(words),
        "found": pages.get_page(page_in(request.GET.get("page", ""))),
        "query": query.urlencode(),
    }


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object="published figures")
def releases(request: HttpRequest) -> HttpResponse:
    """List what was published, newest first, with what was withdrawn."""
    return render(request, "web/releases.html", listed(request, queries.public_releases))


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object="published figures")
def release(request: HttpRequest, address: str) -> HttpResponse:
    """Show a release: its table, where it comes from, and how anybody can check it."""
    found = queries.public_release(address)
    if found is None:
        raise Http404
    withdrawn = found.state == ReleaseState.WITHDRAWN
    shown = {
        "release": found,
        "withdrawn": withdrawn,
        "corrections": queries.corrections_of(found)[:5],
        "table": None if withdrawn else shown_table(found, request.GET),
        "report": attack_on(found),
    }
    return render(request, "web/release.html", shown)


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object="published figures")
def release_file(request: HttpRequest, address: str, file: str) -> HttpResponse:
    """Give a file of a published release, as it left."""
    found = queries.public_release(address)
    if found is None or found.state != ReleaseState.PUBLISHED:
        raise Http404
    return answered(queries.files_of_release(found), file, found.address)
