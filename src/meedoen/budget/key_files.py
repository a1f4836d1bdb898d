# SPDX-License-Identifier: EUPL-1.2
"""A key as somebody writes it down (YAML), and what of it cannot be read (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from meedoen.budget.keys import WHOLE, DivisionKey, KeyLine, UnusableKey, must_be_usable

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_MUST = ("name", "first_day", "last_day", "lines")
_MAY = ("products", "partners", "integral")
_LINE = ("law", "taakveld", "category", "programme", "share", "ground")


def read_key(text: str) -> DivisionKey:
    """Read a key. Raises UnusableKey, with a line per fault, also for one that divides nothing."""
    try:
        said = yaml.load(text, Loader=_Loader)  # noqa: S506 - makes nothing but text
    except yaml.YAMLError as error:
        raise UnusableKey(f"This is no YAML: {error}") from error
    faults = _faults(said)
    if faults:
        raise UnusableKey("\n".join(faults))
    try:
        key = DivisionKey(
            name=said["name"].strip(),
            first_day=date.fromisoformat(said["first_day"]),
            last_day=date.fromisoformat(said["last_day"]),
            lines=tuple(map(_line, said["lines"])),
            products=frozenset(said.get("products", ())),
            partners=frozenset(said.get("partners", ())),
            integral=int(said.get("integral", WHOLE)),
        )
    except ValueError as error:
        raise UnusableKey(
            f"{said['name']}: {error}. A day is 2026-01-31, a share a whole number."
        ) from error
    must_be_usable(key)
    return key


def _faults(said: object) -> list[str]:
    if not isinstance(said, Mapping):
        return [f"A key says {', '.join(_MUST)}; this file says none of them."]
    faults = [f"A key says {name}." for name in _MUST if not said.get(name)]
    known = (*_MUST, *_MAY)
    faults += [f"A key does not say {name!r}." for name in said if name not in known]
    for name in ("products", "partners", "lines"):
        if not isinstance(said.get(name, []), list):
            faults.append(f"{name} is a list.")
    for name in ("name", "first_day", "last_day", "integral"):
        if not isinstance(said.get(name, ""), str):
            faults.append(f"{name} is one word or number.")
    lines = said.get("lines")
    for place, line in enumerate(lines if isinstance(lines, list) else [], start=1):
        if not isinstance(line, Mapping) or set(line) != set(_LINE):
            faults.append(f"Line {place} says {', '.join(_LINE)}, and nothing else.")
        elif not all(isinstance(of, str) for of in line.values()):
            faults.append(f"Line {place}: each part is one word or number.")
    return faults


def _line(said: Mapping[str, str]) -> KeyLine:
    return KeyLine(
        law=said["law"], taakveld=said["taakveld"], category=said["category"],
        programme=said["programme"], share=int(said["share"]), ground=said["ground"],
    )  # fmt: skip
