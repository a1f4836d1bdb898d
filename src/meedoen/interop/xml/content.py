# SPDX-License-Identifier: EUPL-1.2
"""Whether two messages say the same, however they are written (pure).

The digest is of names with their namespaces, of attributes and of text, in their order. Prefixes,
remarks, CDATA, the encoding, where a schema lies, and white space between elements and around a
value do not change it; anything else does.
"""

from collections.abc import Mapping
from hashlib import sha256

# The only characters that XML calls white space; a hard space is a character like any other.
SPACE = " \t\n\r"
# What says where a schema lies is no content.
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
SCHEMA_PLACES = frozenset({f"{_XSI}schemaLocation", f"{_XSI}noNamespaceSchemaLocation"})
# XML holds no such characters, so they tell apart what stands between them.
_OPENS, _HAS, _SAYS, _CLOSES = "\x00<", "\x00@", "\x00=", "\x00>"
_TOGETHER = 10_000


class ContentDigest:
    """Takes up a message as a parser tells of it; `hexdigest` gives the SHA-256 of what it says."""

    def __init__(self) -> None:
        """Begin before the first element."""
        self._hash = sha256()
        self._told: list[str] = []
        self._text: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._end_of_text()
        self._told.append(_OPENS + tag)
        # Hardly any element has one, and there are millions of elements.
        for name in sorted(attributes.keys() - SCHEMA_PLACES) if attributes else ():
            self._told.append(f"{_HAS}{name}{_SAYS}{attributes[name]}")

    def data(self, text: str) -> None:
        """A piece of text."""
        self._text.append(text)

    def end(self) -> None:
        """The element that is open ends."""
        self._end_of_text()
        self._told.append(_CLOSES)
        if len(self._told) >= _TOGETHER:
            self._take()

    def hexdigest(self) -> str:
        """Give the SHA-256 of all that was told, as 64 figures and letters."""
        self._take()
        return self._hash.hexdigest()

    def _end_of_text(self) -> None:
        if self._text:
            text = "".join(self._text).strip(SPACE)
            self._text.clear()
            self._told.append(_SAYS + text if text else "")

    def _take(self) -> None:
        self._hash.update("".join(self._told).encode())
        self._told.clear()
