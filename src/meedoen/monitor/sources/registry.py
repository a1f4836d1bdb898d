# SPDX-License-Identifier: EUPL-1.2
"""The seventeen sources, read from one file each (pure).

Every scalar in those files is text: `01` is a code, `nee` is a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from meedoen.monitor.sources.specification import (
    DateRole,
    MonitorSource,
    SourceField,
    SourceForm,
    SourceShape,
    Unit,
    ValueKind,
)

FOLDER = Path(__file__).with_name("specifications")
KEYS = (
    "wmo", "awbz", "wwb", "wsw", "schuldhulp", "bijzondere_bijstand", "vsv", "leerlingenvervoer",
    "jeugdzorg", "cjg", "oggz", "wia", "wajong", "zorgverzekering", "wet_oke", "leerplicht",
    "dienstverlening",
)  # fmt: skip
OWN = "eigen"
"""The activity of the product itself: it comes by a journey, never as a file."""
EVERY = (*KEYS, OWN)
_EXAMPLES = {ValueKind.DATE: "2026-03-01", ValueKind.MONTH: "2026-03", ValueKind.YEAR: "2026"}
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def sources() -> Iterator[MonitorSource]:
    """Give all sources, in the order in which the monitor took them up."""
    return map(source, KEYS)


@lru_cache(maxsize=len(EVERY))
def source(key: str) -> MonitorSource:
    """Give one source by its key, or what we know ourselves. Raises KeyError for any other."""
    if key not in EVERY:
        raise KeyError(key)
    said = _read(f"{key}.yaml")
    own: dict[str, SourceField] = {}
    shapes = tuple(_shape(one, own) for one in said.pop("shapes"))
    return MonitorSource(wave=int(said.pop("wave")), shapes=shapes, **said)


def _shape(said: Mapping[str, Any], own: dict[str, SourceField]) -> SourceShape:
    fields = tuple(_field(one, own) for one in said["fields"])
    return SourceShape(SourceForm(said["form"]), Unit(said["unit"]), fields, tuple(said["key"]))


def _field(said: str | Mapping[str, Any], own: dict[str, SourceField]) -> SourceField:
    """Read a field; a name alone stands for one of this source above it, or one they share."""
    if isinstance(said, str):
        return own.get(said) or _made(said, _common()["fields"][said])
    made = own[said["name"]] = _made(said["name"], said)
    return made


def _made(name: str, said: Mapping[str, Any]) -> SourceField:
    kind, codes = ValueKind(said["kind"]), said.get("codes", {})
    return SourceField(
        name=name,
        kind=kind,
        required=said.get("required") == "yes",
        meaning=said["meaning"],
        example=said.get("example") or _EXAMPLES.get(kind, ""),
        codes=_common()["lists"][codes] if isinstance(codes, str) else codes,
        role=DateRole(said["role"]) if "role" in said else None,
        known_as=_texts(said.get("known_as", ())),
    )


def _texts(said: Sequence[str]) -> tuple[str, ...]:
    return tuple(said)


@lru_cache(maxsize=1)
def _common() -> Mapping[str, Any]:
    return _read("common.yaml")


def _read(name: str) -> dict[str, Any]:
    text = (FOLDER / name).read_text("utf-8")
    read: dict[str, Any] = yaml.load(text, Loader=_Loader)  # noqa: S506 - makes nothing but text
    return read
