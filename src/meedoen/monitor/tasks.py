# SPDX-License-Identifier: EUPL-1.2
"""What the worker does: make figures of all that was loaded. Found by the queue under this name.

What was made of the same loads before is not made again, so whoever takes a build up goes on where
the other fell away. Between two figures it hears whether somebody stopped it.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from itertools import groupby
from operator import attrgetter

from django.conf import settings
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import JobAborted
from procrastinate.job_context import AbortReason

from meedoen.disclosure.presets import PRESETS
from meedoen.monitor import operations, queries
from meedoen.monitor.building import WantedFigure, YearOfCounts, wanted
from meedoen.monitor.counting import NotCounted
from meedoen.monitor.indicator import IndicatorKind
from meedoen.monitor.models import Build, IndicatorFigure
from meedoen.monitor.pseudonyms import OBJECTION, Pseudonyms
from meedoen.monitor.shelves import forget_reports
from meedoen.monitor.sources.specification import SourceForm
from meedoen.monitor.tables import AreaTree, IndicatorTable
from meedoen.monitor.words import release_words
from meedoen.publication.models import Release
from meedoen.publication.operations import Asker, MayNotLeave, ReleaseTold, make_release, set_aside
from meedoen.publication.queries import as_it_left
from meedoen.vocabulary.moment import Moment

RULE = PRESETS["zorg"].rule
_NO_AREAS = "Van deze gemeente zijn nog geen wijken en buurten geladen. Vraag je beheerder."
_SHUT_DOWN = "De rekenmachine is uitgezet terwijl zij telde. Laat opnieuw tellen."
_NEWER = "Er kwam een nieuwere telling in de plaats."
_GONE = "Wat er geladen was, is er niet meer. Laat de bronnen opnieuw laden."
_FAULT = "Er ging iets mis bij het tellen. Probeer het opnieuw, of vraag je beheerder."
# Per source the areas of which the total is hidden.
Hidden = Mapping[str, frozenset[str]]


class BuildStopped(Exception):
    """Nobody waits for the figures any more."""


@app.task(name=operations.TASK, pass_context=True)
def build_figures(context: JobContext, build_id: int) -> None:
    """Make figures of all that was loaded. Raises JobAborted when somebody stopped it."""

    def fail(trouble: str) -> None:
        operations.fail_build(build_id=build_id, trouble=trouble, on=Moment.now())

    try:
        make_figures(build_id, goes_on=lambda: not context.should_abort())
    except BuildStopped as stopped:
        if context.abort_reason() is AbortReason.SHUTDOWN:
            fail(_SHUT_DOWN)
        raise JobAborted from stopped
    except FileNotFoundError:
        fail(_GONE)
        raise
    except Exception:
        # A person waits for it: the page says that it failed, the worker's log says why.
        fail(_FAULT)
        raise


def make_figures(
    build_id: int,
    *,
    goes_on: Callable[[], bool] = lambda: True,
    clock: Callable[[], Moment] = Moment.now,
) -> None:
    """Make every figure of a build that is not there yet, until `goes_on` says no.

    Raises BuildStopped when it does or somebody stopped the build, and FileNotFoundError when what
    was loaded is gone.
    """
    build = operations.begin_build(build_id=build_id, on=clock())
    if build is None:
        return
    tree = queries.tree_of(build.municipality_id)
    if tree is None:
        operations.fail_build(build_id=build.pk, trouble=_NO_AREAS, on=clock())
        return
    figures = list(wanted(queries.held_loads(build.municipality_id)))
    done = 0

    def tell() -> None:
        if not goes_on() or not operations.note_made(
            build_id=build.pk, done=done, wanted=len(figures), on=clock()
        ):
            raise BuildStopped

    hidden_before: Hidden = {}
    for year, of_year in groupby(figures, key=attrgetter("year")):
        group = list(of_year)
        counts = _counts_of(build, year, group, tree)
        hidden: dict[str, frozenset[str]] = {}
        for figure in group:
            tell()
            made = _figure(build, figure, counts, _both(hidden, hidden_before), clock())
            if figure.indicator.kind is IndicatorKind.USE and made.release is not None:
                hidden[figure.indicator.sources[0]] = queries.hidden_areas(made.release)
            done += 1
        hidden_before = hidden
    tell()
    operations.finish_build(build_id=build.pk, on=clock())


def _counts_of(
    build: Build, year: int, figures: Sequence[WantedFigure], tree: AreaTree
) -> YearOfCounts:
    loads = {one.pk: one for figure in figures for one in figure.loads}.values()
    if all(one.form is SourceForm.AGGREGATE for one in loads):
        # A municipality that lets nobody in needs no secret.
        return YearOfCounts(year, loads, tree)
    opening = Pseudonyms(settings.MONITOR_SECRET, build.municipality_id)
    marks = queries.marks_of_objections(build.municipality_id)
    return YearOfCounts(
        year, loads, tree, opening=opening, objections=opening.links(marks, OBJECTION)
    )


def _both(now: Hidden, before: Hidden) -> Hidden:
    """Give what is hidden of a source in this year or in the one before."""
    empty = frozenset[str]()
    return {key: now.get(key, empty) | before.get(key, empty) for key in {*now, *before}}


def _figure(
    build: Build, figure: WantedFigure, counts: YearOfCounts, hidden: Hidden, on: Moment
) -> IndicatorFigure:
    """Make the figures of an indicator over a year, or give what was made of the same already."""
    here, key, year = build.municipality_id, figure.indicator.key, figure.year
    there = queries.figure_made_of(here, key, year, figure.made_of)
    if there is not None:
        return there
    release, why_none = None, ""
    waiting = queries.releases_that_wait(here, key, year)
    try:
        table = counts.table(figure.indicator, hidden, RULE)
        release = _release(build, figure, table, on)
    except (NotCounted, MayNotLeave) as no:
        why_none = str(no)
    for one in waiting:
        # What was counted of an earlier delivery is weighed with nothing that comes now. Who let it
        # out at this very moment was first.
        if one != release:
            with suppress(MayNotLeave):
                set_aside(release=one, why=_NEWER, by=_asker(build), on=on)
    return operations.keep_figure(
        build=build,
        indicator=key,
        year=year,
        made_of=figure.made_of,
        told=[one.told() for one in figure.loads],
        release=release,
        why_none=why_none,
        on=on,
    )


def _release(build: Build, figure: WantedFigure, table: IndicatorTable, on: Moment) -> Release:
    here = build.municipality_id
    before = queries.release_to_replace(here, figure.indicator.key, figure.year)
    words = release_words(figure, table.notes)
    told = ReleaseTold(
        municipality=here,
        title=words.title,
        counted=words.counted,
        reference_day=date(figure.year, 12, 31),
        sources=words.sources,
        quality=words.quality,
        names=table.names,
        replaces=before.pk if before else None,
    )
    # A delivery anew counts nearly the same people under another key: nothing of it is weighed by
    # itself.
    like = [as_it_left(one) for one in queries.ever_out(here, figure.indicator.key, figure.year)]
    return make_release(
        told=told, table=table.table, rule=RULE, by=_asker(build), on=on,
        dear=table.read_first, like=like,
    )  # fmt: skip


def _asker(build: Build) -> Asker:
    """Give in whose name the worker makes figures."""
    return Asker(build.asked_by, build.role, build.asker_id, {build.municipality_id})


def forget_old_reports(on: Moment) -> int:
    """Take away what was wrong with files that were loaded, when its days are over."""
    days = settings.MONITOR_REPORT_DAYS
    return forget_reports(settings.MONITOR_FOLDER, at=on.at, days=days)


def take_up(build_id: object, tries: int) -> bool:
    """Let a build wait again whose worker fell away; False when its job is over."""
    if not isinstance(build_id, int):
        return False
    return operations.build_again(build_id=build_id, tries=tries, on=Moment.now())
