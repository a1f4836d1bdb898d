# SPDX-License-Identifier: EUPL-1.2
"""Reads of the monitor: terms, what was loaded and holds, what was made of it, what pages show.

Pages read a figure from the release in which it leaves, never from what was loaded: they have no
way to that. Each read is one statement, however many indicators, years or areas there are.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.db.models import Count, F, Q, QuerySet
from numpy.typing import NDArray

from meedoen.areas import queries as areas
from meedoen.database.queue import SILENT_AFTER
from meedoen.disclosure.published import HIDDEN
from meedoen.monitor.building import HeldLoad
from meedoen.monitor.models import (
    Build,
    IndicatorFigure,
    MonitorChoice,
    Objection,
    SourceLoad,
    SourceTerms,
    StreetFigure,
    StreetLook,
    StreetRow,
    SupplierProfile,
)
from meedoen.monitor.sources.headings import supplier_name
from meedoen.monitor.sources.profile import WrittenProfile
from meedoen.monitor.sources.specification import SourceForm, level
from meedoen.monitor.states import LoadStatus
from meedoen.monitor.street_figures import ShownBuurt
from meedoen.monitor.street_purposes import LASTS
from meedoen.monitor.tables import AREA, AreaTree
from meedoen.publication.models import Release, ReleaseRow
from meedoen.publication.states import WAITS, WAS_OUT, ReleaseState
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.work import GOING, WorkState

# What somebody who makes policy sees; a draft was not found safe, the others are over.
SEEN = frozenset({ReleaseState.CHECKED, ReleaseState.APPROVED, ReleaseState.PUBLISHED})
# How the code of who has no known buurt ends.
UNKNOWN_AREA = "_onbekend"
# So long a page goes on saying that a build failed.
_SAID_FOR = timedelta(days=7)
_YEAR = timedelta(days=365)
# The columns of a large table weigh most, and a list shows none of these.
_NOT_IN_A_LIST = (
    "told", "release__columns", "release__sources", "release__quality", "release__findings",
    "release__remark",
)  # fmt: skip


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

    None when there are none, when their release was stopped before it left, or when somebody
    objected since and they are not out: beside those that are, others without her would tell where
    she is and what she has.
    """
    found = IndicatorFigure.objects.filter(
        municipality=municipality, indicator=indicator, year=year
    ).select_related("release")
    last = found.order_by("-made_at", "-pk").first()
    if last is None or last.made_of != sorted(made_of):
        return None
    state = last.release.state if last.release else None
    if state == ReleaseState.SET_ASIDE:
        return None
    of_people = any(one["form"] == SourceForm.ROWS for one in last.told)
    if of_people and state not in WAS_OUT and _objected_since(last):
        return None
    return last


def _objected_since(made: IndicatorFigure) -> bool:
    found = Objection.objects.filter(municipality=made.municipality_id, written_at__gt=made.made_at)
    return found.exists()


def release_to_replace(municipality: str, indicator: str, year: int) -> Release | None:
    """Give the release of these figures that is out now and was not taken back."""
    found = Release.objects.filter(
        pk__in=IndicatorFigure.objects.filter(
            municipality=municipality, indicator=indicator, year=year
        ).values("release"),
        state=ReleaseState.PUBLISHED,
    )
    return found.order_by("-published_at", "-pk").first()


def releases_that_wait(municipality: str, indicator: str, year: int) -> list[Release]:
    """Give the releases of these figures that were made and never went out."""
    made = IndicatorFigure.objects.filter(
        municipality=municipality, indicator=indicator, year=year, release__state__in=WAITS
    )
    return list(Release.objects.filter(pk__in=made.values("release")).order_by("pk"))


def ever_out(municipality: str, indicator: str, year: int) -> list[Release]:
    """Give every release of these figures that was out once, of every delivery, in their order.

    They count nearly the same people, also when one was taken back.
    """
    of_these = IndicatorFigure.objects.filter(
        municipality=municipality, indicator=indicator, year=year
    )
    found = Release.objects.filter(pk__in=of_these.values("release"), state__in=WAS_OUT)
    return list(found.order_by("published_at", "pk"))


def hidden_areas(release: Release) -> frozenset[str]:
    """Give the areas of which the total is hidden in a release."""
    rows = ReleaseRow.objects.filter(release=release, values__0=-1)
    return frozenset(rows.values_list("code", flat=True))


def totals_of_areas(release: Release) -> dict[str, int]:
    """Give the total of each area in a release; -1 is hidden. Nothing where rows are no areas."""
    rows = ReleaseRow.objects.filter(release=release, release__per=AREA)
    return {code: values[0] for code, values in rows.values_list("code", "values")}


