# SPDX-License-Identifier: EUPL-1.2
"""Every kind of message that is read, by its namespace, and where it is read (pure)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from meedoen.interop.iwmo import answer_forms, declaration_forms, release_2_3, release_3_2
from meedoen.interop.iwmo.form import Edition
from meedoen.interop.iwmo.names import IJW, IWMO, SPOKEN, spoken


@dataclass(frozen=True)
class Readable:
    """The messages that are read in one place, and the sentence for who gives another."""

    editions: Mapping[str, Edition]
    told: str


def of_source(standard: str) -> Readable:
    """Give what a source of the monitor takes: grants, and what was begun and ended."""
    all_editions = (*release_2_3.editions(), *release_3_2.editions())
    ours = [one for one in all_editions if one.standard == standard]
    numbers = ", ".join(sorted({one.number for one in ours}))
    releases = " en ".join(sorted({one.release for one in ours}))
    told = f"Van deze bron worden gelezen: {numbers} van {SPOKEN[standard]} {releases}."
    return Readable(_by_namespace(ours), told)


def _called(what: str, ours: tuple[Edition, ...]) -> Readable:
    *first, last = (spoken(one.namespace) or "" for one in ours)
    told = f"Als {what} worden gelezen: {', '.join(first)} en {last}."
    return Readable(_by_namespace(ours), told)


def _by_namespace(editions: Iterable[Edition]) -> Mapping[str, Edition]:
    return {edition.namespace: edition for edition in editions}


SOURCES: Mapping[str, Readable] = {standard: of_source(standard) for standard in (IWMO, IJW)}
DECLARATIONS = _called("declaratie", declaration_forms.editions())
ANSWERS = _called("antwoord", answer_forms.editions())
