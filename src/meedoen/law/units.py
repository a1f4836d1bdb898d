# SPDX-License-Identifier: EUPL-1.2
"""Which kind of quantity an expression gives, and refusing what cannot be added or compared.

Units are labels and opt in: what carries none is unknown and never refused. A ratio or a
percentage times an amount keeps the amount's unit; what the rules below do not settle is unknown.
"""

from __future__ import annotations

from typing import Any

from meedoen.law.errors import UnitMismatch
from meedoen.law.grammar import UNITS
from meedoen.law.model import Article

_SHARED = frozenset({"ADD", "SUBTRACT", "MIN", "MAX"})
_COMPARED = frozenset(
    {
        "EQUALS",
        "NOT_EQUALS",
        "GREATER_THAN",
        "GREATER_THAN_OR_EQUAL",
        "LESS_THAN",
        "LESS_THAN_OR_EQUAL",
    }
)
_BARE = frozenset({"ratio", "percentage"})


def unit_of(expression: Any, article: Article) -> str | None:
    """The unit `expression` gives inside `article`, or None; raises UnitMismatch."""
    if isinstance(expression, str) and expression.startswith("$"):
        return _named(expression[1:], article)
    if isinstance(expression, list):
        for item in expression:
            unit_of(item, article)
        return None
    if not isinstance(expression, dict) or "operation" not in expression:
        return None
    return _operation(expression, article)


def _named(name: str, article: Article) -> str | None:
    raw = article.definitions.get(name)
    if isinstance(raw, dict):
        unit = (raw.get("type_spec") or {}).get("unit")
        return unit if isinstance(unit, str) else None
    if raw is not None:
        return None
    if name in article.inputs:
        return article.inputs[name].field.unit
    declared = article.parameters.get(name) or article.outputs.get(name)
    return declared.unit if declared else None


def _operation(spec: dict[str, Any], article: Article) -> str | None:
    name = str(spec["operation"])
    if name in _SHARED:
        return _one_unit(name, [unit_of(value, article) for value in spec.get("values") or []])
    if name in _COMPARED:
        pair = [unit_of(spec.get(key), article) for key in ("subject", "value")]
        _one_unit(name, pair)
        return None
    if name == "MULTIPLY":
        return _product([unit_of(value, article) for value in spec.get("values") or []])
    if name in {"ROUND", "CEIL", "FLOOR"}:
        return unit_of(spec.get("value"), article)
    _inside(spec, article)
    if name == "DATE_DIFF" and spec.get("in") in UNITS:
        return str(spec["in"])
    return "years" if name == "AGE" else None


def _inside(spec: dict[str, Any], article: Article) -> None:
    """Check the operands of an operation that says nothing about its own unit."""
    for key, value in spec.items():
        if key in {"operation", "legal_basis", "resolve"}:
            continue
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict) and "operation" not in item:
                _inside(item, article)
            else:
                unit_of(item, article)


def _one_unit(name: str, units: list[str | None]) -> str | None:
    known = sorted({unit for unit in units if unit})
    if len(known) > 1:
        raise UnitMismatch(f"unit mismatch: {name} puts {' and '.join(known)} together")
    return known[0] if known else None


def _product(units: list[str | None]) -> str | None:
    if None in units:
        return None
    kept = [unit for unit in units if unit not in _BARE]
    return kept[0] if len(kept) == 1 else None
