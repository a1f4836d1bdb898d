# SPDX-License-Identifier: EUPL-1.2
"""Figures of the monitor over Lindewaard, made the way that a build makes them; invented counts."""

from collections.abc import Mapping
from datetime import date, timedelta

from meedoen.areas.queries import places
from meedoen.disclosure.presets import PRESETS
from meedoen.disclosure.tables import CountTable, Dimension, Key
from meedoen.monitor.gate import Terms
from meedoen.monitor.models import Build, IndicatorFigure, SourceLoad, StreetLook
from meedoen.monitor.operations import choose, keep_streets, look_at_streets, write_terms
from meedoen.monitor.sources.specification import SourceForm
from meedoen.monitor.states import LoadStatus
from meedoen.monitor.street_figures import ShownBuurt
from meedoen.monitor.street_purposes import StreetPurpose
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.policy import Purpose
from meedoen.publication import operations as publication
from meedoen.publication.models import Release
from meedoen.publication.operations import ReleaseTold
from meedoen.vocabulary.codes import Level
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.work import WorkState

HERE = "GM9901"
UNKNOWN = f"{HERE}_onbekend"
RULE = PRESETS["zorg"].rule


def areas_of_here(deepest: Level = Level.BUURT) -> Dimension:
    """Lindewaard with its wijken and buurten, and who has no known buurt; or itself alone."""
    if deepest is Level.GEMEENTE:
        return Dimension.of("gebied", [(HERE, None)])
    found = places(HERE, year=2026)
    levels = {Level.WIJK, deepest}
    pairs = [(place.code, place.parent_code) for place in found if place.level in levels]
    return Dimension.of("gebied", [(HERE, None), *pairs, (UNKNOWN, HERE)])


def names_of_here() -> Mapping[str, str]:
    """How the areas of Lindewaard are called."""
    return {place.code: place.name for place in places(HERE, year=2026)}


def leaves(dimension: Dimension) -> list[str]:
    """The codes of a dimension that have no parts."""
    above = set(dimension.parents.values())
    return [code for code in dimension.codes if code not in above]


def some_counts(gebied: Dimension, groups: list[str], *, grown: int = 0) -> dict[Key, int]:
    """A count for each buurt, the same every time; every fifth is small."""
    return {
        (code, *([group] if group else [])): 2 if at % 5 == 3 else 9 + (at * 7 + n * 5) % 31 + grown
        for at, code in enumerate(leaves(gebied))
        for n, group in enumerate(groups or [""])
    }


def load(source: str, year: int, on: Moment, **changed: object) -> SourceLoad:
    """A load of a source of Lindewaard that holds."""
    told: dict[str, object] = {
        "form": SourceForm.ROWS, "status": LoadStatus.FINAL, "as_of": date(year, 12, 31),
        "rows": 1200, "bad": 12, "without_area": 9, "file": f"{source}-{year}.parquet",
        "loaded_by": "beheerder", "loaded_at": on.at,
    }  # fmt: skip
    return SourceLoad.objects.create(
        municipality_id=HERE, source=source, year=year, **{**told, **changed}
    )


def build_of(by: Viewer, on: Moment, state: WorkState = WorkState.DONE) -> Build:
    """A build that somebody asked for."""
    over = state not in (WorkState.WAITING, WorkState.RUNNING)
    return Build.objects.create(
        municipality_id=HERE, state=state, asker_id=by.account_id, asked_by=by.label,
        role=str(by.role), asked_at=on.at, wanted=40, done=12, heard_at=on.at,
        over_at=on.at if over else None,
    )  # fmt: skip


def table_of(split: str, groups: list[str], *, deepest: Level, grown: int) -> CountTable:
    """A table of counts per area, and of groups where there are any."""
    gebied = areas_of_here(deepest)
    dimensions = [gebied, *([Dimension.flat(split, groups)] if groups else [])]
    return CountTable.of_leaves(dimensions, some_counts(gebied, groups, grown=grown))


