# SPDX-License-Identifier: EUPL-1.2
"""The modes of asking, and what an answer is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from meedoen.law.explanation import Node


class Mode(StrEnum):
    """What a fact that nobody gave means."""

    STRICT = "strict"
    """A required fact that is missing is an error when it is read; an optional one is null."""
    LAW = "law"
    """A required fact that is missing is unknown; an optional one is null, as the format says."""
    INTAKE = "intake"
    """Every missing fact is unknown: missing is never no."""


class Untranslatables(StrEnum):
    """What to do with an article that holds a construct the format cannot express."""

    ERROR = "error"
    PROPAGATE = "propagate"
    WARN = "warn"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Answer:
    """A value, or unknown with the facts that can still change it, and why.

    `value` is None for null and for unknown; `known` tells them apart. `provenance` is direct,
    reactive (a hook) or override; `tainted` marks what rests on an untranslatable construct.
    """

    value: Any
    known: bool
    missing: frozenset[str]
    trace: Node
    provenance: str = "direct"
    tainted: bool = False


@dataclass(frozen=True, slots=True)
class DataSource:
    """Rows from outside, found by the value of one fact."""

    name: str
    key: str
    rows: tuple[Mapping[str, Any], ...]
