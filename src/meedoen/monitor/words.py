# SPDX-License-Identifier: EUPL-1.2
"""What a release says of figures of the monitor: who was counted, from what, and how good (pure).

A later delivery of a source counts people anew: then `counted` says so, since figures of the same
people have to be the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from meedoen.monitor.building import HeldLoad, WantedFigure
from meedoen.monitor.portions import how_good
from meedoen.monitor.sources.registry import source
from meedoen.monitor.sources.specification import SourceForm


@dataclass(frozen=True)
class ReleaseWords:
    """What a release says of itself."""

    title: str
    counted: str
    sources: str
    quality: str


def release_words(figure: WantedFigure, notes: Sequence[str]) -> ReleaseWords:
    """Say what figures are, in whole sentences; `notes` are those that counting left."""
    delivery = max(figure.made_of)
    return ReleaseWords(
        title=f"{figure.indicator.name}, {figure.year}",
        counted=f"{figure.indicator.name}, {figure.year}, levering {delivery}",
        sources="\n".join(map(_of, figure.loads)),
        quality="\n".join([*_quality(figure), *notes, *figure.indicator.caveats]),
    )


def _of(load: HeldLoad) -> str:
    known = source(load.source)
    form = "rijen van mensen" if load.form is SourceForm.ROWS else "tellingen"
    day = f"{load.as_of.day}-{load.as_of.month}-{load.as_of.year}"
    return f"{known.name}, van {known.holder}: {form}, stand van {day}, {load.status.label}."


def _quality(figure: WantedFigure) -> Iterator[str]:
    # In words only: how many rows have no buurt is how many people stand in a cell that is hidden.
    for load in figure.loads:
        yield f"{source(load.source).name}: {how_good(load.rows, load.bad, load.without_area)}."
