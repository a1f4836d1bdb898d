# SPDX-License-Identifier: EUPL-1.2
"""What the operation families share: the shape of a builder and reading of operands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from meedoen.law.errors import OperandError, UnknownOperation
from meedoen.law.values import shown

Closure = Callable[[Any], Any]
Compile = Callable[[Any], Closure]
Builder = Callable[[Mapping[str, Any], Compile], Closure]


def required(spec: Mapping[str, Any], key: str) -> Any:
    """The operand under `key`; raises UnknownOperation when the operation lacks it."""
    if key not in spec:
        raise UnknownOperation(f"{spec['operation']} needs '{key}'")
    return spec[key]


def listed(spec: Mapping[str, Any], *keys: str) -> list[Any]:
    """The operands under the first of `keys` that is there; raises UnknownOperation otherwise."""
    for key in keys:
        if isinstance(spec.get(key), list):
            return list(spec[key])
    raise UnknownOperation(f"{spec['operation']} needs a list '{keys[0]}'")


def refuse(operation: str, wanted: str, value: Any) -> OperandError:
    """The error for a value that `operation` cannot work with."""
    return OperandError(f"{operation} works on {wanted}, but was given {shown(value)}")
