# SPDX-License-Identifier: EUPL-1.2
"""Reads a mapping profile: how one supplier writes what we know under a name of our own (pure).

    headings:                 # our name: their heading
      bsn: Burgerservicenr
      datumStart: Ingang
    ignore: [Naam, Telefoon]  # their columns that stay outside
    dates: dd-mm-jjjj         # or jjjj-mm-dd, jjjjmmdd, ddmmjjjj, mm-dd-jjjj
    separator: ";"            # or "," or tab or "|"
    encoding: windows-1252    # or utf-8, utf-16, iso-8859-15
    sheet: Blad1              # of a workbook with more than one
    codes:                    # our name: their value: our code
      leveringsvorm:
        Zorg in natura: ZIN

Every value is text, and each part may be left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from meedoen.interop.extracts.days import ORDERS, DayOrder
from meedoen.interop.findings import Refused
from meedoen.interop.masking import shown
from meedoen.monitor.sources.profile import ENCODINGS

SEPARATORS = {";": ";", ",": ",", "|": "|", "tab": "\t", "\t": "\t"}
LARGEST = 200_000
_PARTS = ("headings", "ignore", "dates", "separator", "encoding", "sheet", "codes")
_Base: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True)
class Profile:
    """How a supplier writes: `headings` by our name, `codes` by our name and their value."""

    headings: Mapping[str, str] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    dates: DayOrder | None = None
    separator: str = ""
    encoding: str = ""
    sheet: str = ""
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


_OF_LIBRARY = (yaml.MarkedYAMLError, yaml.reader.ReaderError)


class _Loader(_Base):
    """Makes text of every scalar, and takes no name twice."""


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise yaml.YAMLError("een naam is een woord")
        if key.value in made:
            raise yaml.YAMLError(f"'{key.value}' staat er twee keer")
        made[key.value] = loader.construct_object(value, deep=True)
    return made


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read_profile(data: bytes) -> Profile:
    """Read a profile from the bytes of its file. Raises Refused with what is wrong in it."""
    said = _said(data)
    for part in said:
        if part not in _PARTS:
            raise _refused(f"'{part}' kennen we niet; er kan staan: {', '.join(_PARTS)}")
    return Profile(
        headings=_texts(said, "headings"),
        ignore=_list(said.get("ignore", [])),
        dates=_chosen(said, "dates", ORDERS),
        separator=_chosen(said, "separator", SEPARATORS) or "",
        encoding=_chosen(said, "encoding", {one: one for one in ENCODINGS}) or "",
        sheet=_text(said.get("sheet", ""), "sheet"),
        codes={name: _texts(_part(said, "codes"), name) for name in _part(said, "codes")},
    )


def _said(data: bytes) -> dict[str, Any]:
    if len(data) > LARGEST:
        raise _refused("dit bestand is te groot voor een profiel")
    try:
        text = data.decode("utf-8-sig")
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=_Base)):
            # A few of them can stand for more than fits in any memory.
            raise yaml.YAMLError("een verwijzing (*) kan hier niet")
        said = yaml.load(text, Loader=_Loader)  # noqa: S506 - only text
    except UnicodeDecodeError as error:
        raise _refused(f"geen UTF-8: byte {error.start + 1} is {data[error.start]:#04x}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"regel {mark.line + 1}: " if mark else ""
        # What the library itself says has a mark, or is in English.
        own = isinstance(error, yaml.YAMLError) and not isinstance(error, _OF_LIBRARY)
        said_so = str(error) if own else "dit is geen YAML; zie het voorbeeld in de handleiding"
        raise _refused(f"{where}{said_so}") from error
    if said in (None, ""):
        return {}
    if not isinstance(said, dict):
        raise _refused(f"hier horen namen met een dubbele punt, zoals {_PARTS[0]}:")
    return said


def _part(said: Mapping[str, Any], part: str) -> Mapping[str, Any]:
    found = said.get(part) or {}
    if not isinstance(found, dict):
        raise _refused(f"onder '{part}' horen namen met een dubbele punt")
    return found


def _texts(said: Mapping[str, Any], part: str) -> Mapping[str, str]:
    return {name: _text(value, name) for name, value in _part(said, part).items()}


def _text(value: Any, part: str) -> str:
    if not isinstance(value, str):
        raise _refused(f"bij '{part}' hoort een tekst te staan")
    return value


def _list(value: Any) -> tuple[str, ...]:
    many: Sequence[Any] = [value] if isinstance(value, str) else value
    if not isinstance(many, list):
        raise _refused("bij 'ignore' hoort een lijst te staan")
    return tuple(_text(one, "ignore") for one in many)


def _chosen(said: Mapping[str, Any], part: str, known: Mapping[str, Any]) -> Any:
    if part not in said:
        return None
    value = said[part]
    if not isinstance(value, str) or value not in known:
        raise _refused(
            f"bij '{part}' kan staan: {', '.join(one.strip() or 'tab' for one in known)}"
        )
    return known[value]


def _refused(why: str) -> Refused:
    return Refused(f"het profiel: {shown(why, 200)}")
