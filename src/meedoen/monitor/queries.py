# SPDX-License-Identifier: EUPL-1.2
"""Reads of the monitor: terms, what was loaded and holds, and what was made of it before."""

from collections.abc import Collection
from pathlib import Path

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from meedoen.areas import queries as areas
from meedoen.monitor.building import HeldLoad
from meedoen.monitor.models import Build, IndicatorFigure, Objection, SourceLoad, SourceTerms
from meedoen.monitor.sources.specification import SourceForm
from meedoen.monitor.states import LoadStatus
from meedoen.monitor.tables import AreaTree
from meedoen.publication.models import Release, ReleaseRow
from meedoen.publication.states import ReleaseState
from meedoen.vocabulary.work import WorkState


def terms_that_hold(municipality: str, source: str) -> SourceTerms | None:
    """Give the terms under which rows of people of a source come in now, or None."""
    return SourceTerms.objects.filter(
        municipality=municipality, source=source, ended_at__isnull=True
    ).first()


def files_that_hold(municipality: str) -> set[str]:
    """Give the names of the files of the loads of a municipality that hold."""
    holding = SourceLoad.objects.filter(municipality=municipality, over_at__isnull=True)
    return set(holding.values_list("file", flat=True))


def held_loads(municipality: str) -> list[HeldLoad]:
    """Give what was loaded of a municipality and holds, with where it is kept."""
    folder = Path(settings.MONITOR_FOLDER) / municipality
    found = SourceLoad.objects.filter(municipality=municipality, over_at__isnull=True)
    return [
        HeldLoad(
            pk=one.pk, source=one.source, year=one.year, form=SourceForm(one.form),
            status=LoadStatus(one.status), as_of=one.as_of, rows=one.rows, bad=one.bad,
            without_area=one.without_area, file=folder / one.file,
        )
        for one in found.order_by("year", "source")
    ]  # fmt: skip


def tree_of(municipality: str) -> AreaTree | None:
    """Give the areas of a municipality as they are now, with where earlier ones lie; None without.

    So the figures of every year are about the same land, as far as it can be told.
    """
    year = areas.latest_year(municipality)
    if year is None:
        return None
    places = areas.places(municipality, year=year)
    return AreaTree(
        municipality,
        {one.code: one.parent_code for one in places if one.parent_code},
        {one.code: one.name for one in places},
        areas.moved_codes(municipality),
    )


def marks_of_objections(municipality: str) -> NDArray[np.uint64]:
    """Give the marks of who is not to be counted, as pseudonyms (rows × 2)."""
    found = Objection.objects.filter(municipality=municipality).values_list("mark", flat=True)
    return np.frombuffer(b"".join(map(bytes, found)), dtype="<u8").reshape(-1, 2)


def figure_made_of(
    municipality: str, indicator: str, year: int, made_of: Collection[int]
) -> IndicatorFigure | None:
    """Give the last figures of an indicator over a year, if they are made of exactly these loads.

    None when there are none, or when their release was stopped before it left.
    """
    found = IndicatorFigure.objects.filter(
        municipality=municipality, indicator=indicator, year=year
    ).select_related("release")
    last = found.order_by("-made_at", "-pk").first()
    if last is None or last.made_of != sorted(made_of):
        return None
    stopped = last.release is not None and last.release.state == ReleaseState.SET_ASIDE
    return None if stopped else last


def release_to_replace(municipality: str, indicator: str, year: int) -> Release | None:
    """Give the release of these figures that is out now and was not taken back."""
    found = Release.objects.filter(
        pk__in=IndicatorFigure.objects.filter(
            municipality=municipality, indicator=indicator, year=year
        ).values("release"),
        state=ReleaseState.PUBLISHED,
    )
    return found.order_by("-published_at", "-pk").first()


def hidden_areas(release: Release) -> frozenset[str]:
    """Give the areas of which the total is hidden in a release."""
    rows = ReleaseRow.objects.filter(release=release, values__0=-1)
    return frozenset(rows.values_list("code", flat=True))


def goes_on(build: Build) -> bool:
    """Tell whether nobody stopped a build meanwhile."""
    return Build.objects.filter(pk=build.pk, state=WorkState.RUNNING).exists()
