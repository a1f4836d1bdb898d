# SPDX-License-Identifier: EUPL-1.2
"""What a release says of figures of the monitor: who was counted, from what, and how good (pure).

A later delivery of a source counts people anew: then `counted` says so, since figures of the same
people have to be the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from meedoen.monitor.building import HeldLoad, WantedFigure
from meedoen.monitor.sources.registry import source
from meedoen.monitor.sources.specification import SourceForm
from meedoen.vocabulary.number import whole_in_words


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
    for load in figure.loads:
        name = source(load.source).name
        if load.bad:
            yield (
                f"{name}: {whole_in_words(load.bad)} van de {whole_in_words(load.rows)} rijen "
                "waren niet goed en tellen niet mee."
            )
        if load.without_area:
            yield (
                f"{name}: van {whole_in_words(load.without_area)} rijen weten we niet in welke "
                "buurt ze horen."
            )
