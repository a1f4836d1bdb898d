# SPDX-License-Identifier: EUPL-1.2
"""What the worker does: make figures of all that was loaded. Found by the queue under this name.

What was made of the same loads before is not made again, so whoever takes a build up goes on where
the other fell away. Between two figures it hears whether somebody stopped it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import date
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from django.conf import settings
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import JobAborted
from procrastinate.job_context import AbortReason

from meedoen.disclosure.presets import PRESETS
from meedoen.monitor import operations, queries
from meedoen.monitor.address_files import addresses_per_street
from meedoen.monitor.building import WantedFigure, YearOfCounts, wanted
from meedoen.monitor.counting import NotCounted
from meedoen.monitor.indicator import IndicatorKind, unit_of
from meedoen.monitor.models import Build, IndicatorFigure
from meedoen.monitor.pseudonyms import OBJECTION, Pseudonyms
from meedoen.monitor.shelves import forget_reports
from meedoen.monitor.sources.specification import SourceForm
from meedoen.monitor.street_figures import (
    ShownBuurt,
    by_buurt,
    no_longer_safe,
    shown_per_street,
    where_help_comes_together,
)
from meedoen.monitor.streets import LivingInStreets, StreetPart
from meedoen.monitor.tables import AreaTree, IndicatorTable
from meedoen.monitor.words import release_words
from meedoen.publication.models import Release
from meedoen.publication.operations import Asker, MayNotLeave, ReleaseTold, make_release, set_aside
from meedoen.publication.queries import as_it_left
from meedoen.vocabulary.codes import Level
from meedoen.vocabulary.moment import Moment

RULE = PRESETS["zorg"].rule
_NO_AREAS = "Van deze gemeente zijn nog geen wijken en buurten geladen. Vraag je beheerder."
_SHUT_DOWN = "De rekenmachine is uitgezet terwijl zij telde. Laat opnieuw tellen."
_NEWER = "Er kwam een nieuwere telling in de plaats."
_GONE = "Wat er geladen was, is er niet meer. Laat de bronnen opnieuw laden."
_SHOWN_ONCE = (
    "Van dit jaar is eerder een levering per straat getoond. Twee leveringen naast elkaar verraden "
    "wie er veranderde; daarom staat er van de nieuwe niets per straat."
)
_NOWHERE = "Nergens komt hulp duidelijk meer samen dan elders."
# Beside these figures streets are named where help comes together.
TOGETHER = "stapeling_personen"
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

    streets = _streets_of(build.municipality_id, tree)
    hidden_before: Hidden = {}
    for year, of_year in groupby(figures, key=attrgetter("year")):
        group = list(of_year)
        counts = _counts_of(build, year, group, tree)
        hidden: dict[str, frozenset[str]] = {}
        beside: list[tuple[WantedFigure, IndicatorFigure]] = []
        for figure in group:
            tell()
            made = _figure(build, figure, counts, _both(hidden, hidden_before), clock())
            if figure.indicator.kind is IndicatorKind.USE and made.release is not None:
                hidden[figure.indicator.sources[0]] = queries.hidden_areas(made.release)
            beside.append((figure, made))
            done += 1
        hidden_before = hidden
        if streets is not None:
            _streets(beside, counts, streets, clock())
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


def _streets_of(municipality: str, tree: AreaTree) -> Mapping[StreetPart, int] | None:
    """Give the streets there are with how many addresses each has; None where they stay off.

    Then what was kept of them goes.
    """
    if not queries.streets_decided(municipality):
        operations.drop_streets(municipality=municipality)
        return None
    found = addresses_per_street(Path(settings.MONITOR_FOLDER) / municipality)
    there: dict[StreetPart, int] = {}
    for (buurt, street), number in found.items():
        part = StreetPart(tree.at(buurt, Level.BUURT), street)
        there[part] = there.get(part, 0) + number
    return {part: number for part, number in there.items() if part.buurt != tree.unknown}


def _streets(
    beside: Sequence[tuple[WantedFigure, IndicatorFigure]],
    counts: YearOfCounts,
    streets: Mapping[StreetPart, int],
    on: Moment,
) -> None:
    """Keep what may be shown per street beside the figures of a year; what is there already stays.

    Of each source and year the streets are shown of one delivery only: two of them beside each
    other would tell who changed.
    """
    there = queries.with_streets([made.pk for _, made in beside])
    released = [(figure, made) for figure, made in beside if made.release is not None]
    use = [(figure, made) for figure, made in released if figure.is_use_of_people]
    named = [made for figure, made in released if figure.indicator.key == TOGETHER]
    if not use or {made.pk for made in (*(made for _, made in use), *named)} <= there:
        return
    living = counts.in_streets(streets)
    out = queries.streets_that_are_out([made.pk for _, made in use])
    closed = _closed_beside(out, living)
    totals: dict[str, Mapping[str, int]] = {}
    for figure, made in use:
        assert made.release is not None
        source = figure.indicator.sources[0]
        totals[source] = queries.totals_of_areas(made.release)
        # What nobody saw yet is counted anew together with what came, so that neither waits.
        if source not in out:
            _use_in_streets(figure, made, living, totals[source], closed, on)
    for made in named:
        if made.pk not in there:
            _named_streets(made, living, streets, totals, on)


def _closed_beside(out: Mapping[str, Sequence[ShownBuurt]], living: LivingInStreets) -> set[str]:
    """Give the buurten in which no other source can be shown beside the streets that are out."""
    closed: set[str] = set()
    for source, shown in out.items():
        closed |= no_longer_safe(living, source, unit_of(source), shown, RULE)
    return closed


def _use_in_streets(
    figure: WantedFigure,
    made: IndicatorFigure,
    living: LivingInStreets,
    totals: Mapping[str, int],
    closed: Collection[str],
    on: Moment,
) -> None:
    source, load = figure.indicator.sources[0], figure.loads[0]
    shown: Sequence[ShownBuurt] = ()
    why_none = _SHOWN_ONCE if queries.streets_were_out(made, source) else ""
    if not why_none:
        try:
            unit = figure.indicator.unit
            shown = shown_per_street(living, source, unit, totals, RULE, closed)
        except NotCounted as no:
            why_none = str(no)
    operations.keep_streets(
        figure=made, source=source, shown=shown, why_none=why_none, on=on,
        as_of=load.as_of, status=load.status,
    )  # fmt: skip


def _named_streets(
    made: IndicatorFigure,
    living: LivingInStreets,
    streets: Mapping[StreetPart, int],
    totals: Mapping[str, Mapping[str, int]],
    on: Moment,
) -> None:
    why_none = _SHOWN_ONCE if queries.streets_were_out(made, "") else ""
    inside = queries.kept_inside(made.municipality_id)
    counting = {source: of for source, of in totals.items() if source not in inside}
    named: Sequence[ShownBuurt] = ()
    if not why_none:
        named = by_buurt(where_help_comes_together(living, counting, streets))
        why_none = "" if named else _NOWHERE
    operations.keep_streets(figure=made, source="", shown=named, why_none=why_none, on=on)


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
