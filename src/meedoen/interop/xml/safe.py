# SPDX-License-Identifier: EUPL-1.2
"""A parser with all unsafe ways off, and what is no XML said in Dutch (pure)."""

from typing import IO, Any

from lxml import etree

_ERRORS = etree.ErrorTypes
_IN_DUTCH = {
    _ERRORS.ERR_DOCUMENT_EMPTY: "er staat geen XML in",
    _ERRORS.ERR_DOCUMENT_END: "na het bericht staat nog iets, of het houdt te vroeg op",
    _ERRORS.ERR_TAG_NAME_MISMATCH: "een element wordt anders gesloten dan geopend",
    _ERRORS.ERR_TAG_NOT_FINISHED: "het houdt op voor alles gesloten is",
    _ERRORS.ERR_GT_REQUIRED: "een element is niet afgemaakt",
    _ERRORS.ERR_UNDECLARED_ENTITY: "er staat een entiteit in die niet bestaat",
    _ERRORS.ERR_UNSUPPORTED_ENCODING: "de genoemde tekencodering wordt niet gelezen",
    _ERRORS.ERR_UNKNOWN_ENCODING: "de genoemde tekencodering wordt niet gelezen",
    _ERRORS.ERR_INVALID_ENCODING: "er staan bytes in die niet bij de tekencodering horen",
    _ERRORS.ERR_INVALID_CHAR: "er staat een teken in dat in XML niet mag",
    _ERRORS.ERR_RESOURCE_LIMIT: "er staat iets in dat te groot of te diep is",
    _ERRORS.ERR_COMMENT_NOT_FINISHED: "een opmerking is te groot of niet gesloten",
}


def in_dutch(error: etree.XMLSyntaxError) -> str:
    """Say what is wrong with XML that could not be read."""
    return _IN_DUTCH.get(error.code, "de opmaak klopt niet")


def safe_parser(target: Any = None) -> etree.XMLParser:
    """Give a parser that fetches nothing and puts nothing in the place of an entity.

    It loads no definitions (DTD), goes on after no error and takes nothing huge unless it is asked
    to, which nobody does.
    """
    return etree.XMLParser(target=target, resolve_entities=False, no_network=True)


class Nameless:
    """A file without its name: of one with a name, a wrong encoding is a fault of reading."""

    def __init__(self, file: IO[bytes]) -> None:
        self.read = file.read
