# SPDX-License-Identifier: EUPL-1.2
"""The files with true counts that somebody hands in, as one text to be sealed (pure)."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class CountFiles:
    """A file of counts, and what lies under what per dimension; byte for byte as they came."""

    counts: bytes
    trees: Mapping[str, bytes] = field(default_factory=dict, hash=False)

    def as_text(self) -> str:
        """Give them as one text; the same files give the same text."""
        held = {
            "counts": self.counts,
            **{f"tree {name}": tree for name, tree in self.trees.items()},
        }
        told = {name: base64.b64encode(content).decode() for name, content in held.items()}
        packed = zlib.compress(json.dumps(told, sort_keys=True).encode())
        return base64.b64encode(packed).decode()

    @classmethod
    def of_text(cls, text: str) -> CountFiles:
        """Give back the files of such a text."""
        told = json.loads(zlib.decompress(base64.b64decode(text)))
        held = {name: base64.b64decode(content) for name, content in told.items()}
        counts = held.pop("counts")
        return cls(counts, {name.removeprefix("tree "): tree for name, tree in held.items()})
