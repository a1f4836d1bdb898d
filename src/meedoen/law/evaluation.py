# SPDX-License-Identifier: EUPL-1.2
"""Asking a law for outputs, for one case on one day.

Evaluation is lazy: an output is only worked out when something asks for it, and once. Facts that
are not given are an error, null or unknown, depending on the mode.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from typing import Any

from meedoen.law.answers import Answer, DataSource, Mode, Untranslatables
from meedoen.law.corpus import Corpus
from meedoen.law.model import Law
from meedoen.law.receipts import make_receipt
from meedoen.law.running import EvaluationRun
from meedoen.law.values import normalised


@dataclass
class Evaluation:
    """The answers to one question put to a law.

    `outputs` holds what was asked, `entailed` what other laws add by themselves (Awb hooks),
    `siblings` gives the other outputs of the articles asked, each worked out when read.
    """

    law: Law
    outputs: dict[str, Answer]
    entailed: dict[str, Answer]
    siblings: Mapping[str, Callable[[], Answer]]
    notes: list[str]
    _question: Mapping[str, Any] = field(repr=False)
    _laws: Iterable[Law] = field(repr=False)
    _read: set[str] = field(repr=False)

    @cached_property
    def receipt(self) -> dict[str, Any]:
        """Laws, versions, hashes and the facts that were read, to replay this evaluation with."""
        facts = self._question["facts"]
        read = {name: facts[name] for name in sorted(self._read) if name in facts}
        return make_receipt(
            self._laws,
            {**self._question, "facts": read},
            {name: answer.value for name, answer in self.outputs.items()},
        )


class Prepared(dict[str, Any]):
    """Facts in the few types the engine knows."""


def prepared(facts: Mapping[str, object]) -> Prepared:
    """`facts` made ready once, for who asks many laws about one person; raises UnusableFact."""
    if isinstance(facts, Prepared):
        return facts
    return Prepared((name, normalised(value)) for name, value in facts.items())


def evaluate(
    corpus: Corpus,
    *,
    law: str,
    outputs: Sequence[str],
    facts: Mapping[str, object],
    on: date,
    mode: Mode = Mode.LAW,
    untranslatables: Untranslatables = Untranslatables.ERROR,
    sources: Sequence[DataSource] = (),
    stage: str = "BESLUIT",
    explain: bool = True,
) -> Evaluation:
    """Ask `law`, as in force on `on`, for `outputs`, given plain `facts`.

    Surplus facts are ignored. `explain=False` leaves the trees out and is about twice as fast.
    Raises LawError when the law, an output or a needed value cannot be had.
    """
    given = prepared(facts)
    asked = corpus.version(law, on, given)
    run = EvaluationRun(corpus, asked, given, on, mode, untranslatables, tuple(sources), explain)
    answers = {name: run.ask(name) for name in outputs}
    entailed = run.hooks([asked.producers[name] for name in outputs], stage, answers)
    question = {
        "law": law,
        "outputs": list(outputs),
        "on": on.isoformat(),
        "mode": str(mode),
        "untranslatables": str(untranslatables),
        "stage": stage,
        "facts": given,
        "sources": [(source.name, source.key, source.rows) for source in sources],
    }
    siblings = {
        name: partial(run.ask, name)
        for article in dict.fromkeys(asked.producers[name] for name in outputs)
        for name in article.outputs
        if name not in answers
    }
    return Evaluation(
        asked, answers, entailed, siblings, run.notes, question, run.consulted, run.read
    )
