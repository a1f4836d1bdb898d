# SPDX-License-Identifier: EUPL-1.2
"""Reads of the laboratory: drafts and runs of one's own municipalities, and where people live."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from meedoen.areas import queries as areas
from meedoen.areas.queries import KnownFigure
from meedoen.database.queue import SILENT_AFTER
from meedoen.laboratory.models import Draft, Run
from meedoen.laboratory.population import Home
from meedoen.vocabulary.codes import Level
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.work import WorkState


@dataclass(frozen=True)
class ListedDraft:
    """A draft in the list, with its last run when there is one."""

    draft: Draft
    run: Run | None


def drafts_of(municipalities: Collection[str]) -> list[ListedDraft]:
    """List the drafts of these municipalities that nobody threw away, newest first."""
    runs = Prefetch("runs", Run.objects.defer("result").order_by("-asked_at", "-pk"))
    rows = _mine(municipalities).filter(thrown_away_at=None).order_by("-made_at", "-pk")
    return [
        ListedDraft(draft, next(iter(draft.runs.all()), None))
        for draft in rows.prefetch_related(runs).select_related("municipality")
    ]


def draft_of(pk: int, municipalities: Collection[str]) -> Draft:
    """Give a draft of these municipalities; raises Draft.DoesNotExist for any other."""
    return _mine(municipalities).select_related("municipality").get(pk=pk)


def named(numbers: Collection[int], municipalities: Collection[str]) -> dict[int, tuple[str, bool]]:
    """Give the name of each of these drafts, and whether it was thrown away, by its number."""
    rows = _mine(municipalities).filter(pk__in=numbers)
    return {row.pk: (row.name, row.thrown_away_at is not None) for row in rows}


def last_run(draft: Draft) -> Run | None:
    """Give the last run of a draft, or None."""
    return draft.runs.order_by("-asked_at", "-pk").first()


def run_of(pk: int, municipalities: Collection[str]) -> Run:
    """Give a run of a draft of these municipalities; raises Run.DoesNotExist for any other."""
    found = Run.objects.select_related("draft__municipality")
    return found.get(pk=pk, draft__municipality__in=municipalities)


def _mine(municipalities: Collection[str]) -> QuerySet[Draft]:
    return Draft.objects.filter(municipality__in=municipalities)


def is_silent(run: Run, on: Moment) -> bool:
    """Tell whether a run began and nothing was heard of it since: its worker fell away."""
    heard = run.heard_at or run.asked_at
    return run.state == WorkState.RUNNING and heard < on.at - SILENT_AFTER


def homes_in(municipality: str) -> list[Home]:
    """Give the buurten of a municipality with who live there, as the newest key figures say.

    Empty when no areas or no inhabitants are known here.
    """
    year = areas.latest_year(municipality)
    if year is None:
        return []
    places = {place.code: place for place in areas.places(municipality, year=year)}
    buurten = [place for place in places.values() if place.level is Level.BUURT]
    figures = {
        name: areas.newest_key_figures(name, codes=[place.code for place in buurten], year=year)
        for name in ("inwoners", "inwoners_0_tot_15", "inwoners_65_plus")
    }
    return [
        Home(
            place.parent_code,
            places[place.parent_code].name if place.parent_code in places else place.parent_code,
            int(inhabitants.value),
            _share(figures["inwoners_0_tot_15"].get(place.code), inhabitants),
            _share(figures["inwoners_65_plus"].get(place.code), inhabitants),
        )
        for place in buurten
        if (inhabitants := figures["inwoners"].get(place.code)) and inhabitants.value
    ]


def _share(part: KnownFigure | None, whole: KnownFigure) -> float | None:
    """Give a part of the inhabitants; None when it is unknown, or of another year than they are."""
    if part is None or part.value is None or not whole.value or part.year != whole.year:
        return None
    return min(1.0, float(part.value / whole.value))
