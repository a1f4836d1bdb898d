# SPDX-License-Identifier: EUPL-1.2
"""Whoever lays all tables of a town beside each other: every combination of domains an unknown.

Shares nothing with what decides on which level stacking leaves; whole numbers, by HiGHS.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

import highspy
import numpy as np

from meedoen.disclosure.published import Published

INF = highspy.kHighsInf
Terms = Mapping[int, float]


class Joint:
    """Knows per smallest area nothing but what is open; the truth is nowhere in it."""

    def __init__(self, areas: Sequence[str], domains: int) -> None:
        self.areas, self.domains = list(areas), domains
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        for _ in range(len(areas) * 2**domains):
            self.solver.addCol(0.0, 0.0, INF, 0, [], [])
        kinds = [highspy.HighsVarType.kInteger] * (len(areas) * 2**domains)
        self.solver.changeColsIntegrality(len(kinds), list(range(len(kinds))), kinds)

    def people(self, areas: Collection[str], masks: Iterable[int]) -> list[int]:
        """Give the unknowns of who has one of these combinations in one of these areas."""
        wanted = list(masks)
        return [
            at * 2**self.domains + mask
            for at, area in enumerate(self.areas)
            if area in areas
            for mask in wanted
        ]

    def with_domain(self, areas: Collection[str], domain: int) -> list[int]:
        return self.people(areas, (m for m in range(2**self.domains) if m >> domain & 1))

    def knows(self, unknowns: Sequence[int], least: float, most: float) -> None:
        self.solver.addRow(least, most, len(unknowns), list(unknowns), [1.0] * len(unknowns))

    def knows_use(self, published: Published, domain: int, below: Mapping[str, set[str]]) -> None:
        for (code,), value in published.rows():
            unknowns = self.with_domain(below[code], domain)
            if value is None:
                self.knows(unknowns, published.rule.least, INF)
            else:
                self.knows(unknowns, value, value)

    def between(self, unknowns: Sequence[int]) -> tuple[int, int]:
        """Give the least and the most that these people can be together."""
        columns = len(self.areas) * 2**self.domains
        cost = np.zeros(columns)
        cost[list(unknowns)] = 1.0
        self.solver.changeColsCost(columns, list(range(columns)), cost)
        found = []
        for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
            self.solver.changeObjectiveSense(sense)
            self.solver.run()
            status = self.solver.getModelStatus()
            if status in (
                highspy.HighsModelStatus.kUnbounded,
                highspy.HighsModelStatus.kUnboundedOrInfeasible,
            ):
                found.append(10**9)
                continue
            assert status == highspy.HighsModelStatus.kOptimal, status
            found.append(round(self.solver.getInfo().objective_function_value))
        return found[0], found[1]
