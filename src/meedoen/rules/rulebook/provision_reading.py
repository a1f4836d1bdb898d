# SPDX-License-Identifier: EUPL-1.2
"""Reading what a law makes possible, with the words around it, from `provisions.yaml`.

What nearly every provision says stands once, under `defaults`; a provision says what differs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from meedoen.rules.rulebook.catalogue import (
    Certainty,
    OutputOf,
    Precedence,
    Provision,
    RulebookError,
    Variant,
)
from meedoen.rules.rulebook.citing import cited_articles, listed
from meedoen.rules.rulebook.conditions import read_condition

PROVISIONS = "provisions.yaml"
KINDS = ("ja", "nee", "onbekend", "vraagt_oordeel")

Raw = Mapping[str, Any]


def provision_reader(catalogue: Raw) -> Callable[[Raw], Provision]:
    """Give what reads one entry, with the sentences that the catalogue says once for all.

    Raises RulebookError when `defaults` holds something else; what is given raises KeyError,
    ValueError or TypeError for an entry that cannot be read.
    """
    usual, laws = _usual(catalogue), dict(catalogue.get("cited_laws") or {})
    return lambda raw: _provision(raw, usual, laws)


def _usual(catalogue: Raw) -> dict[str, str]:
    """The sentence of each outcome for a provision without one of its own."""
    defaults: Raw = catalogue.get("defaults") or {}
    try:
        for name in set(defaults) - {"sentences"}:
            raise ValueError(f"'{name}' kan geen standaard hebben, alleen sentences")
        return _by_outcome(defaults.get("sentences") or {})
    except (ValueError, TypeError, AttributeError) as error:
        raise RulebookError(f"{PROVISIONS}, defaults: {error}. Verbeter deze regel.") from error


def _sentences(raw: Raw, usual: Mapping[str, str]) -> dict[str, str]:
    """A sentence for each outcome, in their order; raises KeyError when one is said nowhere."""
    said = {**usual, **_by_outcome(raw["sentences"])}
    return {kind: said[kind] for kind in KINDS}


def _by_outcome(sentences: Raw) -> dict[str, str]:
    for kind in set(sentences) - set(KINDS):
        raise ValueError(f"'{kind}' is geen uitkomst; kies uit {', '.join(KINDS)}")
    return {kind: str(sentence) for kind, sentence in sentences.items()}


def _provision(raw: Raw, usual: Mapping[str, str], laws: Mapping[str, str | None]) -> Provision:
    parts, article = listed(raw["article"])
    judged, judged_on = listed(raw["judged_on"]) if raw.get("judged_on") else ((), None)
    first, yields_to = _precedence(raw["yields_to"]) if raw.get("yields_to") else ((), None)
    cites = (cited for part in (*parts, *judged, *first) for cited in cited_articles(part, laws))
    if raw.get("norm", "bound") != ("open" if raw.get("judgement_output") else "bound"):
        raise ValueError("norm open hoort bij een judgement_output, norm bound bij geen")
    if "bevestigen" in article and raw["certainty"] != Certainty.CHECK:
        raise ValueError("een artikel dat nog bevestigd moet worden, hoort bij certainty check")
    return Provision(
        id=raw["id"],
        name=raw["name"],
        legal_name=raw["legal_name"],
        glass=raw["glass"],
        need=raw["need"],
        line=int(raw["line"]),
        law=raw["law"],
        output=raw["output"],
        article=article,
        decider=raw["decider"],
        certainty=Certainty(raw["certainty"]),
        contribution=raw["contribution"],
        sentences=_sentences(raw, usual),
        way_on=raw["way_on"],
        judgement_output=raw.get("judgement_output"),
        judged_on=judged_on,
        door=bool(raw.get("door", False)),
        concerns=_concerns(raw),
        local_terms=tuple(raw.get("local_terms") or ()),
        yields_to=yields_to,
        variants=tuple(map(_variant, raw.get("variants") or ())),
        check_from=_day(raw.get("check_from")),
        cites=tuple(dict.fromkeys(cites)),
    )


def _precedence(raw: Raw) -> tuple[tuple[str, ...], Precedence]:
    parts, article = listed(raw["article"])
    return parts, Precedence(**{**raw, "article": article})


def _day(raw: object) -> date | None:
    if raw is None:
        return None
    try:
        return date.fromisoformat(str(raw))
    except ValueError as error:
        raise ValueError(f"check_from is een dag zoals 2027-01-01, niet '{raw}'") from error


def _concerns(raw: Raw) -> OutputOf | None:
    given = raw.get("concerns")
    if isinstance(given, Mapping):
        return OutputOf(given["law"], given["output"])
    return OutputOf(raw["law"], str(given)) if given else None


def _variant(raw: Raw) -> Variant:
    if raw["outcome"] not in KINDS:
        raise ValueError(f"outcome is een van {', '.join(KINDS)}")
    return Variant(raw["outcome"], read_condition(raw["when"]), raw["sentence"], raw["way_on"])
