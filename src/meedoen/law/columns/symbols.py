# SPDX-License-Identifier: EUPL-1.2
"""What the columns of a law are before there are rows: where value, known and why will stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from meedoen.law.columns.amounts import Part, compared
from meedoen.law.columns.column import NotOnColumns
from meedoen.law.columns.program import BITS, Operand, Program, Register, Truth, spread

OPEN = "open"
"""The kind of a value that nobody has given: it fits wherever a value is wanted."""

TYPES = {"bool": "?", "date": "<i8", "text": "<i4", "list": "<i4", OPEN: "?"}
"""Dates are days since 1970; texts and lists are numbers of their own. Of numbers: `amounts`."""


@dataclass(frozen=True, slots=True)
class Why:
    """The articles that decided: bits the same for every row, and bits that differ."""

    always: int = 0
    differing: Register | None = None

    def __bool__(self) -> bool:
        return bool(self.always or self.differing)


NOTHING = Why()


@dataclass(frozen=True, slots=True)
class Symbol:
    """A column to be: a register or constant for the values, and a mask of what is known.

    Of a bool the values are the rows that are certainly true, and `no` the certainly false. A
    number is counted in `parts` (see `amounts`). `nullable` and `doubtful` say what unknown rows
    may turn out to be, as `values.Unknown` does.
    """

    kind: str
    values: Operand
    known: Truth = True
    why: Why = NOTHING
    no: Truth = False
    parts: Operand = 1
    nullable: bool = False
    doubtful: bool = False

    @property
    def number(self) -> Part:
        """What is counted, and in how many parts; nothing, where nobody has given a number."""
        return (0, 1) if self.kind == OPEN else (self.values, self.parts)

    @property
    def certain(self) -> bool:
        """Whether every row is known."""
        return self.known is True


def doubted(symbol: Symbol, operands: Iterable[Symbol], *, needed: bool = False) -> Symbol:
    """The same symbol, as doubtful as what it was made of; `needed`: where null is an error too."""
    found = any(not one.certain and (one.doubtful or (needed and one.nullable)) for one in operands)
    return replace(symbol, doubtful=symbol.doubtful or found, nullable=False)


def trusted(operands: Iterable[Symbol], *, needed: bool = False) -> None:
    """Refuse a short cut past rows that may yet turn out to be an error. Raises NotOnColumns."""
    if doubted(Symbol(OPEN, 0), operands, needed=needed).doubtful:
        raise NotOnColumns("what is unknown here may turn out to be an error")


def condition(program: Program, holds: Truth, known: Truth, why: Why) -> Symbol:
    """A bool from a mask that counts where it is known."""
    yes = program.both(known, holds)
    return Symbol("bool", yes, known, why, program.without(known, holds))


def ways(program: Program, yes: Truth, no: Truth | None, why: Why) -> Symbol:
    """A bool from the rows that are certainly true and certainly false; None for all others."""
    if no is None:
        return Symbol("bool", yes, True, why, program.negated(yes))
    return Symbol("bool", yes, program.either(yes, no), why, no)


def together(program: Program, symbols: Iterable[Symbol]) -> Why:
    """The articles that decided about any of `symbols`."""
    return merged(program, [symbol.why for symbol in symbols])


def merged(program: Program, whys: Iterable[Why]) -> Why:
    """All those articles."""
    always, differing = 0, None
    for why in whys:
        always |= why.always
        if differing is None:
            differing = why.differing
        elif why.differing is not None and why.differing is not differing:
            differing = program.emit(np.bitwise_or, differing, why.differing, dtype=BITS)
    return Why(always, differing)


def where(program: Program, mask: Truth, why: Why) -> Why:
    """The articles of `why`, for the rows in `mask` only."""
    if mask is True or not why:
        return why
    if mask is False:
        return NOTHING
    wide = program.emit(spread, mask, dtype=BITS)
    return Why(0, program.emit(np.bitwise_and, wide, written(program, why), dtype=BITS))


def written(program: Program, why: Why) -> Operand:
    """`why` as one column of bits, or as one number for everybody."""
    if why.differing is None or not why.always:
        return why.always if why.differing is None else why.differing
    return program.emit(np.bitwise_or, why.differing, why.always, dtype=BITS)


def because(symbol: Symbol, article: int) -> Symbol:
    """The same symbol, decided by one article more."""
    return replace(symbol, why=Why(symbol.why.always | article, symbol.why.differing))


def of_kind(kind: str, symbols: Iterable[Symbol]) -> None:
    """Refuse symbols of another kind."""
    if any(symbol.kind not in {kind, OPEN} for symbol in symbols):
        raise NotOnColumns(f"needs {kind}")


def same(program: Program, left: Symbol, right: Symbol) -> Truth:
    """Where two symbols are equal, for rows that know both."""
    kinds = {left.kind, right.kind}
    if OPEN in kinds:
        return False
    if len(kinds) == 2 or "list" in kinds:
        if kinds in ({"date", "text"}, {"list"}):
            raise NotOnColumns("a date against text, or lists")
        return False
    if left.kind == "bool":
        return _as_true(program, left, right)
    if left.kind == "number":
        return compared(program, np.equal, left.number, right.number)
    return _as_text(program, left, right) if left.kind == "text" else _equal(program, left, right)


def _equal(program: Program, left: Symbol, right: Symbol) -> Truth:
    return program.mask(np.equal, left.values, right.values)


def _as_text(program: Program, left: Symbol, right: Symbol) -> Truth:
    """A column of texts need not be renumbered when it is compared with one text."""
    for one, other in ((left, right), (right, left)):
        if isinstance(other.values, int) and one.values in program.codes:
            own, codes = program.codes[one.values]
            return other.values in codes and program.mask(np.equal, own, codes[other.values])
    return _equal(program, left, right)


def _as_true(program: Program, left: Symbol, right: Symbol) -> Truth:
    for one, other in ((left, right), (right, left)):
        if isinstance(other.values, bool):
            return one.values if other.values else one.no
    return _equal(program, left, right)
