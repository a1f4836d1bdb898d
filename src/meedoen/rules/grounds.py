# SPDX-License-Identifier: EUPL-1.2
"""What an outcome rests on: the facts that decided it, with the question and the answer given.

For a yes these are all facts that held, for a no only the ones that failed, for what is still
open the ones already known. They come from the explanation of the evaluation itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from meedoen.law import Node
from meedoen.rules.outcomes import Outcome
from meedoen.rules.rulebook.catalogue import UNKNOWN, Fact, FactType, Rulebook
from meedoen.vocabulary.day import day_in_words
from meedoen.vocabulary.money import Money


@dataclass(frozen=True, slots=True)
class Ground:
    """One fact behind an outcome, and its answer in words."""

    fact: Fact
    answer: str


def grounds(
    rulebook: Rulebook, outcome: Outcome, facts: Mapping[str, object]
) -> tuple[Ground, ...]:
    """Give the facts that decided `outcome`, in the order in which the law reads them.

    `facts` are those the assessment was made with; a fact that is not among them is left out.
    """
    trees = [tree for tree in (outcome.explanation, outcome.judgement) if tree is not None]
    names = dict.fromkeys(node.label for tree in trees for node in _deciding(tree))
    return tuple(
        Ground(rulebook.facts[name], in_words(rulebook.facts[name], facts[name]))
        for name in names
        if name in rulebook.facts and facts.get(name) is not None
    )


def _deciding(node: Node) -> Iterator[Node]:
    """The fact nodes without which `node` could have come out differently."""
    if node.kind == "fact":
        if node.known:
            yield node
        return
    for child in _decisive_children(node):
        yield from _deciding(child)


def _decisive_children(node: Node) -> tuple[Node, ...]:
    decisive = {("AND", False): False, ("OR", True): True}.get((node.label, node.value))
    if decisive is None or not node.known:
        return node.children
    return tuple(child for child in node.children if child.known and child.value is decisive)


def in_words(fact: Fact, value: object) -> str:
    """Give an answer as people read it back: 'ja', the option's label, a written day, an amount.

    `value` is as the laws read it, or as it is kept: a day as a date or as YYYY-MM-DD, an amount in
    whole cents.
    """
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(in_words(fact, item) for item in value)
    if isinstance(value, date):
        return day_in_words(value)
    if fact.type is FactType.DATE and value not in (None, "", UNKNOWN):
        return day_in_words(date.fromisoformat(str(value)))
    if fact.type is FactType.AMOUNT and isinstance(value, int):
        return f"{Money(value)} euro".replace("€ ", "")
    labels = {option.code: option.label for option in fact.options}
    return labels.get(str(value), str(value))
