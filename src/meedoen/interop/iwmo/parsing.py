# SPDX-License-Identifier: EUPL-1.2
"""Reads the XML of a message with all unsafe ways off, and says in Dutch what is no XML (pure)."""

import io
from collections.abc import Callable
from typing import IO, Any, TypeVar

from lxml import etree

from meedoen.interop.findings import Refused, refused_whole
from meedoen.interop.iwmo.checking import FormCheck
from meedoen.interop.iwmo.form import Edition
from meedoen.interop.iwmo.forms import SOURCES, Readable
from meedoen.interop.iwmo.names import spoken
from meedoen.interop.masking import shown
from meedoen.interop.xml.safe import Nameless, in_dutch, safe_parser

Check = TypeVar("Check", bound=FormCheck)
EditionOf = Callable[[str, str], Edition]
_ROOT = "Bericht"


def checked(data: bytes, *, kind: str) -> FormCheck:
    """Hold a message against its form; raises Refused when it is refused whole, with findings."""
    check = parsed(io.BytesIO(data), SOURCES[kind], FormCheck)
    must_not_be_refused(check)
    return check


def parsed(
    message: IO[bytes], readable: Readable, made: Callable[[EditionOf, Callable[[], None]], Check]
) -> Check:
    """Hold a message against its form while it is read, by a check that is made for it.

    What is wrong stands in the check; raises Refused for what is no XML, or another message than
    those that are read here.
    """

    def edition_of(namespace: str, name: str) -> Edition:
        must_be_sound()
        return _edition(namespace, name, readable)

    def must_be_sound() -> None:
        # The parser goes on after a prefix without a namespace, and only keeps it in its log.
        if any(one.level >= etree.ErrorLevels.ERROR for one in parser.error_log):
            raise _refused("een naam of naamruimte klopt niet", parser.error_log[0].line)

    check = made(edition_of, must_be_sound)
    parser = safe_parser(check)
    try:
        etree.parse(Nameless(message), parser)
    except etree.XMLSyntaxError as error:
        raise _refused(in_dutch(error), error.lineno) from error
    must_be_sound()
    return check


def must_not_be_refused(check: FormCheck) -> None:
    """Raise Refused when something is wrong in the header, or in what holds header and person."""
    if found := check.refusing:
        which = spoken(check.edition.namespace)
        raise Refused(f"Het bericht zelf ({which}) klopt niet: {found[0].reason}", found)


def tree_of(data: bytes) -> Any:
    """Give the tree of a message that was checked before."""
    return etree.parse(io.BytesIO(data), safe_parser())


def _refused(why: str, line: int | None) -> Refused:
    where = f" (regel {line})" if line else ""
    return refused_whole(f"Dit is geen geldige XML: {why}{where}.")


def _edition(namespace: str, name: str, readable: Readable) -> Edition:
    edition = readable.editions.get(namespace)
    if edition is not None and name == _ROOT:
        return edition
    if edition is not None:
        why = f"Het buitenste element heet {shown(name)}, en in een bericht heet dat {_ROOT}."
    elif said := spoken(namespace):
        why = f"Dit is {said}."
    elif namespace:
        why = f"De naamruimte is die van geen bericht dat wij kennen: {shown(namespace)}."
    else:
        why = "Het bericht heeft geen naamruimte, en dus geen nummer en geen uitgave."
    reason = f"{why} {readable.told}"
    raise refused_whole(reason, f"/{shown(name)}[1]", shown(namespace))