def figure(
    indicator: str,
    year: int,
    by: Viewer,
    on: Moment,
    *,
    split: str = "",
    groups: tuple[str, ...] = (),
    deepest: Level = Level.BUURT,
    grown: int = 0,
    build: Build | None = None,
    made_of: tuple[SourceLoad, ...] = (),
) -> IndicatorFigure:
    """The figures of an indicator over a year, that wait for a second pair of eyes."""
    told = ReleaseTold(
        municipality=HERE,
        title=f"{indicator}, {year}",
        counted=f"{indicator} {year}",
        reference_day=date(year, 12, 31),
        sources="Verzonnen aantallen.",
        quality="",
        names={"gebied": names_of_here()},
    )
    table = table_of(split, list(groups), deepest=deepest, grown=grown)
    release = publication.make_release(told=told, table=table, rule=RULE, by=by, on=on)
    return IndicatorFigure.objects.create(
        municipality_id=HERE, indicator=indicator, year=year, build=build or build_of(by, on),
        release=release, made_of=[one.pk for one in made_of], made_at=on.at,
    )  # fmt: skip


def brought_out(release: Release, by: Viewer, second: Viewer, on: Moment) -> Release:
    """Let a colleague approve a release, and make it public."""
    publication.approve(release=release, remark="", by=second, on=on)
    return publication.publish(release=release, by=by, on=on)


def some_figures(by: Viewer, second: Viewer, on: Moment) -> dict[str, list[IndicatorFigure]]:
    """Two years of use of the Wmo (out, and waiting), and one of stacking per wijk."""
    build = build_of(by, on - timedelta(days=30))
    last = on.day.year - 1
    earlier, later = (
        figure(
            "gebruik_wmo", year, by, on, split="leeftijd",
            groups=("jongeren", "volwassenen", "ouderen"), grown=at * 2, build=build,
            made_of=(load("wmo", year, on, status=status),),
        )
        for at, (year, status) in enumerate(
            ((last - 1, LoadStatus.FINAL), (last, LoadStatus.PROVISIONAL))
        )
    )  # fmt: skip
    assert earlier.release is not None
    brought_out(earlier.release, by, second, on)
    stacked = figure(
        "stapeling_personen", last, by, on, split="aantal", groups=("1", "2", "3_of_meer"),
        deepest=Level.WIJK, grown=120, build=build,
    )  # fmt: skip
    return {"gebruik_wmo": [earlier, later], "stapeling_personen": [stacked]}


CORNER = "BU99010303"


def some_streets(figures: dict[str, list[IndicatorFigure]], by: Viewer, on: Moment) -> None:
    """Streets of a buurt beside the use of the Wmo that is out, and one that is named."""
    terms = Terms("wet", "art. 1", "beleid", "het college", "zaak 1", on.day)
    write_terms(municipality=HERE, source="wmo", terms=terms, by=by, on=on)
    choose(
        municipality=HERE, inside=(), streets_decided_on=on.day, streets_decision="zaak 12", by=by,
        on=on,
    )  # fmt: skip
    out = figures["gebruik_wmo"][0]
    shown = ShownBuurt(CORNER, ("", "Garenhof", "Haverhof", "Roggeveld"), (-1, -1, 12, -1))
    keep_streets(
        figure=out, source="wmo", shown=[shown], on=on, as_of=date(out.year, 12, 31),
        status=LoadStatus.FINAL,
    )  # fmt: skip
    stacked = figures["stapeling_personen"][0]
    beside = IndicatorFigure.objects.create(
        municipality_id=HERE, indicator=stacked.indicator, year=out.year, build=stacked.build,
        release=out.release, made_of=out.made_of, made_at=on.at,
    )  # fmt: skip
    named = ShownBuurt(CORNER, ("Haverhof",), ())
    keep_streets(figure=beside, source="", shown=[named], on=on)


def look_at(by: Viewer, on: Moment, *, buurt: str = CORNER, words: str = "") -> StreetLook:
    """Somebody looks at the streets of a buurt, of the year that is out."""
    with acting(by, purpose=Purpose.NEIGHBOURHOOD, on=on):
        return look_at_streets(
            municipality=HERE, buurt=buurt, year=on.day.year - 2, purpose=StreetPurpose.TALK,
            words=words, by=by, on=on,
        )  # fmt: skip
