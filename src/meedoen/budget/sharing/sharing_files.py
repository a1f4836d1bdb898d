# SPDX-License-Identifier: EUPL-1.2
"""A key between municipalities as somebody writes it down (YAML), and its faults (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from meedoen.budget.sharing.parts import SharingKey, SharingPart, UnusableSharing

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_MUST = ("name", "first_day", "last_day")
_PART = ("municipality", "share", "ground")


def read_sharing(text: str) -> SharingKey:
    """Read a key between municipalities. Raises UnusableSharing, with a line per fault.

    Whether it makes a whole, `parts.must_share` tells.
    """
    try:
        said = yaml.load(text, Loader=_Loader)  # noqa: S506 - makes nothing but text
    except yaml.YAMLError as error:
        raise UnusableSharing(f"This is no YAML: {error}") from error
    if faults := _faults(said):
        raise UnusableSharing("\n".join(faults))
    try:
        return SharingKey(
            name=said["name"].strip(),
            first_day=date.fromisoformat(said["first_day"]),
            last_day=date.fromisoformat(said["last_day"]),
            parts=tuple(
                SharingPart(one["municipality"], int(one["share"]), one["ground"].strip())
                for one in said["parts"]
            ),
        )
    except ValueError as error:
        raise UnusableSharing(
            f"{said['name']}: {error}. A day is 2026-01-31, a share a whole number."
        ) from error


def _faults(said: object) -> list[str]:
    if not isinstance(said, Mapping):
        return [f"A key says {', '.join(_MUST)} and parts; this file says none of them."]
    known = (*_MUST, "parts")
    faults = [f"A key says {name}." for name in known if not said.get(name)]
    faults += [f"A key does not say {name!r}." for name in said if name not in known]
    faults += [
        f"{name} is one word or number."
        for name in _MUST
        if not isinstance(said.get(name, ""), str)
    ]
    parts = said.get("parts")
    if not isinstance(said.get("parts", []), list):
        faults.append("parts is a list.")
    for place, one in enumerate(parts if isinstance(parts, list) else [], start=1):
        if not isinstance(one, Mapping) or set(one) != set(_PART):
            faults.append(f"Part {place} says {', '.join(_PART)}, and nothing else.")
        elif not all(isinstance(of, str) for of in one.values()):
            faults.append(f"Part {place}: each of it is one word or number.")
    return faults