@dataclass(frozen=True)
class AreaRow:
    """What is shown of one code of a release: a value per combination of columns; -1 is hidden."""

    release: int
    code: str
    parent: str
    name: str
    place: int
    values: tuple[int, ...]


@dataclass(frozen=True)
class FigureOnItsWay:
    """The release of an indicator over a year, that waits for somebody."""

    indicator: str
    year: int
    release: Release


def _seen(municipality: str) -> QuerySet[IndicatorFigure]:
    """Find the figures that may be looked at, of each indicator and year those made last first."""
    found = IndicatorFigure.objects.filter(
        Q(release__isnull=True) | Q(release__state__in=SEEN), municipality=municipality
    )
    return found.select_related("release").order_by("indicator", "-year", "-made_at", "-pk")


def newest_of_each(municipality: str) -> dict[str, IndicatorFigure]:
    """Give of each indicator the figures of its last year, without what a list does not show."""
    found = _seen(municipality).distinct("indicator").defer(*_NOT_IN_A_LIST)
    return {one.indicator: one for one in found}


def of_each_year(municipality: str) -> list[IndicatorFigure]:
    """Give the last made figures of each indicator and year, without what a list does not show."""
    return list(_seen(municipality).distinct("indicator", "year").defer(*_NOT_IN_A_LIST))


def over_the_years(municipality: str, indicator: str) -> list[IndicatorFigure]:
    """Give the figures of an indicator over the years, the last year first."""
    return list(_seen(municipality).filter(indicator=indicator).distinct("indicator", "year"))


def published_over_the_years(
    municipality: str, indicators: Collection[str]
) -> list[IndicatorFigure]:
    """Give the figures of these indicators that are public now, the first year first.

    One statement, with the shape of their tables.
    """
    found = IndicatorFigure.objects.filter(
        municipality=municipality,
        indicator__in=indicators,
        release__state=ReleaseState.PUBLISHED,
    ).select_related("release")
    newest = found.order_by("indicator", "year", "-made_at", "-pk").distinct("indicator", "year")
    return list(newest.defer(*set(_NOT_IN_A_LIST) - {"release__columns"}))


def of_one_year(municipality: str, year: int) -> list[IndicatorFigure]:
    """Give the figures of every indicator over one year, with the shape of their tables."""
    return list(_seen(municipality).filter(year=year).distinct("indicator", "year"))


def well_known_year(municipality: str) -> int | None:
    """Give the last year of which more than half as much is known as of any; None without figures.

    A year that has only just begun is there for who chooses it.
    """
    found = IndicatorFigure.objects.filter(municipality=municipality, release__state__in=SEEN)
    counted = found.values("year").annotate(known=Count("indicator", distinct=True))
    known = dict(counted.values_list("year", "known"))
    return max((year for year, n in known.items() if 2 * n > max(known.values())), default=None)


def years(municipality: str) -> list[int]:
    """Give the years over which there are figures, the last first."""
    found = IndicatorFigure.objects.filter(municipality=municipality, release__state__in=SEEN)
    return list(found.order_by("-year").values_list("year", flat=True).distinct())


def totals(releases: Collection[int]) -> dict[int, int]:
    """Give of each release the count of everybody in it, by its number; -1 is hidden."""
    rows = ReleaseRow.objects.filter(release__in=releases, place=0)
    return {release: values[0] for release, values in rows.values_list("release", "values")}


def rows_of(releases: Collection[int], codes: Collection[str]) -> dict[int, list[AreaRow]]:
    """Give the rows of these areas in each of these releases, with the row of the total.

    A table with less areas than groups has a row per group: then it gives all of them.
    """
    rows = ReleaseRow.objects.filter(release__in=releases)
    return _by_release(rows.filter(Q(code__in=codes) | Q(place=0) | ~Q(release__per=AREA)))


def all_rows(release: int) -> list[AreaRow]:
    """Give every row of a release, in their order: parents before their parts."""
    return _by_release(ReleaseRow.objects.filter(release=release))[release]


def _by_release(rows: QuerySet[ReleaseRow]) -> dict[int, list[AreaRow]]:
    found: dict[int, list[AreaRow]] = defaultdict(list)
    names = ("release", "code", "parent", "name", "place", "values")
    for release, code, parent, name, place, values in rows.order_by("place").values_list(*names):
        found[release].append(AreaRow(release, code, parent, name, place, tuple(values)))
    return found


