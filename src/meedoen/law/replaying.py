# SPDX-License-Identifier: EUPL-1.2
"""Doing an old evaluation again from its receipt, with the laws as they were."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from meedoen.law.answers import DataSource, Mode, Untranslatables
from meedoen.law.corpus import Corpus
from meedoen.law.errors import ReceiptMismatch
from meedoen.law.evaluation import Evaluation, evaluate
from meedoen.law.receipts import unsealed


def replay(corpus: Corpus, receipt: Mapping[str, Any]) -> Evaluation:
    """The evaluation of `receipt` again, using only the law files it names.

    Raises ReceiptMismatch when a law is no longer in `corpus` with the same content.
    """
    wanted = {str(law["hash"]).removeprefix("sha256:"): law for law in receipt["laws"]}
    held = {law.digest for law in corpus.laws}
    for digest, law in wanted.items():
        if digest not in held:
            raise ReceiptMismatch(
                f"Law '{law['id']}' in the version from {law['valid_from']} is not in the corpus "
                f"with the content it had then ({digest[:12]})"
            )
    question = {name: unsealed(value) for name, value in receipt["question"].items()}
    return evaluate(
        corpus.only(wanted),
        law=question["law"],
        outputs=question["outputs"],
        facts=question["facts"],
        on=date.fromisoformat(question["on"]),
        mode=Mode(question["mode"]),
        untranslatables=Untranslatables(question["untranslatables"]),
        stage=question["stage"],
        sources=[DataSource(name, key, tuple(rows)) for name, key, rows in question["sources"]],
    )
