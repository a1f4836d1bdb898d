# SPDX-License-Identifier: EUPL-1.2
"""Linear programs, solved by HiGHS: the least of a cost over columns that keep sums (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

import highspy
import numpy as np
from numpy.typing import NDArray

from meedoen.disclosure.sums import Indices, Mask, Sums

Numbers = NDArray[np.float64]
INFINITE = highspy.kHighsInf
# What a solver calls nought.
TOLERANCE = 1e-6
# With an answer: the best, the best of as many as were asked for, or nothing of nothing.
_ENDS = (
    highspy.HighsModelStatus.kOptimal,
    highspy.HighsModelStatus.kSolutionLimit,
    highspy.HighsModelStatus.kModelEmpty,
)


def random_direction(short: Mask, random: np.random.Generator) -> Numbers:
    """Give a cost that pulls at each of `short`, up or down, and hardly at the others."""
    sides = random.choice([-1.0, 1.0], len(short)) * random.uniform(0.5, 1.5, len(short))
    return np.where(short, sides, random.normal(0, 0.001, len(short)))


class _Silent(highspy.Highs):
    """A solver that does not greet on stdout, where the data of a command goes."""

    def enableCallbacks(self) -> None:
        self.silent()
        super().enableCallbacks()


class NotSolved(RuntimeError):
    """The solver gave no answer to a program that has one."""


class SolvingOrder(Enum):
    """In which order a program is solved: it decides what of an earlier answer still helps."""

    # For a cost that pulls at everything.
    DUAL = auto()
    # For costs of nought or more and one thing to reach: few steps from nothing at all.
    FROM_NOTHING = auto()
    # For another cost each time where staying put is always allowed.
    PRIMAL = auto()


class LinearProgram:
    """A linear program that is asked again and again with another cost or other bounds.

    Columns lie between `lower` and `upper`; each row of `sums` lies between its own bounds. With
    `whole` every column is a whole number, and any answer that keeps to the bounds will do.
    """

    def __init__(
        self,
        sums: Sums,
        lower: Numbers,
        upper: Numbers,
        *,
        row_lower: Numbers | None = None,
        row_upper: Numbers | None = None,
        presolve: bool = True,
        whole: bool = False,
        way: SolvingOrder = SolvingOrder.DUAL,
    ) -> None:
        self.columns = sums.columns
        self._every = np.arange(sums.columns, dtype=np.int32)
        self._solver = _Silent()
        # One thread each: two processes work at once, and a changed number made later runs fail.
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("solver", "choose" if whole else "simplex"),
            # The first whole answer will do: it is not the best that is asked for.
            ("mip_max_improving_sols", 1),
            ("presolve", "on" if presolve else "off"),
            ("simplex_strategy", 4 if way is SolvingOrder.PRIMAL else 1),
            ("dual_simplex_cost_perturbation_multiplier", float(way is SolvingOrder.DUAL)),
        ):
            self._solver.setOptionValue(name, value)
        program = highspy.HighsLp()
        program.num_col_ = sums.columns
        program.num_row_ = sums.rows
        program.col_cost_ = np.zeros(sums.columns)
        program.col_lower_ = lower
        program.col_upper_ = upper
        program.row_lower_ = np.zeros(sums.rows) if row_lower is None else row_lower
        program.row_upper_ = np.zeros(sums.rows) if row_upper is None else row_upper
        if whole:
            program.integrality_ = [highspy.HighsVarType.kInteger] * sums.columns
        order = np.argsort(sums.row, kind="stable")
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        starts = np.concatenate([[0], np.cumsum(np.bincount(sums.row, minlength=sums.rows))])
        program.a_matrix_.start_ = starts.astype(np.int32)
        program.a_matrix_.index_ = sums.column[order].astype(np.int32)
        program.a_matrix_.value_ = sums.sign[order].astype(np.float64)
        if self._solver.passModel(program) == highspy.HighsStatus.kError:
            raise NotSolved("the solver refused the program")

    def cost(self, cost: Numbers) -> None:
        """Ask for the least of this cost from now on."""
        self._solver.changeColsCost(self.columns, self._every, cost)

    def cost_of(self, column: int, cost: float) -> None:
        """Change what one column costs."""
        self._solver.changeColCost(column, cost)

    def bound(self, column: int, lower: float, upper: float) -> None:
        """Let one column lie between other bounds."""
        self._solver.changeColBounds(column, lower, upper)

    def bounds(self, lower: Numbers, upper: Numbers) -> None:
        """Let every column lie between other bounds."""
        self._solver.changeColsBounds(self.columns, self._every, lower, upper)

    def coefficient(self, row: int, column: int, value: float) -> None:
        """Change what a column counts for in a row."""
        self._solver.changeCoeff(row, column, value)

    def prices(self) -> Numbers:
        """Give for the last answer what each row would cost more if it had to come to one more."""
        return np.array(self._solver.getSolution().row_dual)

    def forget(self) -> None:
        """Begin the next one without what was found before: then it is made smaller first."""
        self._solver.clearSolver()

    def solve(self) -> Numbers | None:
        """Give the columns at the least cost, None when nothing keeps to all bounds.

        A solver may lose its way from an earlier answer: then it begins anew, and at last in the
        other order. Raises NotSolved for any other end.
        """
        for mended in (lambda: None, self.forget, self._turn_round):
            mended()
            self._solver.run()
            status = self._solver.getModelStatus()
            if status in _ENDS:
                return np.array(self._solver.getSolution().col_value)
            if status == highspy.HighsModelStatus.kInfeasible:
                return None
        raise NotSolved(f"the solver ended with {status}")

    def _turn_round(self) -> None:
        """Solve it from now on in the order in which it was not solved."""
        self.forget()
        _, order = self._solver.getOptionValue("simplex_strategy")
        # The solver knows its orders by a number: 1 is dual, 4 primal.
        self._solver.setOptionValue("simplex_strategy", 4 if order == 1 else 1)


@dataclass(frozen=True)
class Cover:
    """How much of each column is taken, and the least that any way of taking them costs."""

    taken: Numbers
    at_least: float


class CheapestCover:
    """Asks which columns to take, at the least cost, so that every row comes to what it asks.

    Rows are added one by one. Of each column at most `most` is taken. A search among whole columns
    looks at so many `nodes`, and then gives the best it found; `steps` tells how many steps of the
    solver all searches took.
    """

    steps: int = 0

    def __init__(self, cost: Numbers, most: Numbers, nodes: int) -> None:
        size = len(cost)
        self._every = np.arange(size, dtype=np.int32)
        self._solver = _Silent()
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("mip_max_nodes", nodes),
            ("mip_rel_gap", 0.0),
        ):
            self._solver.setOptionValue(name, value)
        program = highspy.HighsLp()
        program.num_col_ = size
        program.col_cost_ = cost
        program.col_lower_ = np.zeros(size)
        program.col_upper_ = most
        if self._solver.passModel(program) == highspy.HighsStatus.kError:
            raise NotSolved("the solver refused the program")

    def ask(self, columns: Indices, weights: Numbers, least: float) -> None:
        """Let what is taken of these columns, each times its weight, come to `least` or more."""
        self._solver.addRow(least, INFINITE, len(columns), columns.astype(np.int32), weights)

    def in_parts(self) -> Cover | None:
        """Give the cheapest when a part of a column may be taken; None when nothing will do."""
        self._run(highspy.HighsVarType.kContinuous)
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return Cover(self._taken(), self._solver.getInfo().objective_function_value)

    def whole(self) -> Cover | None:
        """Give the cheapest that was found of whole columns; None when none was found."""
        self._run(highspy.HighsVarType.kInteger)
        info = self._solver.getInfo()
        self.steps += info.simplex_iteration_count
        # Where the search ends before it found any, what the columns hold means nothing.
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        return Cover(np.rint(self._taken()), info.mip_dual_bound)

    def _run(self, kind: highspy.HighsVarType) -> None:
        every = len(self._every)
        self._solver.changeColsIntegrality(every, self._every, np.full(every, kind))
        self._solver.run()

    def _taken(self) -> Numbers:
        return np.array(self._solver.getSolution().col_value)