def waiting_figures(municipality: str) -> list[FigureOnItsWay]:
    """Give the figures that wait for a second pair of eyes, or to be made public; oldest first."""
    waits = {ReleaseState.CHECKED, ReleaseState.APPROVED}
    made = sorted(of_each_year(municipality), key=lambda one: (one.made_at, one.pk))
    return [
        FigureOnItsWay(one.indicator, one.year, one.release)
        for one in made
        if one.release is not None and one.release.state in waits
    ]


def loads_numbered(numbers: Collection[int]) -> dict[int, SourceLoad]:
    """Give these loads by their number, also those of which another took the place."""
    return SourceLoad.objects.in_bulk(list(numbers))


def loads(municipality: str, source: str = "") -> list[SourceLoad]:
    """Give the loads that hold: of every source, or of one; the last year first."""
    found = SourceLoad.objects.filter(municipality=municipality, over_at__isnull=True)
    if source:
        found = found.filter(source=source)
    return list(found.order_by("source", "-year"))


def provisional_for_long(municipality: str, *, on: Moment) -> list[SourceLoad]:
    """Give the loads that are provisional still, a year after the day of which they tell."""
    found = SourceLoad.objects.filter(
        municipality=municipality,
        over_at__isnull=True,
        status=LoadStatus.PROVISIONAL,
        as_of__lt=on.day - _YEAR,
    )
    return list(found.order_by("source", "-year"))


def terms(municipality: str) -> Mapping[str, SourceTerms]:
    """Give the terms that hold, by source."""
    found = SourceTerms.objects.filter(municipality=municipality, ended_at__isnull=True)
    return {one.source: one for one in found}


def supplier_profiles(municipality: str, source: str) -> QuerySet[SupplierProfile]:
    """Find what is known of the suppliers of a source: first what waits, longest first."""
    found = SupplierProfile.objects.filter(
        municipality=municipality, source=source, forgotten_at__isnull=True
    )
    return found.order_by(F("waits_since").asc(nulls_last=True), "known_as")


def supplier_profile(pk: int, municipality: str, source: str) -> SupplierProfile | None:
    """Give what is known of a supplier, also when it was forgotten; None for any other number."""
    return SupplierProfile.objects.filter(pk=pk, municipality=municipality, source=source).first()


def profile_of_supplier(municipality: str, source: str, supplier: str) -> SupplierProfile | None:
    """Give what is remembered of a supplier by its name, however that is written; None if nothing.

    Raises NoHeadings for what is no name.
    """
    wanted = level(supplier_name(supplier))
    return supplier_profiles(municipality, source).filter(known_as=wanted).first()


def headings_that_wait(municipality: str) -> Mapping[str, int]:
    """Count by source the suppliers of which the headings wait for somebody to say what they are.

    Only the sources where there are.
    """
    waiting = SupplierProfile.objects.filter(
        municipality=municipality, forgotten_at__isnull=True, waits_since__isnull=False
    )
    return dict(waiting.values_list("source").annotate(Count("pk")).order_by("source"))


def written_profile(profile: SupplierProfile) -> WrittenProfile:
    """Give how a supplier writes, as it is remembered."""
    return WrittenProfile(
        headings=profile.headings, ignore=tuple(profile.ignore), dates=profile.dates,
        separator=profile.separator, encoding=profile.encoding, sheet=profile.sheet,
        codes=profile.codes,
    )  # fmt: skip


def choice(municipality: str) -> MonitorChoice | None:
    """Give what a municipality chose last for its monitor; None when it chose nothing yet."""
    found = MonitorChoice.objects.filter(municipality=municipality)
    return found.order_by("-written_at", "-pk").first()


def streets_decided(municipality: str) -> bool:
    """Tell whether the council decided that figures per street may be seen, and it still holds."""
    return municipality in where_streets_are_decided([municipality])


def where_streets_are_decided(municipalities: Collection[str]) -> set[str]:
    """Give those of these municipalities of which the council's decision on streets holds."""
    chosen = choices(municipalities)
    return {code for code, one in chosen.items() if one.streets_decided_on is not None}


def kept_inside(municipality: str) -> frozenset[str]:
    """Give the sources of which a municipality lets no figure out."""
    chosen = choice(municipality)
    return frozenset(chosen.inside) if chosen else frozenset()


def with_streets(figures: Collection[int]) -> set[int]:
    """Give of which of these figures the streets are there, or are known to be too little."""
    found = StreetFigure.objects.filter(~Q(why_none="") | Q(rows__isnull=False), figure__in=figures)
    return set(found.values_list("figure", flat=True))


