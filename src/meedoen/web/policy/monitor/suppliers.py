# SPDX-License-Identifier: EUPL-1.2
"""The suppliers of a source as a page tells of them: what waits, and what is remembered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from meedoen.monitor.queries import written_profile
from meedoen.monitor.sources.profile import reading_of
from meedoen.monitor.sources.registry import source as source_of
from meedoen.monitor.sources.specification import SourceForm
from meedoen.web.policy.monitor.field_choices import said


@dataclass(frozen=True)
class SupplierLine:
    """A supplier in the list: whether its headings wait, and what still has to be said of them."""

    pk: int
    supplier: str
    number: int
    waits_since: datetime | None
    todo: tuple[str, ...]
    written_by: str
    written_at: datetime | None


def supplier_line(profile: Any) -> SupplierLine:
    """Say of a supplier what is known, and what is not."""
    return SupplierLine(
        pk=profile.pk,
        supplier=profile.supplier,
        number=len(profile.seen),
        waits_since=profile.waits_since,
        todo=todo(profile) if profile.waits_since else (),
        written_by=profile.written_by,
        written_at=profile.written_at,
    )


def todo(profile: Any) -> tuple[str, ...]:
    """Say in sentences what keeps a file with the headings that were seen from being read."""
    written = written_profile(profile)
    reading = reading_of(
        profile.seen, source_of(profile.source), headings=written.headings, ignore=written.ignore
    )
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
    if not_kept := profile.seen.count(""):
        those = "Eén kop leek" if not_kept == 1 else f"{not_kept} koppen leken"
        sentences.append(
            f"{those} op een gegeven, of was te lang. Zo'n kop bewaren we niet. Vraag de "
            "leverancier om een andere naam."
        )
    return tuple(sentences)
