# SPDX-License-Identifier: EUPL-1.2
"""Keeps what production would write, to look for what must never stand in it."""

import json
import logging
from typing import Any

from meedoen.logs.lines import SafeLines

CANARY = "kwetterzangvogel"


class Kept(logging.Handler):
    """Keeps what a handler of production would write."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(SafeLines())
        self.written: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.written.append(self.format(record))

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(one) for one in self.written]
