# SPDX-License-Identifier: EUPL-1.2
"""The form in our own words is that of the schemas, and any message is held against both alike."""

import json
import random
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from meedoen.interop.findings import Refused
from meedoen.interop.iwmo import codes, declaration_forms, release_2_3, release_3_2
from meedoen.interop.iwmo import values as kinds
from meedoen.interop.iwmo.form import Block, Edition
from tests.interop.iwmo.messages import (
    ALL,
    NEWER,
    ROWS,
    SHARED,
    Writing,
    chances,
    messages,
    reading,
    rows_of,
    spoiled,
    written,
)

needs_schemas = pytest.mark.skipif(not SHARED.exists(), reason="../shared lies not beside this")
XS = "{http://www.w3.org/2001/XMLSchema}"


@cache
def schema_file(edition: Edition) -> Path:
    folder = SHARED / "ijw" if edition.standard == "ijw" else SHARED
    return next(folder.glob(f"*{edition.number}.xsd"))


@cache
def schema_of(edition: Edition) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(schema_file(edition))))


def told(edition: Edition) -> dict[str, Any]:
    """Give every type of a message's schemas by name."""
    own = etree.parse(str(schema_file(edition))).getroot()
    shared = etree.parse(str(schema_file(edition).parent / "basisschema.xsd")).getroot()
    return {one.get("name"): one for one in (*shared, *own) if one.get("name")}


def facets(of: Any) -> dict[str, list[str]]:
    restriction = of.find(f"{XS}restriction")
    found = {"base": [restriction.get("base").rpartition(":")[2]]}
    for one in restriction.iterchildren(tag=etree.Element):
        found.setdefault(etree.QName(one).localname, []).append(one.get("value"))
    return found


def same_value(holds: kinds.Holds, of: Any) -> bool:
    """Whether a kind says what the facets of a simple type say."""
    said = facets(of)
    length = {"minLength": ["1"]}
    match holds:
        case kinds.CodeOf(codes):
            (pattern,) = said.get("pattern", [""])
            return set(codes) == set(said.get("enumeration", pattern.split("|")))
        case kinds.FreeText(None, True):
            return said == {"base": ["string"], **length, "pattern": [r"([.\s]*\S+[.\s]*)+"]}
        case kinds.FreeText(most, False):
            # A schema asks nothing of a reference number; ours is stricter.
            good = (None, [r".*[^\s].*"])
            return said["maxLength"] == [str(most)] and said.get("pattern") in good
        case kinds.FixedDigits(count):
            return said["pattern"] == [f"[0-9]{{{count}}}"]
        case kinds.BsnDigits():
            return said["pattern"] == ["[0-9]{9}"]
        case kinds.TelephoneDigits():
            return said["maxLength"] == ["15"] and said["pattern"] == ["[0-9]*"]
        case kinds.Initials():
            return said["maxLength"] == ["6"] and said["pattern"] == ["([a-zA-ZÀ-ỳ])+"]
        case kinds.InvoiceNumber(_):
            return said == {"base": ["LDT_IdentificatieBericht"], "pattern": ["([a-zA-Z0-9])+"]}
        case kinds.VatNumber():
            return said["pattern"] == ["NL[0-9]{9}B[0-9]{2}"]
        case kinds.BureauDigits():
            return said["pattern"][0].startswith("(0{8})|98((00000[1-9])|")
        case kinds.WholeNumber(9999):
            return said == {"base": ["LDT_Percentage"], "maxInclusive": ["9999"]}
        case kinds.WholeNumber(most):
            return said == {"base": ["integer"], "minInclusive": ["0"], "maxInclusive": [str(most)]}
        case kinds.Exactly(value, _):
            return said["pattern"] == [value]
        case kinds.CalendarDay():
            return said == {"base": ["date"], "pattern": ["[^:Z]*"]}
        case kinds.ClockTime():
            return said == {"base": ["time"], "pattern": ["[^Z+-]+"]}
    return False


def compare(block: Block, of: Any, types: dict[str, Any]) -> int:
    """Hold a block against a complex type, all the way down; give how many elements it has."""
    theirs = of.find(f"{XS}sequence").findall(f"{XS}element")
    assert [one.get("name") for one in theirs] == list(block.order)
    count = len(theirs)
    for ours, one in zip(block.elements, theirs, strict=True):
        assert ours.required == (one.get("minOccurs") != "0"), ours.name
        assert ours.many == (one.get("maxOccurs") == "unbounded"), ours.name
        named = (one.get("type") or "").rpartition(":")[2]
        kind = types[named] if named else one.find(f"{XS}simpleType")
        if isinstance(ours.holds, Block):
            assert ours.holds.shared == named.startswith("CDT_"), ours.name
            count += compare(ours.holds, kind, types)
        else:
            assert same_value(ours.holds, kind), ours.name
    return count


