# SPDX-License-Identifier: EUPL-1.2
"""What can go wrong with a law, said to the person who must act.

Every message names the law, and where it can the article, the fact or the date, because the
reader is a jurist correcting a file or a professional whose question could not be answered.
"""

from __future__ import annotations

from collections.abc import Sequence


class LawError(Exception):
    """Anything that keeps a law from giving an answer."""


class LawFileError(LawError):
    """A file is not a law that can be used; the message names file, article and line."""


class LawFileMissing(LawFileError):
    """There is no file where one is named."""


class LawNotFound(LawError):
    """The corpus holds no law by that name."""


class TerritoryUnknown(LawNotFound):
    """A law by that name holds for some territories, and nobody said which one it is about.

    `kinds` are the facts that say it, such as `gemeente_code`.
    """

    def __init__(self, message: str, kinds: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.kinds = tuple(kinds)


class LawNotInForce(LawError):
    """The law exists, but no version of it is in force on the date asked."""


class OutputNotFound(LawError):
    """The law in force on the date does not have the output that was asked."""


class UnusableFact(LawError, TypeError):
    """What was given as a fact is no value of the format: no number, or no plain value at all."""


class MissingFact(LawError):
    """Strict evaluation read a required fact that nobody gave."""


class UndeclaredName(LawError):
    """A law refers to a name that it declares nowhere."""


class OperandError(LawError):
    """An operation met a value it cannot work with (null in a sum, text compared with a number)."""


class UnknownOperation(LawError):
    """The law uses an operation that the format does not have, or spells one wrongly."""


class UnitMismatch(LawError):
    """The law adds or compares quantities of different kinds (eurocent and days)."""


class UntranslatableConstruct(LawError):
    """The article holds a legal construct that cannot be expressed and that nobody accepted."""


class UnfilledTerm(LawError):
    """A higher law leaves a term to a lower regulation, and no regulation fills it."""


class CircularReference(LawError):
    """Articles need each other's answers in a circle, or the chain is too deep."""


class ReceiptMismatch(LawError):
    """The laws a receipt names are no longer in the corpus as they were."""
