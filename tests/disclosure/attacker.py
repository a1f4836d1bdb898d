# SPDX-License-Identifier: EUPL-1.2
"""An attacker who asks two linear programs per cell of the whole table: slow and plain.

He shares no code with who protects: sums are written out cell by cell.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import product
from typing import TypeVar

import highspy
import numpy as np

Cell = tuple[str, ...]
Tree = Mapping[str, str | None]
Of = TypeVar("Of", bound=Hashable)


def sums_of(trees: list[Tree]) -> Iterator[tuple[Cell, list[Cell]]]:
    """Give every total with its parts, along each dimension."""
    for axis, tree in enumerate(trees):
        others = [list(other) if at != axis else [""] for at, other in enumerate(trees)]
        for total in tree:
            parts = [code for code, parent in tree.items() if parent == total]
            for combination in product(*others) if parts else ():
                cell = list(combination)
                cell[axis] = total
                yield tuple(cell), [(*cell[:axis], part, *cell[axis + 1 :]) for part in parts]


def intervals(
    trees: list[Tree],
    known: Mapping[Cell, int],
    between: Mapping[Cell, tuple[float, float]],
    asked: list[Cell],
) -> dict[Cell, tuple[float, float]]:
    """Give the least and most that each asked cell can be; `between` bounds the unknown ones."""
    return intervals_of(sums_of(trees), known, between, asked)


def intervals_of(
    sums: Iterable[tuple[Of, list[Of]]],
    known: Mapping[Of, int],
    between: Mapping[Of, tuple[float, float]],
    asked: Iterable[Of],
) -> dict[Of, tuple[float, float]]:
    """The same of whatever is added up: totals with their parts, of more than one table too."""
    unknown = {cell: number for number, cell in enumerate(between)}
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    # As many as those who protect ask for: in one process another number makes later runs fail.
    solver.setOptionValue("threads", 1)
    for low, high in between.values():
        solver.addVar(low, high)
    for total, parts in sums:
        signs = {total: -1.0} | dict.fromkeys(parts, 1.0)
        rest = -sum(sign * known[cell] for cell, sign in signs.items() if cell in known)
        left = [(unknown[cell], sign) for cell, sign in signs.items() if cell in unknown]
        if left:
            places = np.array([place for place, _ in left], dtype=np.int32)
            weights = np.array([sign for _, sign in left])
            solver.addRow(rest, rest, len(left), places, weights)
        else:
            assert rest == 0, "what is open does not add up"
    found = {}
    for cell in asked:
        ends = []
        for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
            solver.changeObjectiveSense(sense)
            solver.changeColCost(unknown[cell], 1.0)
            solver.run()
            status = solver.getModelStatus()
            if status in (
                highspy.HighsModelStatus.kUnbounded,
                highspy.HighsModelStatus.kUnboundedOrInfeasible,
            ):
                ends.append(np.inf)
            else:
                assert status == highspy.HighsModelStatus.kOptimal
                ends.append(solver.getInfo().objective_function_value)
            solver.changeColCost(unknown[cell], 0.0)
        found[cell] = ends[0], ends[1]
    return found
