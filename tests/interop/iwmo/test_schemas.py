# SPDX-License-Identifier: EUPL-1.2
"""A folder of schemas adds what they find to what we find, and refuses no more than that."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from meedoen.interop.findings import Refused, SourceRow
from meedoen.interop.iwmo.form import Block, Edition, Element
from tests.interop.iwmo.messages import edition_of, first, reading, rows_of, small, written
from tests.interop.iwmo.test_reading import GRANTED, change, reasons, whole_301

EDITION = edition_of("301")
XS = "http://www.w3.org/2001/XMLSchema"
NAMES = f'xmlns:xs="{XS}" xmlns:own="{EDITION.namespace}" xmlns:shared="{EDITION.shared_namespace}"'
# The base and the facets of the values of some elements; others may hold any text.
Stricter = dict[str, tuple[str, str]]
ANY = ("string", "")


class Drafting:
    """Draws up the two schemas of an edition; `stricter` says more of some values."""

    def __init__(self, edition: Edition, stricter: Stricter) -> None:
        self.edition = edition
        self.stricter = stricter
        self.types: dict[bool, list[str]] = {False: [], True: []}

    def into(self, folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        holds = self._block(self.edition.holds)
        root = f'<xs:element name="Bericht" type="{holds}"/>'
        lead = f'<xs:import namespace="{self.edition.shared_namespace}" schemaLocation="deel.xsd"/>'
        self._write(folder / "bericht.xsd", self.edition.namespace, lead + root, False)
        self._write(folder / "deel.xsd", self.edition.shared_namespace, "", True)
        return folder

    def _write(self, path: Path, namespace: str, first: str, shared: bool) -> None:
        path.write_text(
            f'<xs:schema {NAMES} targetNamespace="{namespace}" elementFormDefault="qualified">'
            f"{first}{''.join(self.types[shared])}</xs:schema>"
        )

    def _block(self, block: Block) -> str:
        elements = "".join(map(self._element, block.elements))
        name = f"T{sum(map(len, self.types.values()))}"
        self.types[block.shared].append(
            f'<xs:complexType name="{name}"><xs:sequence>{elements}</xs:sequence></xs:complexType>'
        )
        return f"{'shared' if block.shared else 'own'}:{name}"

    def _element(self, element: Element) -> str:
        least = "" if element.required else ' minOccurs="0"'
        most = ' maxOccurs="unbounded"' if element.many else ""
        start = f'<xs:element name="{element.name}"{least}{most}'
        if isinstance(element.holds, Block):
            return f'{start} type="{self._block(element.holds)}"/>'
        base, facets = self.stricter.get(element.name, ANY)
        return (
            f'{start}><xs:simpleType><xs:restriction base="xs:{base}">{facets}</xs:restriction>'
            "</xs:simpleType></xs:element>"
        )


@pytest.fixture
def held(tmp_path: Path) -> Callable[..., list[SourceRow]]:
    """Hold a message against schemas that are stricter in something."""

    def hold(message: Any, stricter: Stricter | None = None) -> list[SourceRow]:
        folder = Drafting(EDITION, stricter or {}).into(tmp_path / "schemas")
        path = tmp_path / "bericht.xml"
        path.write_bytes(message if isinstance(message, bytes) else written(message))
        return reading(path, schemas=folder)

    return hold


def test_a_schema_that_asks_no_more_finds_no_more(held: Callable[..., list[SourceRow]]) -> None:
    assert all(row.good for row in held(whole_301()))
    assert all(row.good for row in held(small(rows=3)))


@pytest.mark.parametrize(
    ("column", "asked", "said"),
    [
        (
            "Code",
            ("string", '<xs:enumeration value="x"/>'),
            "staat niet in de lijst van het schema",
        ),
        ("Code", ("string", '<xs:pattern value="x"/>'), "heeft niet de vorm die het schema vraagt"),
        ("Code", ("string", '<xs:maxLength value="4"/>'), "is langer dan het schema toelaat"),
        ("Code", ("string", '<xs:minLength value="6"/>'), "is korter dan het schema toelaat"),
        ("Code", ("string", '<xs:length value="6"/>'), "voldoet niet aan het schema"),
        ("Code", ("boolean", ""), "is niet van de soort die het schema vraagt"),
        ("Volume", ("integer", '<xs:maxInclusive value="3"/>'), "is groter dan het schema toelaat"),
        (
            "Volume",
            ("integer", '<xs:minInclusive value="5"/>'),
            "is kleiner dan het schema toelaat",
        ),
    ],
)
def test_what_only_a_schema_finds_in_a_row_makes_that_row_bad(
    column: str, asked: tuple[str, str], said: str, held: Callable[..., list[SourceRow]]
) -> None:
    one, other = held(whole_301(), {column: asked})
    (finding,) = one.findings
    assert (finding.row, finding.column) == (f"{GRANTED}[1]", column)
    assert finding.value == {"Code": "07A11", "Volume": "4"}[column]
    assert finding.reason == f"{column} {said}."
    assert other.good


def test_the_row_is_the_one_that_the_schema_means(held: Callable[..., list[SourceRow]]) -> None:
    root = whole_301()
    first(root, "ToegewezenProducten").append(first(whole_301(), "ToegewezenProduct"))
    for row, category in zip(rows_of(root), ("02", "99", "03"), strict=True):
        row.find("{*}Product/{*}Categorie").text = category
        row.find("{*}Ingangsdatum").text = f"2026-02-{category}"[:10].replace("99", "09")
    one, two, three = held(root, {"Categorie": ("string", '<xs:enumeration value="02"/>')})
    assert one.good
    assert reasons([two])[0].startswith("Categorie in Product staat niet in de codelijst")
    assert len(two.findings) == 1
    assert reasons([three]) == ["Categorie staat niet in de lijst van het schema."]


@pytest.mark.parametrize("prefixed", [True, False])
def test_what_it_finds_in_the_person_makes_all_rows_bad(
    prefixed: bool, held: Callable[..., list[SourceRow]]
) -> None:
    data = written(whole_301())
    if not prefixed:
        data = data.replace(b"<w:", b"<").replace(b"</w:", b"</").replace(b"xmlns:w", b"xmlns")
    found = held(data, {"Achternaam": ("string", '<xs:pattern value="x"/>')})
    assert [row.findings[0].column for row in found] == ["Achternaam", "Achternaam"]
    assert reasons(found)[0] == (
        "Achternaam heeft niet de vorm die het schema vraagt. "
        "Dit staat bij de persoon (/Bericht[1]/Client[1]) en geldt voor al zijn rijen."
    )


def test_where_a_message_says_its_schema_lies_is_not_followed(
    held: Callable[..., list[SourceRow]],
) -> None:
    root = whole_301()
    there = f"{EDITION.namespace} http://127.0.0.1:9/x.xsd {EDITION.shared_namespace} weg.xsd"
    root.set("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation", there)
    assert all(row.good for row in held(root))


def test_a_prefix_that_means_two_things_does_not_lead_astray(
    held: Callable[..., list[SourceRow]],
) -> None:
    # The paths of the validator name prefixes: here w is both namespaces, each in its place.
    own, shared = EDITION.namespace.encode(), EDITION.shared_namespace.encode()
    data = written(whole_301())
    data = data.replace(b"<i:Categorie>", b'<w:Categorie xmlns:w="' + shared + b'">')
    data = data.replace(b"</i:Categorie>", b"</w:Categorie>")
    assert own in data
    one, other = held(data, {"Categorie": ("string", '<xs:enumeration value="02"/>')})
    assert [finding.column for finding in one.findings] == ["Categorie"]
    assert other.good


def test_what_it_finds_in_the_header_refuses_the_message(
    held: Callable[..., list[SourceRow]],
) -> None:
    root = whole_301()
    root.insert(0, etree.Comment("een opmerking"))
    with pytest.raises(Refused, match="Identificatie is langer dan het schema") as caught:
        held(root, {"Identificatie": ("string", '<xs:maxLength value="1"/>')})
    (finding,) = caught.value.findings
    assert (finding.row, finding.column) == ("/Bericht[1]/Header[1]", "Identificatie")


def test_what_it_finds_outermost_refuses_the_message_too(tmp_path: Path) -> None:
    folder = Drafting(EDITION, {}).into(tmp_path / "schemas")
    text = (folder / "bericht.xsd").read_text()
    (folder / "bericht.xsd").write_text(
        text.replace('name="Client"', 'name="Client" minOccurs="2" maxOccurs="2"')
    )
    path = tmp_path / "bericht.xml"
    path.write_bytes(written(small()))
    with pytest.raises(
        Refused, match="Bericht voldoet niet aan het schema; verwacht: Client"
    ) as caught:
        reading(path, schemas=folder)
    (finding,) = caught.value.findings
    assert (finding.row, finding.column) == ("/Bericht[1]", "Bericht")


def test_what_is_bad_already_is_told_once_and_the_rest_is_looked_at(
    held: Callable[..., list[SourceRow]],
) -> None:
    asked = {"Categorie": ("string", '<xs:enumeration value="01"/>')}
    bad = change(whole_301(), "Geslacht", "9")
    assert [len(row.findings) for row in held(bad, asked)] == [1, 1]
    bad = change(whole_301(), "Categorie", "99")
    assert [len(row.findings) for row in held(bad, asked)] == [1, 1]
    other = small(rows=2)
    root = change(whole_301(), "Geslacht", "9")
    other.append(first(root, "Client"))
    assert [len(row.findings) for row in held(other, asked)] == [1, 1, 2, 2]


def test_what_a_schema_misses_is_named(tmp_path: Path) -> None:
    must = Drafting(EDITION, {})
    must._element = needed(must._element)  # type: ignore[method-assign]
    path = tmp_path / "bericht.xml"
    path.write_bytes(written(whole_301()))
    one, other = reading(path, schemas=must.into(tmp_path / "schemas"))
    assert reasons([one]) == []
    assert reasons([other]) == ["Product voldoet niet aan het schema; verwacht: Code."]


def needed(draw: Callable[[Element], str]) -> Callable[[Element], str]:
    """Let a code of a product be there always."""
    return lambda element: draw(element).replace('name="Code" minOccurs="0"', 'name="Code"')


def refusal(folder: Path, message: Any, tmp_path: Path) -> str:
    path = tmp_path / "bericht.xml"
    path.write_bytes(written(message))
    with pytest.raises(Refused) as caught:
        reading(path, schemas=folder)
    return str(caught.value)


def test_a_folder_without_the_schema_is_said(tmp_path: Path) -> None:
    assert refusal(tmp_path / "weg", small(), tmp_path) == "De map met schema's is er niet: weg."
    (tmp_path / "leeg").mkdir()
    said = refusal(tmp_path / "leeg", small(), tmp_path)
    assert said == "In de map leeg staat geen schema (.xsd)."
    folder = Drafting(EDITION, {}).into(tmp_path / "schemas")
    said = refusal(folder, small("305"), tmp_path)
    assert said == "In de map met schema's staat er geen voor bericht 305 van iWmo 2.3."


def test_a_schema_lies_anywhere_in_the_folder(tmp_path: Path) -> None:
    folder = Drafting(EDITION, {}).into(tmp_path / "schemas" / "iwmo" / "2_3").parent.parent
    path = tmp_path / "bericht.xml"
    path.write_bytes(written(small()))
    assert reading(path, schemas=folder)[0].good


@pytest.mark.parametrize(
    "where", ["../buiten.xsd", "http://127.0.0.1:9/x.xsd", "/etc/passwd", "weg"]
)
@pytest.mark.parametrize("file", ["bericht.xsd", "deel.xsd"])
def test_a_schema_that_leads_outside_its_folder_is_not_followed(
    where: str, file: str, tmp_path: Path
) -> None:
    folder = Drafting(EDITION, {}).into(tmp_path / "schemas")
    (tmp_path / "buiten.xsd").write_text(f'<xs:schema xmlns:xs="{XS}"/>')
    lead = f'<xs:include schemaLocation="{where}"/>'
    text = (folder / file).read_text()
    (folder / file).write_text(text.replace('"qualified">', f'"qualified">{lead}', 1))
    said = refusal(folder, small(), tmp_path)
    assert said == f"Het schema {file} verwijst naar iets buiten de map."


def test_schemas_may_lead_to_each_other_in_a_ring(tmp_path: Path) -> None:
    folder = Drafting(EDITION, {}).into(tmp_path / "schemas")
    own = f'<xs:import namespace="{EDITION.namespace}" schemaLocation="bericht.xsd"/>'
    bare = '<xs:import namespace="urn:zonder"/>'
    text = (folder / "deel.xsd").read_text()
    (folder / "deel.xsd").write_text(text.replace('"qualified">', f'"qualified">{own}{bare}', 1))
    path = tmp_path / "bericht.xml"
    path.write_bytes(written(small()))
    assert reading(path, schemas=folder)[0].good


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("geen xml", "Het schema bericht.xsd kan niet gelezen worden."),
        (
            f'<xs:schema xmlns:xs="{XS}" targetNamespace="{EDITION.namespace}"><xs:element/>'
            "</xs:schema>",
            "Het schema bericht.xsd klopt zelf niet.",
        ),
    ],
)
def test_a_schema_that_is_none_is_said(text: str, said: str, tmp_path: Path) -> None:
    folder = Drafting(EDITION, {}).into(tmp_path / "schemas")
    (folder / "bericht.xsd").write_text(text)
    assert refusal(folder, small(), tmp_path) == said
