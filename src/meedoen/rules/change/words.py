# SPDX-License-Identifier: EUPL-1.2
"""What changes, in words: plain Dutch for a resident, and a variant with terms at work.

No sentence here holds an amount or a duty. What must still be confirmed by a jurist says so, and
an unknown is said as an unknown. All texts are shown on screen.
"""

from __future__ import annotations

from collections.abc import Iterable

from meedoen.rules.change.causes import Cause, CauseKind
from meedoen.rules.change.difference import ContributionShift, Doubt, Shift
from meedoen.rules.outcomes import OutcomeKind
from meedoen.rules.rulebook.catalogue import Fact, Provision

_NOT_ABOUT = "gaat niet over deze inwoner"
_CONFIRM = "Een jurist moet deze regel nog bevestigen. Daarom zeggen we geen ja of nee."
_WAS_OPEN = {OutcomeKind.JA, OutcomeKind.VRAAGT_OORDEEL}


def shift_words(shift: Shift) -> str:
    """Say in one plain sentence how an outcome changes."""
    before, after = shift.kinds
    if after is None:
        return "Dit gaat dan niet meer over jou."
    if shift.after and shift.after.to_confirm:
        return _CONFIRM
    if after is OutcomeKind.JA:
        return "Dit kan dan."
    if after is OutcomeKind.ONBEKEND:
        return "Of dit kan, weten we dan nog niet."
    if after is OutcomeKind.NEE:
        return _no_longer(before)
    again = "opnieuw " if before is OutcomeKind.JA else ""
    return f"Een mens kijkt dan {again}met je mee."


def _no_longer(before: OutcomeKind | None) -> str:
    if before in _WAS_OPEN:
        return "Dit kan dan niet meer via deze regel. Iets anders kan wel."
    return "Dan weten we: dit kan niet via deze regel. Iets anders kan wel."


def settles(shift: Shift) -> bool:
    """Whether a shift only settles something that nobody knew: no door opens, and none shuts."""
    before, after = shift.kinds
    return before in {None, OutcomeKind.ONBEKEND} and after in {None, OutcomeKind.NEE}


def shift_words_at_work(shift: Shift) -> str:
    """Say how an outcome changes, by the labels of the four outcomes."""
    before, after = (kind.label if kind else _NOT_ABOUT for kind in shift.kinds)
    return f"{before} → {after}"


def cause_words(cause: Cause) -> str:
    """Say one cause in plain words: what is asked about it, how it is now and how it is then."""
    if cause.kind is CauseKind.FACT and cause.fact:
        return f"‘{cause.fact.question}’ Nu: {_small(cause.before)}. Dan: {_small(cause.after)}."
    if cause.kind is CauseKind.PLACE:
        return "In die gemeente gelden andere regels."
    if cause.kind is CauseKind.RULES:
        return "De wet is dan veranderd."
    if cause.before == cause.after:
        return "Je hebt dan de AOW-leeftijd."
    return f"Je bent dan {cause.after} jaar."


def cause_words_at_work(cause: Cause) -> str:
    """Say one cause as a professional reads it, with the article in the question."""
    if cause.kind is CauseKind.FACT and cause.fact:
        return f"{cause.fact.professional_question} {_small(cause.before)} → {_small(cause.after)}"
    if cause.kind is CauseKind.PLACE:
        return "Andere gemeente, dus een andere verordening."
    if cause.kind is CauseKind.RULES:
        return f"Een andere versie van de wet op {cause.after}."
    if cause.before == cause.after:
        return "AOW-leeftijd bereikt."
    return f"Leeftijd: {cause.before} → {cause.after} jaar"


def _small(answer: str) -> str:
    """An answer inside a sentence: an abbreviation such as AOW keeps its capitals."""
    return answer if answer[1:2].isupper() else answer[:1].lower() + answer[1:]


def contribution_words(shift: ContributionShift) -> tuple[str, str]:
    """Say in a heading and a sentence what changes about the own contribution."""
    if shift.after is None:
        return "Dit is nog open", shift.contribution.note
    if shift.after:
        return "Een bijdrage kan beginnen", shift.contribution.if_true
    heading = "De bijdrage stopt" if shift.before else "Dit weten we dan"
    return heading, shift.contribution.if_false


def doubt_name(doubt: Doubt) -> str:
    """Name what may change, in plain words."""
    about = doubt.about
    return about.name if isinstance(about, Provision) else about.title


def by_fact(doubts: Iterable[Doubt]) -> list[tuple[Fact | None, list[Doubt]]]:
    """Group doubts by the first fact they hang on, so that each fact is named once.

    None stands for rules of a place or a day that are not in the rulebook.
    """
    found: dict[str, tuple[Fact | None, list[Doubt]]] = {}
    for doubt in doubts:
        fact = doubt.hangs_on[0] if doubt.hangs_on else None
        found.setdefault(fact.name if fact else "", (fact, []))[1].append(doubt)
    return list(found.values())
