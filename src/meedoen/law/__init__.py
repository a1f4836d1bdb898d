# SPDX-License-Identifier: EUPL-1.2
"""Law as data: read RegelRecht files, ask them for outputs, get answers that explain themselves.

The story in five lines. `load_corpus` reads laws and ordinances, each version by its dates.
`evaluate` asks one law, as in force on a day, for outputs, given plain facts. Each `Answer` is a
value, or unknown with exactly the facts that can still change it: a missing fact is never a no.
Its `trace` tells article by article why, for a professional or a resident. The `receipt` of the
evaluation names laws, versions, hashes and facts, and `replay` gives the same answer again later.
`check` refuses a rulebook with unknown keys, broken references or quantities that do not add up.
"""

from meedoen.law.answers import Answer, DataSource, Mode, Untranslatables
from meedoen.law.checking import check
from meedoen.law.corpus import Corpus, load_corpus
from meedoen.law.errors import (
    CircularReference,
    LawError,
    LawFileError,
    LawNotFound,
    LawNotInForce,
    MissingFact,
    OperandError,
    OutputNotFound,
    ReceiptMismatch,
    TerritoryUnknown,
    UndeclaredName,
    UnfilledTerm,
    UnitMismatch,
    UnknownOperation,
    UntranslatableConstruct,
)
from meedoen.law.evaluation import Evaluation, evaluate
from meedoen.law.explanation import (
    ArticleRef,
    ExplanationStep,
    Node,
    as_json,
    deciding_articles,
    for_professional,
    for_resident,
    steps_of,
)
from meedoen.law.replaying import replay
from meedoen.law.schema import Problem

__all__ = [
    "Answer",
    "ArticleRef",
    "CircularReference",
    "Corpus",
    "DataSource",
    "Evaluation",
    "ExplanationStep",
    "LawError",
    "LawFileError",
    "LawNotFound",
    "LawNotInForce",
    "MissingFact",
    "Mode",
    "Node",
    "OperandError",
    "OutputNotFound",
    "Problem",
    "ReceiptMismatch",
    "TerritoryUnknown",
    "UndeclaredName",
    "UnfilledTerm",
    "UnitMismatch",
    "UnknownOperation",
    "UntranslatableConstruct",
    "Untranslatables",
    "as_json",
    "check",
    "deciding_articles",
    "evaluate",
    "for_professional",
    "for_resident",
    "load_corpus",
    "replay",
    "steps_of",
]
