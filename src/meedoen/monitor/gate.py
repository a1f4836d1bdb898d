# SPDX-License-Identifier: EUPL-1.2
"""On what terms rows of people come in: five things that have to stand beside a source (pure).

Ground with its article, purpose, controller, the assessment (DPIA) and the day on which the data
protection officer gave her advice. Counts need none of them. Sources: AVG art. 5, 6, 35 and 39;
adoption A16.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from meedoen.monitor.sources.specification import MonitorSource

# Each field: the option that fills it, what it is, and of the registry what it proposes for it.
_FIELDS = (
    ("ground", "de grondslag", "ground"),
    ("article", "het artikel daarvan", "article"),
    ("purpose", "het doel", "purpose"),
    ("controller", "de verwerkingsverantwoordelijke", "controller"),
    ("dpia", "waar de DPIA te vinden is", ""),
    ("advised-on", "de dag van het advies van de FG", ""),
)
LONGEST = {"ground": 200, "article": 120, "purpose": 400, "controller": 160, "dpia": 160}


class NotOnTerms(ValueError):
    """Terms that do not stand, or not whole; the message says which, and how to write them."""


@dataclass(frozen=True)
class Terms:
    """What a municipality says of a source before rows of people of it come in."""

    ground: str
    article: str
    purpose: str
    controller: str
    dpia: str
    advised_on: date | None

    def lacking(self) -> tuple[str, ...]:
        """Name the options that say nothing."""
        said = (self.ground, self.article, self.purpose, self.controller, self.dpia)
        texts = [name for (name, *_), text in zip(_FIELDS, said, strict=False) if not text.strip()]
        return (*texts, *([] if self.advised_on else ["advised-on"]))


def day_of_advice(terms: Terms, source: MonitorSource, municipality: str, *, today: date) -> date:
    """Give the day of the advice of terms that are whole.

    Raises NotOnTerms unless all of them are there, not too long, and the advice is given.
    """
    advised_on = terms.advised_on
    if advised_on is None or terms.lacking():
        raise NotOnTerms(_told(source, terms.lacking(), municipality))
    for name, most in LONGEST.items():
        if len(getattr(terms, name)) > most:
            raise NotOnTerms(f"--{name} is langer dan {most} tekens; zeg het korter")
    if advised_on > today:
        raise NotOnTerms(
            f"--advised-on {advised_on} ligt na vandaag: het advies moet er zijn voordat er "
            "rijen van personen binnenkomen"
        )
    return advised_on


def refuse_without_terms(source: MonitorSource, municipality: str) -> None:
    """Raise NotOnTerms: rows of people of a source of which nothing is written down."""
    lacking = tuple(name for name, *_ in _FIELDS)
    raise NotOnTerms(_told(source, lacking, municipality))


def _told(source: MonitorSource, lacking: tuple[str, ...], municipality: str) -> str:
    named = ", ".join(what for name, what, _ in _FIELDS if name in lacking)
    options = " ".join(f"--{name} …" for name, *_ in _FIELDS)
    proposed = "; ".join(_proposals(source, lacking))
    return (
        f"rijen van personen van {source.key} komen niet binnen: niet vastgelegd is {named}. Leg "
        f"het vast met `meedoen extracts terms {source.key} --municipality {municipality} "
        f"{options}`"
        + (f". Als voorstel, dat de gemeente zelf bevestigt: {proposed}" if proposed else "")
        + ". Aantallen per wijk of buurt komen zonder dit binnen"
    )


def _proposals(source: MonitorSource, lacking: tuple[str, ...]) -> Iterator[str]:
    for name, _, proposed in _FIELDS:
        if proposed and name in lacking:
            yield f'--{name} "{getattr(source, proposed)}"'
