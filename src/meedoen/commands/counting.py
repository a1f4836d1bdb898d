# SPDX-License-Identifier: EUPL-1.2
"""What `meedoen demonstration count` does: five years of sources are loaded, counted and let out.

The files are invented; they go the way that real ones go, each in the February after its year.
"""

import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

from meedoen.areas.queries import municipalities
from meedoen.commands.loading import Asked, load_at
from meedoen.commands.own_activity import keep_own
from meedoen.demonstration.releases import JESSE, RUBEN, viewer_of
from meedoen.demonstration.source_files import (
    ADDRESSES,
    ELSEWHERE,
    HERE,
    YEARS,
    DeliveredFile,
    addresses,
    delivered,
)
from meedoen.monitor.address_files import keep_addresses
from meedoen.monitor.gate import Terms
from meedoen.monitor.models import Build, IndicatorFigure, SourceLoad
from meedoen.monitor.operations import choose, start_build, write_terms
from meedoen.monitor.queries import choice, terms_that_hold
from meedoen.monitor.sources.registry import sources
from meedoen.monitor.sources.specification import SourceForm
from meedoen.monitor.states import LoadStatus
from meedoen.monitor.tasks import make_figures
from meedoen.publication.operations import approve, publish
from meedoen.publication.states import ReleaseState
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.work import GOING, WorkState

# Who makes the figures of a municipality, and who is the second pair of eyes.
_COLLEAGUES = {
    HERE: (RUBEN, JESSE),
    ELSEWHERE: ("wessel@vennerhout.example", "imke@vennerhout.example"),
}
_DPIA = "DPIA monitor Lindewaard, zaak 2021-0417 (verzonnen)"
_ADVISED_ON = date(2021, 3, 9)
_STREETS_DECIDED_ON = date(2021, 6, 24)
_STREETS_DECISION = "Raadsbesluit 2021-58, cijfers per straat (verzonnen)"
# How final suppliers call a year, so many years after; older ones are.
_STATUS_AFTER = {0: LoadStatus.PROVISIONAL, 1: LoadStatus.REVISED}


def counted_already() -> bool:
    """Tell whether the last year of every municipality of the demonstration was counted."""
    last = Build.objects.filter(state=WorkState.DONE, asked_at__year=YEARS[-1] + 1)
    return last.values("municipality").distinct().count() == len(_COLLEAGUES)


def count_demonstration() -> Iterator[str]:
    """Load, count and let out what was invented, year by year; yields what was done.

    Lindewaard lets rows of people in; the monitor of Vennerhout works with counts alone.

    What is there already of an earlier time that was broken off is not done again.
    """
    _decide_on_streets()
    with tempfile.TemporaryDirectory() as there:
        folder = Path(there)
        _know_addresses(folder)
        files = list(delivered())
        for year in YEARS:
            on = Moment.beginning(date(year + 1, 2, 3)) + timedelta(hours=9)
            _agree_on_terms(on)
            for one in files:
                if one.year == year:
                    _take_in(one, folder, on)
            yield f"de bronnen van {year}"
            for municipality in municipalities():
                _let_out(municipality.code, year, on + timedelta(days=6))
                yield f"de cijfers van {municipality.name} over {year}"
    _count_own_activity(Moment.now())
    yield "wat mensen hier zelf doen"


def _count_own_activity(on: Moment) -> None:
    """Count what the invented residents do here themselves, in the year that goes on."""
    for municipality in municipalities():
        if keep_own(municipality.code, on.day.year, on):
            _let_out(municipality.code, on.day.year, on)


def _agree_on_terms(on: Moment) -> None:
    """Let rows of people in for Lindewaard, once; what stands stays."""
    by = viewer_of(RUBEN, on=Moment.now())
    for source in sources():
        if source.shape(SourceForm.ROWS) is None or terms_that_hold(HERE, source.key):
            continue
        terms = Terms(
            source.ground, source.article, source.purpose, source.controller, _DPIA, _ADVISED_ON
        )
        write_terms(municipality=HERE, source=source.key, terms=terms, by=by, on=on)


def _decide_on_streets() -> None:
    """Record that the council of Lindewaard decided on figures per street; that of Vennerhout not.

    It stands from before the first count on; what somebody chose since stays.
    """
    if choice(HERE) is None:
        choose(
            municipality=HERE,
            inside=(),
            streets_decided_on=_STREETS_DECIDED_ON,
            streets_decision=_STREETS_DECISION,
            by=viewer_of(RUBEN, on=Moment.now()),
            on=Moment.beginning(_STREETS_DECIDED_ON) + timedelta(days=7),
        )


def _know_addresses(folder: Path) -> None:
    file = folder / ADDRESSES
    file.write_text(addresses(), encoding="utf-8")
    names = {one.code: one.name for one in municipalities()}
    keep_addresses(file, folder=settings.MONITOR_FOLDER, municipalities=names)


def _take_in(one: DeliveredFile, folder: Path, on: Moment) -> None:
    of_it = SourceLoad.objects.filter(
        municipality=one.municipality, source=one.source, year=one.year, over_at__isnull=True
    )
    if of_it.exists():
        return
    file = folder / one.name
    file.write_text(one.text, encoding="utf-8")
    status = _STATUS_AFTER.get(YEARS[-1] - one.year, LoadStatus.FINAL)
    asked = Asked(one.source, file, one.year, one.municipality, status=status)
    load_at(asked, on)
    file.unlink()


def _let_out(municipality: str, year: int, on: Moment) -> None:
    """Count what was loaded, and let out what is found safe; the last year waits."""
    maker, second = (viewer_of(email, on=Moment.now()) for email in _COLLEAGUES[municipality])
    going = Build.objects.filter(municipality=municipality, state__in=GOING).first()
    build = going or start_build(municipality=municipality, by=maker, on=on)
    make_figures(build.pk, clock=lambda: on)
    made = IndicatorFigure.objects.filter(
        municipality=municipality, year=year, release__state=ReleaseState.CHECKED
    )
    for figure in made.select_related("release") if year < YEARS[-1] else ():
        release = figure.release
        if release is not None:
            approve(release=release, remark="", by=second, on=on + timedelta(days=4))
            publish(release=release, by=maker, on=on + timedelta(days=7))
