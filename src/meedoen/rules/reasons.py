# SPDX-License-Identifier: EUPL-1.2
"""Why one outcome is what it is, for who must be able to answer for it.

What counted, what is still missing, the articles without which it could have come out otherwise,
and the whole reasoning step by step. All of it comes from the explanation that was written down
while the laws were evaluated; nothing is made up afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from meedoen.law import ArticleRef, ExplanationStep, Node, deciding_articles, steps_of
from meedoen.rules.glasses import usable
from meedoen.rules.grounds import Ground, grounds, in_words
from meedoen.rules.outcomes import Assessment, Outcome
from meedoen.rules.rulebook.catalogue import Fact, Rulebook
from meedoen.rules.side_by_side import since_of, slug_of
from meedoen.vocabulary.words import name_in_words


@dataclass(frozen=True, slots=True)
class Cited:
    """An article that decided, and what it says in the rulebook's own short words.

    `slug` and `since` are the address of the version of its law (`side_by_side`).
    """

    article: ArticleRef
    text: str
    slug: str
    since: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why an outcome came out as it did.

    `grounds` are the facts that decided with their answers, `missing` the facts that can still
    change it, `articles` those that decided, highest law first. `bound` is the reasoning about
    what the law fixes, `judged` about what a named body must weigh; both in reading order.
    """

    grounds: tuple[Ground, ...]
    missing: tuple[Fact, ...]
    articles: tuple[Cited, ...]
    bound: tuple[ExplanationStep, ...]
    judged: tuple[ExplanationStep, ...]


def reasons(
    rulebook: Rulebook, seen: Assessment, outcome: Outcome, facts: Mapping[str, object]
) -> Reasons:
    """Give why `outcome` of `seen` is what it is; `facts` are those the assessment was made with.

    Raises ImpossibleAnswer for a value that is no answer to its fact. Source: Awb art. 3:46 and
    3:47 (a decision rests on a reason that can be known).
    """
    trees = [tree for tree in (outcome.explanation, outcome.judgement) if tree is not None]
    used = usable(rulebook, facts)
    answers = {
        name: in_words(rulebook.facts[name], value)
        for name, value in used.items()
        if name in rulebook.facts and value is not None
    }
    deciding = {ref for tree in trees for ref in deciding_articles(tree)}
    return Reasons(
        grounds=grounds(rulebook, outcome, used),
        missing=tuple(rulebook.facts[name] for name in outcome.missing),
        articles=_cited(rulebook, seen, deciding),
        bound=_told(rulebook, outcome.explanation, answers),
        judged=_told(rulebook, outcome.judgement, answers),
    )


def _cited(rulebook: Rulebook, seen: Assessment, deciding: set[ArticleRef]) -> tuple[Cited, ...]:
    """The deciding articles with their words, in the order of the corpus: law by law."""
    in_force = (
        law for law in rulebook.corpus.laws if rulebook.corpus.in_force(law.key, seen.on) is law
    )
    found = [
        (law.rank[0], Cited(article.ref, article.text, slug_of(law), since_of(law)))
        for law in in_force
        for article in law.articles
        if article.ref in deciding
    ]
    return tuple(cited for _, cited in sorted(found, key=lambda pair: pair[0]))


def _told(
    rulebook: Rulebook, tree: Node | None, answers: Mapping[str, str]
) -> tuple[ExplanationStep, ...]:
    """The steps: facts by their question and answer, everything else without underscores."""
    if tree is None:
        return ()
    names = {
        node.label: _called(rulebook, node)
        for node in tree.walk()
        if node.kind in {"fact", "output", "definition", "source"}
    }
    return tuple(steps_of(tree, names, answers))


def _called(rulebook: Rulebook, node: Node) -> str:
    fact = rulebook.facts.get(node.label)
    if fact:
        return fact.professional_question
    # A source is named with its law in front; that law stands behind the step, as its article.
    words = name_in_words(node.label.rpartition(".")[2])
    return f"volgt uit {words}" if node.kind == "source" else words