def streets_that_are_out(figures: Collection[int]) -> dict[str, list[ShownBuurt]]:
    """Give what is kept per street beside those of these figures that were ever out, by source."""
    rows = StreetRow.objects.filter(
        of__figure__in=figures, of__figure__release__state__in=WAS_OUT
    ).exclude(of__source="")
    found: dict[str, list[ShownBuurt]] = defaultdict(list)
    for row in rows.select_related("of").order_by("of__source", "buurt"):
        found[row.of.source].append(ShownBuurt(row.buurt, tuple(row.streets), tuple(row.values)))
    return found


def streets_were_out(figure: IndicatorFigure, source: str) -> bool:
    """Tell whether streets were shown beside other figures of the same source and year."""
    found = StreetFigure.objects.filter(
        municipality=figure.municipality_id, year=figure.year, source=source, why_none="",
        figure__release__state__in=WAS_OUT,
    )  # fmt: skip
    return found.exclude(figure=figure).exists()


def choices(municipalities: Collection[str]) -> dict[str, MonitorChoice]:
    """Give what each of these municipalities chose last for its monitor, by its code."""
    found = MonitorChoice.objects.filter(municipality__in=municipalities)
    last = found.order_by("municipality_id", "-written_at", "-pk").distinct("municipality_id")
    return {one.municipality_id: one for one in last}


def street_years(municipalities: Collection[str]) -> list[int]:
    """Give the years of which figures per street can be seen in any of these, the last first."""
    found = StreetFigure.objects.filter(municipality__in=municipalities, why_none="")
    return sorted(set(found.values_list("year", flat=True)), reverse=True)


@dataclass(frozen=True)
class StreetSource:
    """A source of which the streets were counted; `why_none` says why nothing of them is shown.

    The one without a name is where streets are only named.
    """

    source: str
    as_of: date | None
    status: str
    why_none: str


@dataclass(frozen=True)
class StreetValues:
    """What is shown of a source in the streets of a buurt, by street; -1 is hidden.

    Without a source: the streets where help comes together, which have no value.
    """

    source: str
    values: Mapping[str, int]


def street_sources(municipality: str, year: int) -> list[StreetSource]:
    """Give the sources of which streets were counted over a year, by key."""
    found = StreetFigure.objects.filter(municipality=municipality, year=year).order_by("source")
    return [
        StreetSource(*one) for one in found.values_list("source", "as_of", "status", "why_none")
    ]


def street_look(pk: int, account: int) -> StreetLook:
    """Give a look of somebody. Raises StreetLook.DoesNotExist when it is another's or never was."""
    return StreetLook.objects.get(pk=pk, account=account)


def street_values(look: StreetLook) -> list[StreetValues]:
    """Give what a look shows of the streets of its buurt, by source.

    The database gives it for an hour, to who looked.
    """
    found = StreetRow.objects.filter(
        municipality=look.municipality_id, buurt=look.buurt, year=look.year
    )
    return [
        StreetValues(source, dict(zip(streets, values or [HIDDEN] * len(streets), strict=True)))
        for source, streets, values in found.order_by("of__source").values_list(
            "of__source", "streets", "values"
        )
    ]


def look_that_goes_on(*, on: Moment, **told: Any) -> StreetLook | None:
    """Give the look with these columns that somebody began within the last hour, if any."""
    found = StreetLook.objects.filter(at__gt=on.at - LASTS, **told)
    return found.order_by("-at", "-pk").first()


def street_looks(*, limit: int) -> list[StreetLook]:
    """Give who looked at figures per street, newest first.

    The database shows officers those of their municipalities, and anybody else her own.
    """
    return list(StreetLook.objects.order_by("-at", "-pk")[:limit])


def build_to_tell(municipality: str, *, on: Moment) -> Build | None:
    """Give the build that goes on, or the last one when it failed within a week."""
    last = Build.objects.filter(municipality=municipality).order_by("-asked_at", "-pk").first()
    if last is None or last.state in GOING:
        return last
    failed = last.state == WorkState.FAILED and last.over_at and last.over_at > on.at - _SAID_FOR
    return last if failed else None


def build_of(pk: int, municipalities: Collection[str]) -> Build:
    """Give a build of these municipalities; raises Build.DoesNotExist for any other."""
    return Build.objects.get(pk=pk, municipality__in=municipalities)


def is_silent(build: Build, on: Moment) -> bool:
    """Tell whether the worker began a build and was not heard of since."""
    heard = build.heard_at or build.asked_at
    return build.state == WorkState.RUNNING and heard < on.at - SILENT_AFTER
