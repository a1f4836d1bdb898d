# SPDX-License-Identifier: EUPL-1.2
"""Steps on columns, written down before any row is looked at.

A step takes registers (a column of a block of rows each) and constants, and leaves one register.
The same step is written once, however often a law asks for it. Masks that turn out to be all yes
or all no are plain `True` and `False`, and steps on them are not written at all: where every fact
is known, nothing is left of the bookkeeping of what is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from meedoen.law.columns.column import Mask
from meedoen.law.columns.words import Words

BITS = "bits"
"""The type of a register of deciding articles, as wide as there turn out to be articles."""


class Register:
    """A place for one column of a block, filled by one step or by the facts."""

    __slots__ = ("dtype", "number")

    def __init__(self, number: int, dtype: str) -> None:
        self.number = number
        self.dtype = dtype


Operand = Any
"""A register, or a constant."""
Truth = Register | bool
"""A mask: a register of bool, or the same for every row."""


@dataclass(frozen=True, slots=True)
class Instruction:
    """`work(*operands, out=register)`."""

    work: Callable[..., Any]
    operands: tuple[Operand, ...]
    out: Register


class Program:
    """The steps of one question about the columns of one municipality.

    `facts` says which registers hold the values of a fact (True) or whose fact is known (False);
    `bounds` between which whole numbers a register stays; `codes` which register has the same
    texts by the numbers of their own column.
    """

    def __init__(self) -> None:
        self.words = Words()
        self.steps: list[Instruction] = []
        self.facts: dict[tuple[str, bool], Register] = {}
        self.tables: list[tuple[Register, NDArray[Any]]] = []
        self.bounds: dict[Register, tuple[int, int]] = {}
        self.codes: dict[Register, tuple[Register, dict[int, int]]] = {}
        self.size = 0
        self._written: dict[Any, Register] = {}
        self._opposites: dict[Register, Register] = {}

    def _register(self, dtype: str) -> Register:
        self.size += 1
        return Register(self.size - 1, dtype)

    def fact(self, name: str, dtype: str) -> Register:
        """The register that holds, block by block, the values of a fact."""
        return self._given((name, True), dtype)

    def known(self, name: str) -> Register:
        """The register that holds whose fact is known."""
        return self._given((name, False), "?")

    def _given(self, key: tuple[str, bool], dtype: str) -> Register:
        if key not in self.facts:
            self.facts[key] = self._register(dtype)
        return self.facts[key]

    def table(self, values: NDArray[Any]) -> Register:
        """A register that holds the same table in every block."""
        key = id(values)
        if key not in self._written:
            self._written[key] = self._register(values.dtype.str)
            self.tables.append((self._written[key], values))
        return self._written[key]

    def texts(self, own: Register, categories: tuple[Any, ...]) -> Register:
        """The numbers of this program for texts, or lists, that have numbers of their own."""
        numbers = self.words.numbers(categories)
        table = self.table(np.array(numbers, dtype=np.int32))
        found = cast("Register", self.emit(looked_up, own, table, dtype="<i4"))
        codes = {number: code for code, number in enumerate(numbers)}
        if len(codes) == len(numbers):
            self.codes[found] = own, codes
        return found

    def emit(self, work: Callable[..., Any], *operands: Operand, dtype: str) -> Operand:
        """What `work` leaves of these operands: a register, or a constant when all are constant."""
        key = (work, dtype, *operands)
        found = self._written.get(key)
        if found is None:
            if not any(operand.__class__ is Register for operand in operands):
                return _worked_out(work, operands, dtype)
            found = self._written[key] = self._register(dtype)
            self.steps.append(Instruction(work, operands, found))
        return found

    def whole(
        self, work: Callable[..., Any], *operands: Operand, bounds: tuple[int, int], dtype: str
    ) -> Operand:
        """As `emit`, for a step that leaves whole numbers between bounds that fit their type."""
        found = self.emit(work, *operands, dtype=dtype)
        if isinstance(found, Register):
            self.bounds[found] = bounds
        return found

    def mask(self, work: Callable[..., Any], *operands: Operand) -> Truth:
        """As `emit`, for a step that leaves a mask."""
        found = self.emit(work, *operands, dtype="?")
        return found if isinstance(found, Register) else bool(found)

    def both(self, *masks: Truth) -> Truth:
        """The rows where all `masks` hold."""
        return self._folded(self._and, False, masks)

    def either(self, *masks: Truth) -> Truth:
        """The rows where one of `masks` holds."""
        return self._folded(self._or, True, masks)

    def _folded(
        self, join: Callable[[Register, Register], Truth], decisive: bool, masks: Sequence[Truth]
    ) -> Truth:
        found: Truth = not decisive
        for mask in masks:
            if isinstance(found, bool):
                found = decisive if found is decisive else mask
            elif isinstance(mask, bool):
                found = decisive if mask is decisive else found
            elif mask is not found:
                found = join(found, mask)
        return found

    def _and(self, one: Register, other: Register) -> Truth:
        """`one and not x` is `one > x`: the opposite itself need not be worked out."""
        if self._opposite(one, other):
            return False
        if other in self._opposites:
            return self.mask(np.greater, one, self._opposites[other])
        if one in self._opposites:
            return self.mask(np.greater, other, self._opposites[one])
        return self.mask(np.logical_and, one, other)

    def _or(self, one: Register, other: Register) -> Truth:
        """`one or not x` is `one >= x`."""
        if self._opposite(one, other):
            return True
        if other in self._opposites:
            return self.mask(np.greater_equal, one, self._opposites[other])
        if one in self._opposites:
            return self.mask(np.greater_equal, other, self._opposites[one])
        return self.mask(np.logical_or, one, other)

    def _opposite(self, one: Register, other: Register) -> bool:
        return self._opposites.get(one) is other or self._opposites.get(other) is one

    def negated(self, mask: Truth) -> Truth:
        """The rows where `mask` does not hold."""
        if isinstance(mask, bool):
            return not mask
        if mask in self._opposites:
            return self._opposites[mask]
        found = self.emit(np.logical_not, mask, dtype="?")
        self._opposites[found] = mask
        return cast("Register", found)

    def without(self, mask: Truth, other: Truth) -> Truth:
        """The rows where `mask` holds and `other` does not."""
        return False if mask is other else self.both(mask, self.negated(other))


def _worked_out(work: Callable[..., Any], operands: Sequence[Any], dtype: str) -> Any:
    out = np.empty(1, dtype=dtype)
    work(*(np.array([operand]) for operand in operands), out=out)
    return out[0].item()


def choose(holds: Mask, then: Any, rest: Any, out: NDArray[Any]) -> None:
    """`then` where `holds`, else `rest`, without a branch that the processor must guess."""
    spread(holds, out)
    whole = out.view(f"i{out.itemsize}")
    one, other = _as_whole(then, out), _as_whole(rest, out)
    if other.ndim == 0 and other == 0:
        np.bitwise_and(whole, one, out=whole)
        return
    np.bitwise_and(whole, np.bitwise_xor(one, other), out=whole)
    np.bitwise_xor(whole, other, out=whole)


def _as_whole(values: Any, out: NDArray[Any]) -> NDArray[Any]:
    """The same bits, read as whole numbers."""
    return np.asarray(values, dtype=out.dtype).view(f"i{out.itemsize}")


def spread(mask: Mask, out: NDArray[Any]) -> None:
    """All bits set where `mask` holds."""
    whole = out.view(f"i{out.itemsize}")
    np.copyto(whole, mask.view(np.int8))
    np.negative(whole, out=whole)


def looked_up(codes: NDArray[Any], table: NDArray[Any], out: NDArray[Any]) -> None:
    """The entry of `table` for each code; unknown rows get any entry."""
    np.take(table, codes, out=out, mode="clip")
