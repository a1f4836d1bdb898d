# SPDX-License-Identifier: EUPL-1.2
"""A decision on a budget as somebody wrote it down (YAML), and what cannot be read of it (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from meedoen.budget.planning.budgets import (
    DecidedBudget,
    PlannedAmount,
    PlannedPlace,
    UnusableBudget,
)

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_MUST = ("year", "number", "decided_on", "ground")
_LINE = ("law", "taakveld", "programme", "cents")


def read_budget(text: str) -> DecidedBudget:
    """Read a decision. Raises UnusableBudget, with a line per fault.

    Whether it can be kept after what was decided before, `planning.must_be_decided` tells.
    """
    try:
        said = yaml.load(text, Loader=_Loader)  # noqa: S506 - makes nothing but text
    except yaml.YAMLError as error:
        raise UnusableBudget(f"This is no YAML: {error}") from error
    if faults := _faults(said):
        raise UnusableBudget("\n".join(faults))
    try:
        return DecidedBudget(
            year=int(said["year"]),
            number=said["number"].strip(),
            decided_on=date.fromisoformat(said["decided_on"]),
            ground=said["ground"].strip(),
            lines=tuple(map(_line, said["lines"])),
        )
    except ValueError as error:
        raise UnusableBudget(
            f"{said['number']}: {error}. A day is 2026-11-06, an amount whole cents."
        ) from error


def _faults(said: object) -> list[str]:
    if not isinstance(said, Mapping):
        return [f"A decision says {', '.join(_MUST)} and lines; this file says none of them."]
    faults = [f"A decision says {name}." for name in (*_MUST, "lines") if not said.get(name)]
    faults += [
        f"A decision does not say {name!r}." for name in said if name not in (*_MUST, "lines")
    ]
    faults += [
        f"{name} is one word or number."
        for name in _MUST
        if not isinstance(said.get(name, ""), str)
    ]
    lines = said.get("lines")
    if lines and not isinstance(lines, list):
        faults.append("lines is a list.")
    for place, line in enumerate(lines if isinstance(lines, list) else [], start=1):
        if not isinstance(line, Mapping) or set(line) != set(_LINE):
            faults.append(f"Line {place} says {', '.join(_LINE)}, and nothing else.")
        elif not all(isinstance(of, str) for of in line.values()):
            faults.append(f"Line {place}: each part is one word or number.")
    return faults


def _line(said: Mapping[str, str]) -> PlannedAmount:
    place = PlannedPlace(said["law"], said["taakveld"], said["programme"])
    return PlannedAmount(place, int(said["cents"]))