@needs_schemas
def test_every_element_is_where_the_schema_has_it_and_holds_what_the_schema_says() -> None:
    made = (*release_2_3.editions(), *declaration_forms.editions()[:2])
    assert len({edition.namespace for edition in made}) == 8
    for edition in made:
        types = told(edition)
        assert compare(edition.holds, types["Root"], types) > 20
        root = etree.parse(str(schema_file(edition))).getroot()
        assert root.get("targetNamespace") == edition.namespace
        assert root.nsmap[edition.standard] == edition.shared_namespace


LISTS = {
    "UNITS": "Eenheid", "FREQUENCIES": "Frequentie", "CHANGES": "RedenWijziging",
    "STATUSES": "StatusAanlevering", "GENDERS": "Geslacht", "DATE_USES": "DatumGebruik",
    "NAME_USES": "NaamGebruik", "COMMUNICATIONS": "Communicatievorm",
    "LEGAL_STATUSES": "JuridischeStatus", "REPRESENTATIONS": "WettelijkeVertegenwoordiging",
    "RELATIONS": "SoortRelatie", "ADDRESSES": "AdresSoort", "ADDRESS_SIGNS": "AanduidingWoonadres",
    "GROUNDS": "Grondslag", "LIMITATIONS": "BeperkingCategorie", "DURATIONS": "Duur",
    "SCORES": "BeperkingScore", "QUESTIONS": "BeperkingVraag", "COUNTRIES": "LandCode",
    "DEBIT_OR_CREDIT": "DebetCredit", "CURRENCIES": "ValutaCode", "PAYEES": "BetalingAanID",
    "VAT_FREE": "BtwVrijstellingIndicatie",
    "CATEGORIES_WMO": "ProductCategorie", "ENDINGS_WMO": "RedenBeeindiging",
    "CATEGORIES_YOUTH": "ProductCategorie", "ENDINGS_YOUTH": "RedenBeeindiging",
}  # fmt: skip


@needs_schemas
def test_every_code_of_a_list_is_there_and_no_other() -> None:
    for name, theirs in LISTS.items():
        edition = next(one for one in ALL if (one.standard == "ijw") == name.endswith("YOUTH"))
        codes_of = facets(told(edition)[f"LDT_{theirs}"])["enumeration"]
        ours = list(getattr(codes, name))
        assert sorted(ours) == sorted(codes_of), name


def test_every_code_of_which_a_figure_is_made_has_words_of_its_own() -> None:
    for name in LISTS:
        words = getattr(codes, name)
        if isinstance(words, Mapping):
            assert all(words.values())
            assert len(set(words.values())) == len(words)


def rows(data: bytes, kind: str, **options: Any) -> list[Any]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bericht.xml"
        path.write_bytes(data)
        return reading(path, kind, **options)


def taken(data: bytes, kind: str, **options: Any) -> tuple[list[Any], Refused | None]:
    """Give the rows, or why it was refused."""
    try:
        return rows(data, kind, **options), None
    except Refused as refused:
        return [], refused


@given(messages())
def test_a_good_message_has_nothing_wrong_with_it(given_message: Any) -> None:
    edition, root, _ = given_message
    found = rows(written(root), edition.standard)
    assert [row.findings for row in found] == [()] * len(list(rows_of(root)))


@needs_schemas
@given(messages())
@settings(max_examples=50)
def test_nor_has_it_by_the_schema(given_message: Any) -> None:
    edition, root, _ = given_message
    assert schema_of(edition).validate(root), schema_of(edition).error_log
    found = rows(written(root), edition.standard, schemas=SHARED)
    assert [row.findings for row in found] == [()] * len(list(rows_of(root)))


def within(site: Any, root: Any) -> str:
    """Tell whether an element lies in a row, in the person, or in the message around them."""
    above = [etree.QName(one).localname for one in (site, *site.iterancestors())][::-1]
    if ROWS & set(above):
        return "row"
    return "person" if above[1:2] == ["Client"] else "message"


@needs_schemas
@given(messages(), st.integers(0, 2**32))
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_a_schema_refuses_is_refused_too_and_never_more_of_it(
    given_message: Any, seed: int
) -> None:
    edition, root, _ = given_message
    before = len(list(rows_of(root)))
    bad, site = spoiled(root, random.Random(seed))
    good_by_schema = schema_of(edition).validate(etree.fromstring(written(bad)))
    where = within(site, bad)
    for schemas in (None, SHARED):
        found, refused = taken(written(bad), edition.standard, schemas=schemas)
        if refused:
            assert where == "message"
            assert refused.findings
            continue
        assert good_by_schema or not all(row.good for row in found)
        if where == "row":
            assert len(found) == before
            assert sum(not row.good for row in found) <= 1
        if where != "message":
            assert found


@given(st.sampled_from(NEWER), chances)
def test_a_good_message_of_the_newer_release_has_nothing_wrong(
    edition: Edition, chance: Any
) -> None:
    root = Writing(edition, chance).message()
    found = rows(written(root), "iwmo")
    assert [row.findings for row in found] == [()] * len(list(rows_of(root)))


