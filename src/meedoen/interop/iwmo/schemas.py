# SPDX-License-Identifier: EUPL-1.2
"""Holds a message against the schemas (XSD) of the standard, from a folder somebody has (pure).

Our own form is as strict, so this only adds something where a schema says more. What the form found
is taken out first: a schema names it in other words, and one fault is told once. An error of a
schema refuses no more than one of the form: it belongs to a row, a person or the message.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from meedoen.interop.findings import Refused
from meedoen.interop.iwmo.checking import FormCheck
from meedoen.interop.iwmo.faults import Faults
from meedoen.interop.iwmo.form import Edition
from meedoen.interop.iwmo.names import spoken
from meedoen.interop.masking import masked, shown
from meedoen.interop.xml.safe import safe_parser

_XS = "{http://www.w3.org/2001/XMLSchema}"
_LEADS_ON = (f"{_XS}import", f"{_XS}include", f"{_XS}redefine")
_MOST_SCHEMAS = 500
_IN_DUTCH = {
    "SCHEMAV_CVC_PATTERN_VALID": "heeft niet de vorm die het schema vraagt",
    "SCHEMAV_CVC_ENUMERATION_VALID": "staat niet in de lijst van het schema",
    "SCHEMAV_CVC_MAXLENGTH_VALID": "is langer dan het schema toelaat",
    "SCHEMAV_CVC_MINLENGTH_VALID": "is korter dan het schema toelaat",
    "SCHEMAV_CVC_MAXINCLUSIVE_VALID": "is groter dan het schema toelaat",
    "SCHEMAV_CVC_MININCLUSIVE_VALID": "is kleiner dan het schema toelaat",
    "SCHEMAV_CVC_DATATYPE_VALID_1_2_1": "is niet van de soort die het schema vraagt",
}
_STEP = re.compile(r"(?:(?P<prefix>[^:\[\]]+):)?(?P<name>[^:\[\]]+)(?:\[(?P<at>\d+)\])?")
_QUALIFIED = re.compile(r"\{[^}]*\}([\w.-]+)")


class SchemaFolder:
    """The schemas of a folder, each known by the namespace it is for."""

    def __init__(self, folder: Path) -> None:
        """Look at what lies in the folder; raises Refused when there is no schema in it."""
        self._made: dict[str, etree.XMLSchema] = {}
        if not folder.is_dir():
            raise Refused(f"De map met schema's is er niet: {masked(folder.name)}.")
        self._folder = folder.resolve()
        files = sorted(self._folder.rglob("*.xsd"))[:_MOST_SCHEMAS]
        self._files = {
            name: file for file in files[::-1] if (name := _root(file).get("targetNamespace"))
        }
        if not self._files:
            raise Refused(f"In de map {masked(folder.name)} staat geen schema (.xsd).")

    def hold(self, check: FormCheck, tree: Any) -> None:
        """Add to what was found in a message what its schema finds; raises Refused without one."""
        schema = self._schema(check.edition)
        left = _without_what_was_found(tree, check.edition, check)
        if left and not schema.validate(tree):
            paths = _Paths(tree.getroot())
            for error in schema.error_log:
                _add(error, paths.element(error.path or ""), left, check)

    def _schema(self, edition: Edition) -> etree.XMLSchema:
        file = self._files.get(edition.namespace)
        if file is None:
            raise Refused(f"In de map met schema's staat er geen voor {spoken(edition.namespace)}.")
        if edition.namespace not in self._made:
            self._must_stay_inside(file, set())
            try:
                self._made[edition.namespace] = etree.XMLSchema(
                    etree.parse(str(file), safe_parser())
                )
            except etree.XMLSchemaParseError as error:
                raise Refused(f"Het schema {file.name} klopt zelf niet.") from error
        return self._made[edition.namespace]

    def _must_stay_inside(self, file: Path, seen: set[Path]) -> None:
        """Refuse a schema that leads to anything but a schema in the same folder."""
        if file in seen:
            return
        seen.add(file)
        for lead in _root(file).iter(*_LEADS_ON):
            where = lead.get("schemaLocation")
            if where is None:
                continue
            target = (file.parent / where).resolve()
            if not target.is_file() or not target.is_relative_to(self._folder):
                raise Refused(f"Het schema {file.name} verwijst naar iets buiten de map.")
            self._must_stay_inside(target, seen)


def _root(file: Path) -> Any:
    try:
        return etree.parse(str(file), safe_parser()).getroot()
    except (etree.XMLSyntaxError, OSError) as error:
        raise Refused(f"Het schema {masked(file.name)} kan niet gelezen worden.") from error


def _without_what_was_found(tree: Any, edition: Edition, check: FormCheck) -> dict[Any, Faults]:
    """Take out of a tree what is bad already; give what is left, with where its faults go."""
    left: dict[Any, Faults] = {}
    root = tree.getroot()
    header = root.find(f"{{{edition.namespace}}}{edition.header.name}")
    for element, client in zip(_clients(root, edition), check.clients, strict=True):
        rows = list(element.iter(f"{{*}}{edition.row}"))
        if client.faults or all(row.faults for row in client.rows):
            root.remove(element)
            continue
        left[element] = client.faults
        for one, row in zip(_outermost(rows), client.rows, strict=True):
            if row.faults:
                one.getparent().remove(one)
            else:
                left[one] = row.faults
    return left | {header: check.whole[1][1]} if left else {}


def _clients(root: Any, edition: Edition) -> list[Any]:
    return list(root.findall(f"{{{edition.namespace}}}{edition.person.name}"))


def _outermost(rows: list[Any]) -> Iterator[Any]:
    inside = set(rows)
    return (one for one in rows if not any(above in inside for above in one.iterancestors()))


def _add(error: Any, element: Any, left: dict[Any, Faults], check: FormCheck) -> None:
    faults = _whose(element, left, check)
    column = etree.QName(element).localname
    if any(column == one for one, _, _ in faults.kept):
        return
    faults.add(column, shown(element.text or ""), f"{column} {_why(error)}.")


def _whose(element: Any, left: dict[Any, Faults], check: FormCheck) -> Faults:
    """Give where a fault goes: to the row, the person, or the header or root."""
    for one in (element, *element.iterancestors()):
        if one in left:
            return left[one]
    return check.whole[0][1]


def _why(error: Any) -> str:
    if error.type_name in _IN_DUTCH:
        return _IN_DUTCH[error.type_name]
    # What is expected stands in the message in its own notation; a value never stands there.
    expected = error.message.partition("Expected is")[2]
    names = ", ".join(dict.fromkeys(_QUALIFIED.findall(expected)))
    return "voldoet niet aan het schema" + (f"; verwacht: {names}" if names else "")


class _Paths:
    """Finds elements by the paths of the validator, which name prefixes and not namespaces."""

    def __init__(self, root: Any) -> None:
        self._root = root
        # Of an element with thousands below it thousands may be asked for.
        self._below: dict[Any, dict[tuple[str | None, str], list[Any]]] = {}

    def element(self, path: str) -> Any:
        """Give the element of a path, or as much of the way there as can be found."""
        found = self._root
        for step in path.split("/")[2:]:
            match = _STEP.fullmatch(step)
            if match is None:
                break
            below = self._named(found).get((match["prefix"], match["name"]), [])
            at = int(match["at"] or 1)
            if at > len(below):
                break
            found = below[at - 1]
        return found

    def _named(self, parent: Any) -> dict[tuple[str | None, str], list[Any]]:
        if parent not in self._below:
            named = self._below[parent] = {}
            for one in parent.iterchildren(tag=etree.Element):
                named.setdefault((one.prefix, etree.QName(one).localname), []).append(one)
                named.setdefault((None, "*"), []).append(one)
        return self._below[parent]
