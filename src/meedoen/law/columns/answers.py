# SPDX-License-Identifier: EUPL-1.2
"""From symbols to columns of answers: run the program, and write texts and dates out again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meedoen.law.columns.amounts import number_type, told
from meedoen.law.columns.column import Column
from meedoen.law.columns.facts import Facts
from meedoen.law.columns.machine import Machine, Rows
from meedoen.law.columns.program import BITS, Operand, Program, Register
from meedoen.law.columns.symbols import TYPES, Symbol, written

LINE = 64
"""Bytes of a line of the cache, at which every column begins."""


class Answers:
    """The columns that `symbols` stand for, with deciding articles when these are counted."""

    def __init__(
        self, program: Program, symbols: Mapping[str, Symbol], articles: int | None
    ) -> None:
        self.words = program.words
        self.symbols = {
            name: replace(symbol, values=told(program, symbol.number), parts=1)
            if symbol.kind == "number"
            else symbol
            for name, symbol in symbols.items()
        }
        self.bits = np.dtype(_width(articles or 0))
        self.why: dict[str, Operand] | None = None
        if articles is not None:
            self.why = {name: written(program, symbol.why) for name, symbol in symbols.items()}
        self.wanted = self._wanted()
        self.machine = Machine(program, list(self.wanted), self.bits)

    def _wanted(self) -> dict[Register, np.dtype[Any]]:
        """Every register that somebody is to see the rows of, once."""
        operands = [o for symbol in self.symbols.values() for o in (symbol.values, symbol.known)]
        operands += self.why.values() if self.why else ()
        return {
            operand: self.bits if operand.dtype == BITS else np.dtype(operand.dtype)
            for operand in operands
            if isinstance(operand, Register)
        }

    def run(self, facts: Facts, rows: Rows, threads: int) -> dict[str, Column]:
        """The columns for these rows; they may share an array, and are not meant to be written in.

        Raises NotOnColumns.
        """
        size = facts.size if rows is None else len(rows)
        given = {
            register: facts.values(name) if values else facts.known(name)
            for (name, values), register in self.machine.facts.items()
        }
        targets = self._room(size)
        self.machine.run(given, targets, rows, size, threads)
        return {name: self._column(name, targets, size) for name in self.symbols}

    def _room(self, size: int) -> dict[Register, NDArray[Any]]:
        """One stretch of memory for all: the system hands out few large pages sooner than many."""
        lengths = [-(-size * dtype.itemsize // LINE) * LINE for dtype in self.wanted.values()]
        whole = np.empty(sum(lengths), dtype=np.uint8)
        found, start = {}, 0
        for (register, dtype), length in zip(self.wanted.items(), lengths, strict=True):
            found[register] = whole[start : start + length].view(dtype)[:size]
            start += length
        return found

    def _column(self, name: str, targets: Mapping[Register, NDArray[Any]], size: int) -> Column:
        def rows(operand: Operand, dtype: Any) -> NDArray[Any]:
            if isinstance(operand, Register):
                return targets[operand]
            return np.broadcast_to(np.array(operand, dtype=dtype), size)

        symbol = self.symbols[name]
        kind = symbol.kind
        values = rows(symbol.values, TYPES.get(kind) or number_type(symbol.values))
        known = rows(symbol.known, "?")
        deciding = rows(self.why[name], self.bits) if self.why is not None else None
        if kind == "text":
            values = self.words.written(values)
        elif kind == "date":
            values = values.view("datetime64[D]")
        return Column(values, known, deciding, tuple(self.words.lists) if kind == "list" else None)


def _width(articles: int) -> str:
    """The narrowest numbers with a bit for each article."""
    return next(f"u{size}" for size in (1, 2, 4, 8) if articles <= size * 8)