@needs_schemas
@pytest.mark.parametrize("number", ["301", "305", "307"])
def test_the_newer_form_has_the_elements_that_are_known(number: str) -> None:
    edition = next(one for one in release_3_2.editions() if one.number == number)
    assert edition.namespace == f"http://www.istandaarden.nl/iwmo/3_2/wmo{number}/schema"
    parties = {element.name: element.holds for element in edition.holds.elements[0].holds.elements}
    municipality, agb = kinds.FixedDigits(4), kinds.FixedDigits(8)
    granted = number == "301"
    assert parties["Afzender"] == (municipality if granted else agb)
    assert parties["Ontvanger"] == (agb if granted else municipality)
    known = json.loads((SHARED / "iwmo_3_2_structure_derived.json").read_text(encoding="utf-8"))
    told = known[f"WMO{edition.number}"]
    header, person = (element.holds for element in edition.holds.elements)
    compared = [(header, "Header"), (person, "Client 1"), (edition.row_block, edition.row)]
    if edition.number == "301":
        contacts = person.elements[person.order["Contactgegevens"]].holds.elements[0].holds
        relations = person.elements[person.order["Relaties"]].holds.elements[0].holds
        compared += [(contacts, "Contact"), (relations, "Relatie")]
    for block, name in compared:
        lines = [re.fullmatch(r"(\w+)[^ ]* (1|0\.\.1)( .*)?", line) for line in told[name]]
        assert [(one[1], one[2] == "1") for one in lines if one] == [
            (element.name, element.required) for element in block.elements
        ]


@needs_schemas
@pytest.mark.parametrize("edition", declaration_forms.editions()[2:], ids=lambda one: one.standard)
def test_the_newer_form_of_a_declaration_has_the_elements_that_are_known(edition: Edition) -> None:
    known = json.loads((SHARED / "iwmo_3_2_structure_derived.json").read_text(encoding="utf-8"))
    told = known["WMO323"]
    assert edition.namespace == {
        "iwmo": "http://www.istandaarden.nl/iwmo/3_2/wmo323/schema",
        "ijw": "http://www.istandaarden.nl/ijw/3_2/jw323/schema",
    }.get(edition.standard)
    header, declaration = (element.holds for element in edition.holds.elements)
    assert isinstance(header, Block)
    assert isinstance(declaration, Block)
    for block, lines in (
        (header, told["Header"]),
        (declaration, told["Declaratie 1"]),
        (edition.row_block, told["Prestatie 1..n"]),
    ):
        known_elements = [line.split()[:2] for line in lines]
        assert [(name.partition(":")[0], many == "1") for name, many in known_elements] == [
            (element.name, element.required) for element in block.elements
        ]
    assert "1..n: Bsn 1, Prestaties 1" in told["Declaratie 1"][-1]
    assert isinstance(edition.person.holds, Block)
    assert list(edition.person.holds.order) == ["Bsn", "Prestaties"]


@pytest.mark.parametrize("edition", NEWER, ids=lambda one: one.number)
def test_an_older_message_in_the_clothes_of_a_newer_one_is_refused(edition: Edition) -> None:
    older = next(one for one in ALL if (one.standard, one.number) == ("iwmo", edition.number))
    data = written(Writing(older, random.Random(1)).message()).replace(b"/2_3/", b"/3_2/")
    said = f"Het bericht zelf \\(bericht {edition.number} van iWmo 3.2\\) klopt niet: BerichtVersie"
    with pytest.raises(Refused, match=said):
        rows(data, "iwmo")


def test_in_a_newer_message_days_and_numbers_are_looked_at() -> None:
    root = Writing(NEWER[0], random.Random(1)).message(2)
    row = next(rows_of(root))
    row.find("{*}Ingangsdatum").text = "2026-13-01"
    row.find("{*}ToewijzingNummer").text = "x"
    (row, *others) = rows(written(root), "iwmo")
    assert [finding.column for finding in row.findings] == ["ToewijzingNummer", "Ingangsdatum"]
    assert all(other.good for other in others)


def test_a_form_without_its_row_is_a_mistake_of_ours() -> None:
    edition = ALL[0]
    lost = Edition("iwmo", "2.3", "301", "", "", "Rij", edition.holds)
    with pytest.raises(LookupError, match="301 has no Rij"):
        lost.row_block  # noqa: B018


def test_the_writing_of_messages_reaches_every_element() -> None:
    def names(block: Block) -> set[str]:
        below = [names(one.holds) for one in block.elements if isinstance(one.holds, Block)]
        return set(block.order).union(*below)

    for edition in ALL:
        chance = random.Random(1)
        found = {
            etree.QName(one).localname
            for _ in range(60)
            for one in Writing(edition, chance).message().iter()
        }
        assert found == names(edition.holds) | {"Bericht"}
