# SPDX-License-Identifier: EUPL-1.2
"""Reads a whole file of XML as a tree, and leads through it by name and place (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from meedoen.interop.findings import refused_whole
from meedoen.interop.masking import shown
from meedoen.interop.opened import one_file
from meedoen.interop.xml.content import ContentDigest
from meedoen.interop.xml.safe import Nameless, in_dutch, safe_parser

MOST_BYTES = 100_000_000
_LONGEST_NAME = 40


def tree_of(path: Path, *, what: str) -> Any:
    """Read the outermost element of a file; `what` says in a refusal what it has to be.

    Raises Refused for what is no sound XML, has a DOCTYPE, or is an archive.
    """
    with one_file(path, most_bytes=MOST_BYTES, what=what) as file:
        parser = safe_parser()
        try:
            tree = etree.parse(Nameless(file), parser)
        except etree.XMLSyntaxError as error:
            where = f" (regel {error.lineno})" if error.lineno else ""
            raise refused_whole(f"Dit is geen geldige XML: {in_dutch(error)}{where}.") from error
    if tree.docinfo.internalDTD is not None or tree.docinfo.doctype:
        raise refused_whole("Er staat een DOCTYPE in. Zo'n bestand mag die niet hebben.")
    if any(one.level >= etree.ErrorLevels.ERROR for one in parser.error_log):
        raise refused_whole("Dit is geen geldige XML: een naam of naamruimte klopt niet.")
    return tree.getroot()


def name_of(element: Any) -> str:
    """Give the name of an element without its namespace; empty for a remark."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def namespace_of(element: Any) -> str:
    """Give the namespace of an element; empty when it has none."""
    return element.tag[1:].partition("}")[0] if element.tag.startswith("{") else ""


def all_in(element: Any, *names: str) -> Iterator[Any]:
    """Give the elements at the end of a way of names, in their order; namespaces do not count."""
    if not names:
        yield element
        return
    for child in element:
        if name_of(child) == names[0]:
            yield from all_in(child, *names[1:])


def one_in(element: Any, *names: str) -> Any:
    """Give the first element at the end of a way of names, or None."""
    return next(all_in(element, *names), None)


def text_in(element: Any, *names: str) -> str:
    """Give what the first element at the end of a way of names says, without space around it."""
    found = one_in(element, *names)
    return re.sub(r"\s+", " ", "".join(found.itertext())).strip() if found is not None else ""


def place_of(element: Any) -> str:
    """Give the path of an element: names without prefix, each with its number from 1."""
    steps: list[str] = []
    while element is not None:
        name = name_of(element)
        before = sum(name_of(one) == name for one in element.itersiblings(preceding=True))
        steps.append(f"{shown(name, _LONGEST_NAME)}[{before + 1}]")
        element = element.getparent()
    return "/" + "/".join(reversed(steps))


def digest_of(element: Any, *, but: str = "") -> str:
    """Give the digest of all that an element says, however it is written.

    `but` names a child that does not count, as the hour at which the same was written again.
    """
    digest = ContentDigest()
    _told(element, digest, but)
    return digest.hexdigest()


def _told(element: Any, digest: ContentDigest, but: str = "") -> None:
    digest.start(element.tag, dict(element.attrib))
    if element.text:
        digest.data(element.text)
    for child in element:
        if isinstance(child.tag, str) and not (but and name_of(child) == but):
            _told(child, digest)
        if child.tail:
            digest.data(child.tail)
    digest.end()
