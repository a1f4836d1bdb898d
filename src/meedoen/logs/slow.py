# SPDX-License-Identifier: EUPL-1.2
"""Statements that take long, each with its text but without a single value."""

import logging
import re
from collections.abc import Callable
from time import perf_counter
from typing import Any

from django.conf import settings

LONGEST = 4_000
_LOG = logging.getLogger("meedoen.slow")
# In this order: what is quoted may hold the rest. An end that is missing is the end of the text.
_VALUES = re.compile(
    r"""
      --[^\n]* | /\*.*?(?:\*/|\Z)                      # a remark
    | [eE]'(?:[^'\\]|\\.|'')*(?:'|\Z)                   # a text with backslashes
    | (?:[bBxXnN]|[uU]&)?'(?:[^']|'')*(?:'|\Z)          # a text
    | (?P<tag>\$(?:[A-Za-z_]\w*)?\$).*?(?:(?P=tag)|\Z)  # a text between dollars
    | (?P<name>"(?:[^"]|"")*(?:"|\Z)|[A-Za-z_][\w$]*|\$\d+)
    | \d[\d._]*(?:[eE][+-]?\d+)?                        # a number
    """,
    re.VERBOSE | re.DOTALL,
)


def without_values(statement: object) -> str:
    """Give a statement with a question mark for each value that stands in its text.

    Names of tables and columns stay, and the places where values are filled in. Pure.
    """
    if not isinstance(statement, str | bytes):
        return f"({type(statement).__name__})"
    text = statement.decode("utf-8", "replace") if isinstance(statement, bytes) else statement
    blanked = _VALUES.sub(lambda found: found["name"] or "?", text)
    return " ".join(blanked.split())[:LONGEST]


def watched(
    execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Run a statement (a wrapper of Django's), and write it down when it took too long."""
    began = perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        took = round((perf_counter() - began) * 1000)
        if took >= settings.SLOW_STATEMENT_MS:
            told = {"statement": without_values(sql), "took": took}
            _LOG.warning("slow statement", extra={"told": told})
