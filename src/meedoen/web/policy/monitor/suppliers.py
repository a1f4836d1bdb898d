# SPDX-License-Identifier: EUPL-1.2
"""The suppliers of a source as a page tells of them: what waits, and what is remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from meedoen.monitor.queries import written_profile
from meedoen.monitor.sources.profile import HeadingsRead, reading_of
from meedoen.monitor.sources.registry import source as source_of
from meedoen.monitor.sources.specification import SourceForm
from meedoen.web.policy.monitor.field_choices import said


@dataclass(frozen=True)
class SupplierLine:
    """A supplier in the list: whether its headings wait, and what for in a few words."""

    pk: int
    supplier: str
    number: int
    waits_since: datetime | None
    waits_for: str
    written_by: str
    written_at: datetime | None


def supplier_line(profile: Any) -> SupplierLine:
    """Say of a supplier what is known, and what is not."""
    return SupplierLine(
        pk=profile.pk,
        supplier=profile.supplier,
        number=len(profile.seen),
        waits_since=profile.waits_since,
        waits_for=_waits_for(profile) if profile.waits_since else "",
        written_by=profile.written_by,
        written_at=profile.written_at,
    )


def _reading(profile: Any) -> HeadingsRead:
    written = written_profile(profile)
    return reading_of(
        profile.seen, source_of(profile.source), headings=written.headings, ignore=written.ignore
    )


def _waits_for(profile: Any) -> str:
    reading = _reading(profile)
    if number := len(set(reading.unknown)):
        return f"nog te kiezen: {number} van {len(profile.seen)} koppen"
    if reading.missing:
        return "er ontbreekt nog een veld"
    return "een kop is niet bewaard" if "" in profile.seen else "kijk wat elke kop is"


def todo(profile: Any) -> tuple[str, ...]:
    """Say in sentences what keeps a file with the headings that were seen from being read."""
    reading = _reading(profile)
    sentences = []
    if number := len(set(reading.unknown)):
        those = "één kop" if number == 1 else f"{number} koppen"
        sentences.append(f"Van {those} is nog niet gezegd wat het is.")
    if reading.missing:
        form = "mensen" if reading.shape.form is SourceForm.ROWS else "een telling"
        names = ", ".join(map(said, reading.missing))
        sentences.append(f"Voor {form} ontbreekt nog: {names}.")
    if reading.twice:
        sentences.append(f"Meer dan één kop is {', '.join(sorted(set(reading.twice)))}.")
    if places := [place for place, one in enumerate(profile.seen, 1) if not one]:
        sentences.append(
            f"Niet bewaard: {_headings_at(places)}, omdat het een gegeven kan zijn of te lang is. "
            "Vraag de leverancier om een andere naam."
        )
    return tuple(sentences)


def _headings_at(places: Sequence[int]) -> str:
    """Name headings by their place in the line; of many the first few."""
    few = ", ".join(map(str, places[:8]))
    more = f" en nog {len(places) - 8}" if len(places) > 8 else ""
    return f"kop {few}{more}" if len(places) == 1 else f"de koppen {few}{more}"
