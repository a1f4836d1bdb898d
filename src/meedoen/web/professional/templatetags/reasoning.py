# SPDX-License-Identifier: EUPL-1.2
"""Turns steps with a depth into branches, as lists within lists are written."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django import template

from meedoen.law import ExplanationStep

register = template.Library()


@dataclass
class Branch:
    """A step, and the steps that lie one level deeper under it."""

    step: ExplanationStep
    below: list["Branch"] = field(default_factory=list)


@register.filter
def branches(steps: Iterable[ExplanationStep]) -> list[Branch]:
    """Give the steps of depth 0, each with what lies under it; steps come in reading order."""
    top: list[Branch] = []
    path: list[list[Branch]] = [top]
    for step in steps:
        branch = Branch(step)
        del path[step.depth + 1 :]
        path[step.depth].append(branch)
        path.append(branch.below)
    return top
