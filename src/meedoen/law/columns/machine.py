# SPDX-License-Identifier: EUPL-1.2
"""Running the steps of a program, block by block, in as little memory as fits the cache."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meedoen.law.columns.program import BITS, Instruction, Operand, Program, Register

BLOCK = 32_768
"""Rows at a time: a column of whole numbers is 128 KiB then, and some fit the cache of a core."""

SHARED_BLOCK = 131_072
"""Rows at a time with several threads, which wait for one another between the steps."""

EXTREMES = (np.minimum, np.maximum)
"""Steps that numpy does several times faster with a column than with one constant."""

Rows = NDArray[np.intp] | None
"""The rows of the population a program is for; None for all of them."""
Arrays = Mapping[Register, NDArray[Any]]
Block = tuple[int, int]


class Machine:
    """A program made ready to run, any number of times and on several threads at once.

    Nothing in it changes while it runs: every run has slots and buffers of its own, and a buffer
    is handed on to a later step as soon as nobody reads it any more.
    """

    def __init__(self, program: Program, wanted: Sequence[Register], bits: np.dtype[Any]) -> None:
        steps = _needed(program.steps, wanted)
        self.direct = [register for register in wanted if register in {s.out for s in steps}]
        self.copied = [register for register in wanted if register not in self.direct]
        used = {o for step in steps for o in _registers(step)} | set(self.copied)
        self.facts = {key: register for key, register in program.facts.items() if register in used}
        self.slots: list[Any] = [None] * program.size
        for register, table in program.tables:
            self.slots[register.number] = table
        self.buffers: list[tuple[np.dtype[Any], Any]] = []
        self.places: dict[int, int] = {}
        self.work = [self._placed(step) for step in steps]
        self._share(steps, bits)

    def _placed(self, step: Instruction) -> tuple[Any, list[int], int]:
        """The step with the numbers of its slots; a constant gets a slot of its own."""
        return step.work, [self._slot(operand, step) for operand in step.operands], step.out.number

    def _slot(self, operand: Operand, step: Instruction) -> int:
        if isinstance(operand, Register):
            return operand.number
        self.slots.append(operand)
        number = len(self.slots) - 1
        if step.work in EXTREMES:
            self.places[number] = self._buffer(np.dtype(step.out.dtype), operand)
        return number

    def _share(self, steps: Sequence[Instruction], bits: np.dtype[Any]) -> None:
        """Give each slot a buffer, taken over from a step whose outcome nobody reads any more."""
        last = {operand: at for at, step in enumerate(steps) for operand in _registers(step)}
        written = set(self.direct)
        free: dict[str, list[int]] = {}
        for at, step in enumerate(steps):
            if step.out not in written:
                pool = free.setdefault(step.out.dtype, [])
                dtype = bits if step.out.dtype == BITS else np.dtype(step.out.dtype)
                self.places[step.out.number] = pool.pop() if pool else self._buffer(dtype)
            for operand in _registers(step):
                if last[operand] == at and operand.number in self.places:
                    free.setdefault(operand.dtype, []).append(self.places[operand.number])

    def _buffer(self, dtype: np.dtype[Any], constant: Any = None) -> int:
        self.buffers.append((dtype, constant))
        return len(self.buffers) - 1

    def run(self, facts: Arrays, targets: Arrays, rows: Rows, size: int, threads: int) -> None:
        """Fill the targets for `size` rows; raises NotOnColumns when a step cannot be done."""
        if threads < 2 or size <= SHARED_BLOCK:
            self._run(facts, targets, rows, _blocks(size, BLOCK))
            return
        blocks = _blocks(size, SHARED_BLOCK)
        shares = [blocks[at::threads] for at in range(min(threads, len(blocks)))]
        with ThreadPoolExecutor(len(shares)) as pool:
            for _ in pool.map(partial(self._run, facts, targets, rows), shares):
                pass

    def _run(self, facts: Arrays, targets: Arrays, rows: Rows, blocks: Sequence[Block]) -> None:
        slots = self.slots.copy()
        longest = max((stop - start for start, stop in blocks), default=0)
        buffers = [
            np.empty(longest, dtype) if constant is None else np.full(longest, constant, dtype)
            for dtype, constant in self.buffers
        ]
        with np.errstate(all="ignore"):
            for start, stop in blocks:
                for slot, place in self.places.items():
                    slots[slot] = buffers[place][: stop - start]
                where = slice(start, stop) if rows is None else rows[start:stop]
                for register, values in facts.items():
                    slots[register.number] = values[where].astype(register.dtype, copy=False)
                for register in self.direct:
                    slots[register.number] = targets[register][start:stop]
                for work, operands, out in self.work:
                    work(*[slots[number] for number in operands], out=slots[out])
                for register in self.copied:
                    targets[register][start:stop] = slots[register.number]


def _blocks(size: int, block: int) -> list[Block]:
    return [(start, min(start + block, size)) for start in range(0, size, block)]


def _registers(step: Instruction) -> set[Register]:
    return {operand for operand in step.operands if isinstance(operand, Register)}


def _needed(steps: Sequence[Instruction], wanted: Sequence[Register]) -> list[Instruction]:
    """The steps without which one of the wanted registers would stay empty."""
    reading = set(wanted)
    found = []
    for step in reversed(steps):
        if step.out in reading:
            found.append(step)
            reading.update(_registers(step))
    return found[::-1]
