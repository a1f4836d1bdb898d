# SPDX-License-Identifier: EUPL-1.2
"""What is read of a message, what is wrong with it, and how much of it is refused for that."""

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from meedoen.interop.findings import Refused, SourceRow
from meedoen.interop.iwmo.faults import MOST_FAULTS
from tests.interop.iwmo.messages import (
    ALL,
    BSN,
    edition_of,
    first,
    reading,
    rows_of,
    small,
    written,
)

GRANTED = "/Bericht[1]/Client[1]/Beschikking[1]/ToegewezenProducten[1]/ToegewezenProduct"
WHERE = {
    "301": GRANTED,
    "305": "/Bericht[1]/Client[1]/StartProducten[1]/StartProduct",
    "307": "/Bericht[1]/Client[1]/StopProducten[1]/StopProduct",
}
numbers = pytest.mark.parametrize("number", ["301", "305", "307"])


@pytest.fixture
def given_as(tmp_path: Path) -> Callable[..., list[SourceRow]]:
    """Read a message, given as a tree, a text or bytes."""

    def give(message: Any, kind: str = "iwmo", **options: Any) -> list[SourceRow]:
        data = message.encode() if isinstance(message, str) else message
        path = tmp_path / "bericht.xml"
        path.write_bytes(data if isinstance(data, bytes) else written(data))
        return reading(path, kind, **options)

    return give


def change(root: Any, path: str, text: str) -> Any:
    first(root, path).text = text
    return root


def reasons(rows: list[SourceRow]) -> list[str]:
    return [finding.reason for row in rows for finding in row.findings]


def refusal(give: Callable[..., list[SourceRow]], message: Any, **options: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        give(message, **options)
    return caught.value


def whole_301() -> Any:
    """A message as a municipality sends it, written out by hand."""
    return etree.fromstring(f"""
<w:Bericht xmlns:w="http://www.istandaarden.nl/iwmo/2_3/wmo301/schema"
           xmlns:i="http://www.istandaarden.nl/iwmo/2_3/basisschema/schema">
  <w:Header>
    <w:BerichtCode>414</w:BerichtCode><w:BerichtVersie>2</w:BerichtVersie>
    <w:BerichtSubversie>3</w:BerichtSubversie>
    <w:Afzender>0222</w:Afzender><w:Ontvanger>01234567</w:Ontvanger>
    <w:BerichtIdentificatie>
      <i:Identificatie>A-1</i:Identificatie><i:Dagtekening>2026-02-01</i:Dagtekening>
    </w:BerichtIdentificatie>
  </w:Header>
  <w:Client>
    <w:Bsn>{BSN}</w:Bsn>
    <w:Geboortedatum><i:Datum>1961-05-06</i:Datum></w:Geboortedatum>
    <w:Geslacht>2</w:Geslacht>
    <w:Naam>
      <i:Geslachtsnaam><i:Achternaam>Verzonnen</i:Achternaam></i:Geslachtsnaam>
      <i:NaamGebruik>1</i:NaamGebruik>
    </w:Naam>
    <w:Contactgegevens>
      <w:Contact>
        <w:Soort>02</w:Soort><w:Adres><i:Postcode>9999ZZ</i:Postcode></w:Adres>
      </w:Contact>
      <w:Contact>
        <w:Soort>01</w:Soort>
        <w:Adres>
          <i:Huis><i:Huisnummer>12</i:Huisnummer><i:Huisletter>b</i:Huisletter>
            <i:HuisnummerToevoeging>hs</i:HuisnummerToevoeging></i:Huis>
          <i:Postcode>7001AB</i:Postcode>
        </w:Adres>
      </w:Contact>
    </w:Contactgegevens>
    <w:Beschikking>
      <w:BeschikkingNummer>77</w:BeschikkingNummer>
      <w:Afgiftedatum>2026-01-20</w:Afgiftedatum><w:Ingangsdatum>2026-02-01</w:Ingangsdatum>
      <w:ToegewezenProducten>
        <w:ToegewezenProduct>
          <w:ToewijzingNummer> 501 </w:ToewijzingNummer>
          <w:Product><i:Categorie>07</i:Categorie><i:Code>07A11</i:Code></w:Product>
          <w:Toewijzingsdatum>2026-01-20</w:Toewijzingsdatum>
          <w:Toewijzingstijd>10:11:12</w:Toewijzingstijd>
          <w:Ingangsdatum>2026-02-01</w:Ingangsdatum><w:Einddatum> 2027-01-31 </w:Einddatum>
          <w:RedenWijziging>05</w:RedenWijziging>
          <w:Omvang><i:Volume>4</i:Volume><i:Eenheid>16</i:Eenheid>
            <i:Frequentie>2</i:Frequentie></w:Omvang>
        </w:ToegewezenProduct>
        <w:ToegewezenProduct>
          <w:Product><i:Categorie>02</i:Categorie></w:Product>
          <w:Toewijzingsdatum>2026-01-20</w:Toewijzingsdatum>
          <w:Toewijzingstijd>10:11:12</w:Toewijzingstijd>
          <w:Ingangsdatum>2026-02-01</w:Ingangsdatum>
        </w:ToegewezenProduct>
      </w:ToegewezenProducten>
    </w:Beschikking>
  </w:Client>
</w:Bericht>""")


@pytest.mark.proves("S2-21", "what was granted, begun and ended is read from messages")
def test_what_was_granted_is_read_under_our_names(given_as: Callable[..., list[SourceRow]]) -> None:
    one, other = given_as(whole_301())
    person = {
        "message": "301",
        "bsn": BSN,
        "birth_date": "1961-05-06",
        "decision_number": "77",
        "postcode": "7001AB",
        "house_number": "12",
        "house_letter": "b",
        "house_addition": "hs",
        "allocation_date": "2026-01-20",
        "begin": "2026-02-01",
    }
    assert one == SourceRow(
        f"{GRANTED}[1]",
        (),
        person
        | {
            "allocation_number": "501",
            "product_category": "07",
            "product_code": "07A11",
            "end": "2027-01-31",
            "volume": "4",
            "unit": "16",
            "frequency": "2",
            "reason_of_change": "05",
        },
    )
    assert other == SourceRow(f"{GRANTED}[2]", (), person | {"product_category": "02"})


def test_what_began_and_what_ended_is_read_too(given_as: Callable[..., list[SourceRow]]) -> None:
    (begun,) = given_as(small("305"))
    assert begun.values["message"] == "305"
    assert {"bsn", "begin", "status", "product_category"} <= set(begun.values)
    (ended,) = given_as(change(small("307", "ijw"), "RedenBeeindiging", "34"), "ijw")
    assert ended.good
    assert ended.values["reason_of_end"] == "34"
    assert ended.values["end"].startswith("2026-")


@numbers
def test_a_row_is_named_by_its_path_from_one(number: str, given_as: Callable[..., Any]) -> None:
    found = given_as(small(number, rows=3))
    assert [row.place for row in found] == [f"{WHERE[number]}[{at}]" for at in (1, 2, 3)]


@numbers
def test_a_fault_in_a_row_makes_that_row_bad_and_no_other(
    number: str, given_as: Callable[..., Any]
) -> None:
    root = small(number, rows=3)
    list(rows_of(root))[1].find("{*}Product/{*}Categorie").text = "99"
    found = given_as(root)
    assert [row.good for row in found] == [True, False, True]
    (finding,) = found[1].findings
    assert (finding.row, finding.column, finding.value) == (
        f"{WHERE[number]}[2]",
        "Categorie",
        "99",
    )
    assert finding.reason.startswith("Categorie in Product staat niet in de codelijst (01, 02,")


@numbers
def test_a_fault_of_the_person_makes_all_his_rows_bad(
    number: str, given_as: Callable[..., Any]
) -> None:
    found = given_as(change(small(number, rows=2), "Client/Geslacht", "9"))
    for at, row in enumerate(found, 1):
        (finding,) = row.findings
        assert (finding.row, finding.column) == (f"{WHERE[number]}[{at}]", "Geslacht")
        assert finding.reason == (
            "Geslacht in Client staat niet in de codelijst (0, 1, 2). "
            "Dit staat bij de persoon (/Bericht[1]/Client[1]) en geldt voor al zijn rijen."
        )


def test_a_fault_after_his_rows_does_so_too(given_as: Callable[..., Any]) -> None:
    root = small(rows=2)
    etree.SubElement(first(root, "Client"), "Onzin")
    assert [row.good for row in given_as(root)] == [False, False]


def test_a_person_without_a_row_is_one_bad_row_himself(given_as: Callable[..., Any]) -> None:
    root = small("305")
    several = first(root, "StartProducten")
    several.remove(several[0])
    (row,) = given_as(root)
    assert row.place == "/Bericht[1]/Client[1]"
    assert reasons([row]) == ["StartProduct ontbreekt in StartProducten."]
    several.getparent().remove(several)
    (row,) = given_as(root)
    assert reasons([row]) == ["StartProducten ontbreekt in Client."]
    assert row.findings[0].column == "StartProducten"


def test_a_second_person_has_bad_rows_and_the_first_keeps_his(given_as: Callable[..., Any]) -> None:
    root, other = small("305"), small("305")
    change(other, "ToewijzingNummer", "99")
    root.append(first(other, "Client"))
    one, two = given_as(root)
    assert one.good
    assert two.place == "/Bericht[1]/Client[2]/StartProducten[1]/StartProduct[1]"
    assert "Client staat vaker dan een keer in Bericht." in reasons([two])[0]


@pytest.mark.parametrize("path", ["Header/BerichtCode", "Header/Afzender", "Header/Ontvanger"])
def test_a_fault_of_the_header_refuses_the_message_and_is_told(
    path: str, given_as: Callable[..., Any]
) -> None:
    refused = refusal(given_as, change(small(), path, "418"))
    (finding,) = refused.findings
    assert finding.row == "/Bericht[1]/Header[1]"
    assert finding.column == path.split("/")[1]
    assert finding.reason in str(refused)
    assert str(refused).startswith("Het bericht zelf (bericht 301 van iWmo 2.3) klopt niet: ")


def test_each_fault_of_the_header_is_told(given_as: Callable[..., Any]) -> None:
    root = change(small(), "BerichtVersie", "3")
    change(root, "Dagtekening", "gisteren")
    first(root, "Header").remove(first(root, "Afzender"))
    found = refusal(given_as, root).findings
    assert [finding.column for finding in found] == ["BerichtVersie", "Dagtekening", "Afzender"]
    assert found[2].reason == "Afzender ontbreekt in Header."


def test_two_headers_and_a_strange_element_refuse_the_message(given_as: Callable[..., Any]) -> None:
    root = small()
    root.insert(1, first(small(), "Header"))
    etree.SubElement(root, "Onzin")
    root[0].tail = "los"
    assert [(one.row, one.reason) for one in refusal(given_as, root).findings] == [
        ("/Bericht[1]", "Header staat vaker dan een keer in Bericht."),
        ("/Bericht[1]", "Onzin hoort niet in Bericht."),
        ("/Bericht[1]", "In Bericht staat tekst tussen de elementen."),
    ]


def test_a_fault_in_a_second_header_is_told_too(given_as: Callable[..., Any]) -> None:
    root = small()
    root.insert(1, change(first(small(), "Header"), "Dagtekening", "x"))
    found = refusal(given_as, root).findings
    assert [(one.row, one.column) for one in found] == [
        ("/Bericht[1]", "Header"),
        ("/Bericht[1]", "Dagtekening"),
    ]


def test_a_person_in_another_namespace_is_none(given_as: Callable[..., Any]) -> None:
    root = small(rows=2)
    first(root, "Client").tag = "{urn:x}Client"
    assert [one.column for one in refusal(given_as, root).findings] == ["Client", "Client"]


@pytest.mark.parametrize("part", ["Header", "Client"])
def test_a_message_without_header_or_person_is_refused(
    part: str, given_as: Callable[..., Any]
) -> None:
    root = small()
    root.remove(first(root, part))
    (finding,) = refusal(given_as, root).findings
    assert (finding.row, finding.column) == ("/Bericht[1]", part)
    assert finding.reason == f"{part} ontbreekt in Bericht."


MISSING = [("Product", "Categorie"), ("Omvang", "Eenheid"), ("ToegewezenProduct", "Ingangsdatum")]


@pytest.mark.parametrize(("within", "lost"), MISSING)
def test_what_is_missing_is_named(within: str, lost: str, given_as: Callable[..., Any]) -> None:
    root = whole_301()
    parent = first(root, within)
    parent.remove(parent.find(f"{{*}}{lost}"))
    row = given_as(root)[0]
    assert [(one.column, one.value, one.reason) for one in row.findings] == [
        (lost, "", f"{lost} ontbreekt in {within}.")
    ]


def spoil_row(how: Callable[[Any], None]) -> Any:
    root = whole_301()
    how(first(root, "ToegewezenProduct"))
    return root


def mark(row: Any) -> None:
    row.set("kenmerk", "x")


def mark_a_value(row: Any) -> None:
    row[3].set("{http://www.w3.org/2001/XMLSchema-instance}nil", "true")


def text_between(row: Any) -> None:
    row[0].tail = "los"


def strange(row: Any) -> None:
    etree.SubElement(etree.SubElement(row, "Onzin", soort="x"), "NogMeer").text = "x"


def inside_a_value(row: Any) -> None:
    etree.SubElement(row[0], row[0].tag)


def other_namespace(row: Any) -> None:
    row[1].tag = "{urn:x}Product"


def moved(row: Any) -> None:
    row.append(row[0])


def twice(row: Any) -> None:
    row.insert(0, etree.fromstring(etree.tostring(row[0])))


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (mark, [("ToegewezenProduct", "x", "Bij ToegewezenProduct hoort geen kenmerk kenmerk.")]),
        (
            mark_a_value,
            [("Toewijzingstijd", "true", "Bij Toewijzingstijd hoort geen kenmerk nil.")],
        ),
        (
            text_between,
            [("ToegewezenProduct", "los", "In ToegewezenProduct staat tekst tussen de elementen.")],
        ),
        (strange, [("Onzin", "", "Onzin hoort niet in ToegewezenProduct.")]),
        (
            inside_a_value,
            [("ToewijzingNummer", "", "In ToewijzingNummer horen geen andere elementen.")],
        ),
        (
            other_namespace,
            [
                (
                    "Product",
                    "",
                    "Product in ToegewezenProduct staat in een andere naamruimte dan dit bericht "
                    "vraagt.",
                ),
                ("Product", "", "Product ontbreekt in ToegewezenProduct."),
            ],
        ),
        (
            moved,
            [
                (
                    "ToewijzingNummer",
                    "",
                    "ToewijzingNummer in ToegewezenProduct hoort voor Omvang te staan.",
                )
            ],
        ),
        (
            twice,
            [
                (
                    "ToewijzingNummer",
                    "",
                    "ToewijzingNummer staat vaker dan een keer in ToegewezenProduct.",
                )
            ],
        ),
    ],
)
def test_a_fault_of_form_is_said_in_words(
    how: Callable[[Any], None], said: list[tuple[str, str, str]], given_as: Callable[..., Any]
) -> None:
    one, other = given_as(spoil_row(how))
    assert [(found.column, found.value, found.reason) for found in one.findings] == said
    assert other.good


def test_a_row_in_a_wrong_place_is_looked_at_all_the_same(given_as: Callable[..., Any]) -> None:
    root = whole_301()
    first(root, "ToegewezenProducten").tag = f"Toegewezen{BSN}"
    found = given_as(root)
    assert [row.good for row in found] == [False, False]
    assert (
        found[1].place
        == GRANTED.replace("ToegewezenProducten", f"Toegewezen*****{BSN[-2:]}") + "[2]"
    )
    assert found[0].values["product_code"] == "07A11"
    assert not any(BSN in str(row.findings) for row in found)
    assert "ToegewezenProducten ontbreekt in Beschikking." in reasons(found)[1]


def test_a_row_beside_the_others_is_the_only_bad_one(given_as: Callable[..., Any]) -> None:
    root = whole_301()
    first(root, "Beschikking").append(list(rows_of(root))[1])
    one, other = given_as(root)
    assert one.good
    assert other.place == "/Bericht[1]/Client[1]/Beschikking[1]/ToegewezenProduct[1]"
    assert reasons([other]) == ["ToegewezenProduct hoort niet in Beschikking."]


def test_what_is_longer_than_anything_we_ask_for_is_not_kept(given_as: Callable[..., Any]) -> None:
    kept = given_as(change(whole_301(), "Product/Code", "x" * 100))[0]
    assert kept.values["product_code"] == "x" * 100
    lost = given_as(change(whole_301(), "Product/Code", "x" * 101))[0]
    assert "product_code" not in lost.values


def test_of_what_is_there_twice_the_first_counts(given_as: Callable[..., Any]) -> None:
    def twice_with_another(row: Any) -> None:
        one = etree.fromstring(etree.tostring(row.find("{*}ToewijzingNummer")))
        one.text = "502"
        row.find("{*}ToewijzingNummer").addnext(one)

    assert given_as(spoil_row(twice_with_another))[0].values["allocation_number"] == "501"


def test_a_row_in_a_row_is_a_fault_of_that_row(given_as: Callable[..., Any]) -> None:
    root = whole_301()
    one, other = rows_of(root)
    one.append(other)
    (row,) = given_as(root)
    assert reasons([row]) == ["ToegewezenProduct hoort niet in ToegewezenProduct."]


def test_of_very_many_faults_fifty_are_told_and_the_rest_counted(
    given_as: Callable[..., Any],
) -> None:
    def many(row: Any) -> None:
        for at in range(MOST_FAULTS + 1):
            etree.SubElement(row, f"Onzin{at}")
        for _ in range(4):
            row[1].set("kenmerk", "x")
            row.append(etree.fromstring(etree.tostring(row[1])))

    found = given_as(spoil_row(many))[0].findings
    assert len(found) == MOST_FAULTS + 1
    assert found[-1].reason == "En nog 10 fouten op deze plaats."


@pytest.mark.parametrize(
    "wrong", [BSN[:-1] + str((int(BSN[-1]) + 1) % 10), "000000000", BSN[:8], f" {BSN}", "12a"]
)
def test_a_wrong_bsn_makes_the_rows_bad_and_is_not_shown(
    wrong: str, given_as: Callable[..., Any]
) -> None:
    found = given_as(change(small(rows=2), "Bsn", wrong))
    assert [row.good for row in found] == [False, False]
    for row in found:
        (finding,) = row.findings
        digits = re.sub(r"\D", "", wrong)
        assert finding.value == f"*****{digits[-2:]}"
        assert finding.reason.startswith("Bsn in Client is geen bsn: ")
        assert digits not in finding.reason


def test_a_bsn_is_hidden_wherever_it_stands(given_as: Callable[..., Any]) -> None:
    root = whole_301()
    change(root, "Categorie", f"zie {BSN[:8]}")
    change(root, "RedenWijziging", f"{BSN[:3]} {BSN[3:6]} {BSN[6:]}")
    first(root, "Omvang").set(f"k{BSN}", BSN)
    etree.SubElement(first(root, "ToegewezenProduct"), f"x{BSN}")
    told = str(given_as(root)[0].findings)
    assert "zie *****" in told
    assert not re.search(r"\d{8}", told)
    assert BSN[3:6] not in told
    refused = refusal(given_as, change(small(), "Identificatie", f"voor meneer {BSN}"))
    assert BSN not in f"{refused} {refused.findings}"
    assert refused.findings[0].value == f"voor meneer *****{BSN[-2:]}"


@pytest.mark.parametrize(
    ("number", "path", "begin"),
    [
        ("301", "ToegewezenProduct", "Ingangsdatum"),
        ("307", "StopProduct", "Begindatum"),
    ],
)
def test_a_row_that_begins_after_it_ends_is_bad(
    number: str, path: str, begin: str, given_as: Callable[..., Any]
) -> None:
    root = whole_301() if number == "301" else small(number)
    change(root, f"{path}/{begin}", "2026-05-02")
    assert given_as(change(root, f"{path}/Einddatum", "2026-05-02"))[0].good
    row = given_as(change(root, f"{path}/Einddatum", "2026-05-01"))[0]
    assert [(one.column, one.value, one.reason) for one in row.findings] == [
        (begin, "2026-05-02", f"{path}: {begin} (2026-05-02) ligt na Einddatum (2026-05-01).")
    ]


def test_a_decision_or_an_address_that_does_so_makes_all_rows_bad(
    given_as: Callable[..., Any],
) -> None:
    root = whole_301()
    begin = first(root, "Beschikking/Ingangsdatum")
    end = etree.Element(begin.tag.replace("Ingangsdatum", "Einddatum"))
    end.text = "2026-01-01"
    begin.addnext(end)
    found = given_as(root)
    assert [row.good for row in found] == [False, False]
    assert (
        "Beschikking: Ingangsdatum (2026-02-01) ligt na Einddatum (2026-01-01)."
        in reasons(found)[0]
    )
    end.text = "2026-02-01"
    shared = edition_of("301").shared_namespace
    period = etree.SubElement(first(root, "Contact"), begin.tag.replace("Ingangsdatum", "Periode"))
    etree.SubElement(period, f"{{{shared}}}Begindatum").text = "2026-03-02"
    etree.SubElement(period, f"{{{shared}}}Einddatum").text = "2026-03-01"
    found = given_as(root)
    assert [row.good for row in found] == [False, False]
    assert "Periode: Begindatum (2026-03-02) ligt na Einddatum" in reasons(found)[1]


@pytest.mark.parametrize(
    ("begin", "end", "year", "column"),
    [
        ("2026-12-31", None, 2026, None),
        ("2027-01-01", None, 2026, "Ingangsdatum"),
        ("2020-01-01", None, 2026, None),
        ("2020-01-01", "2026-01-01", 2026, None),
        ("2020-01-01", "2025-12-31", 2026, "Einddatum"),
        ("2020-01-01", "2030-12-31", 2026, None),
        ("2026-05-01", "2026-06-01", 2025, "Ingangsdatum"),
    ],
)
def test_a_row_has_to_touch_the_year(
    begin: str, end: str | None, year: int, column: str | None, given_as: Callable[..., Any]
) -> None:
    root = whole_301()
    row = first(root, "ToegewezenProduct")
    row.find("{*}Ingangsdatum").text = begin
    if end is None:
        row.remove(row.find("{*}Einddatum"))
    else:
        row.find("{*}Einddatum").text = end
    found = given_as(root, year=year)[0].findings
    assert [one.column for one in found] == ([column] if column else [])
    if column == "Einddatum":
        assert found[0].value == end
        assert (
            found[0].reason == f"Einddatum ({end}) ligt voor {year}: de rij valt buiten dat jaar."
        )
    if column == "Ingangsdatum":
        assert (
            found[0].reason
            == f"Ingangsdatum ({begin}) ligt na {year}: de rij valt buiten dat jaar."
        )


def test_what_began_touches_every_later_year(given_as: Callable[..., Any]) -> None:
    root = change(small("305"), "Begindatum", "2019-03-01")
    assert given_as(root, year=2019)[0].good
    assert given_as(root, year=2040)[0].good
    assert not given_as(root, year=2018)[0].good


def test_days_in_a_wrong_order_are_not_also_said_to_miss_the_year(
    given_as: Callable[..., Any],
) -> None:
    root = change(small("307"), "Begindatum", "2029-01-01")
    assert len(given_as(change(root, "Einddatum", "2020-01-01"))[0].findings) == 1


def test_days_that_cannot_be_read_are_told_once(given_as: Callable[..., Any]) -> None:
    root = change(small("307"), "Begindatum", "01-02-2026")
    (finding,) = given_as(root)[0].findings
    assert finding.value == "01-02-2026"
    assert finding.reason == (
        "Begindatum in StopProduct moet een dag zijn die bestaat, geschreven als 2026-01-31."
    )


def doubled(number: str = "305", times: int = 3) -> Any:
    root = small(number)
    row = next(rows_of(root))
    for _ in range(times - 1):
        row.addnext(etree.fromstring(etree.tostring(row)))
    return root


@numbers
def test_the_same_grant_on_the_same_day_is_good_once(
    number: str, given_as: Callable[..., Any]
) -> None:
    found = given_as(doubled(number))
    assert [row.good for row in found] == [True, False, False]
    for row in found[1:]:
        (finding,) = row.findings
        assert finding.row == row.place
        assert "staat er al" in finding.reason
        assert row.values["begin"] in finding.reason


def with_keys(*keys: tuple[str | None, str, str | None, str]) -> Any:
    """Give a 305 with a row for each: number, category, code and begin."""
    root = doubled(times=len(keys))
    own, shared = edition_of("305").namespace, edition_of("305").shared_namespace
    for row, (number, category, code, begin) in zip(rows_of(root), keys, strict=True):
        for name in ("BeschikkingNummer", "ToewijzingNummer"):
            for one in row.findall(f"{{*}}{name}"):
                row.remove(one)
        if number is not None:
            one = etree.Element(f"{{{own}}}ToewijzingNummer")
            one.text = number
            row.insert(0, one)
        product = row.find("{*}Product")
        product[0].text = category
        for one in product[1:]:
            product.remove(one)
        if code is not None:
            etree.SubElement(product, f"{{{shared}}}Code").text = code
        row.find("{*}Begindatum").text = begin
    return root


DAY = "2026-03-01"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("7", "02", "A", DAY), ("7", "03", "B", DAY), True),
        (("7", "02", "A", DAY), (" 007 ", "02", "A", f" {DAY} "), True),
        (("7", "02", "A", DAY), ("8", "02", "A", DAY), False),
        (("7", "02", "A", DAY), ("7", "02", "A", "2026-03-02"), False),
        (("7", "02", "A", DAY), (None, "02", "A", DAY), False),
        ((None, "02", "A", DAY), (None, "02", "A", DAY), True),
        ((None, "02", "A", DAY), (None, "02", "B", DAY), False),
        ((None, "02", "A", DAY), (None, "03", "A", DAY), False),
        ((None, "02", None, DAY), (None, "02", None, DAY), True),
        ((None, "02", None, DAY), (None, "02", "A", DAY), False),
        ((None, "02", "A", DAY), (None, "02", "A", "2026-03-02"), False),
    ],
)
def test_the_number_tells_grants_apart_else_category_and_code(
    one: Any, other: Any, same: bool, given_as: Callable[..., Any]
) -> None:
    found = given_as(with_keys(one, other))
    assert [row.good for row in found] == [True, not same]
    if same:
        what = "hetzelfde ToewijzingNummer" if one[0] else "dezelfde Categorie en Code"
        (finding,) = found[1].findings
        assert finding.column == what.split()[1]
        assert finding.reason == f"Deze rij staat er al: {what} met dezelfde begindatum ({DAY})."
        assert finding.value == (other[0].strip() if other[0] else other[1])


def test_the_first_counts_as_said_also_when_it_is_bad(given_as: Callable[..., Any]) -> None:
    found = given_as(with_keys(("7", "99", "A", DAY), ("7", "02", "A", DAY)))
    assert [row.good for row in found] == [False, False]


def test_rows_that_do_not_say_when_they_begin_are_not_the_same(
    given_as: Callable[..., Any],
) -> None:
    found = given_as(with_keys(("7", "02", "A", "x"), ("7", "02", "A", "x")))
    assert [len(row.findings) for row in found] == [1, 1]


def test_a_number_of_a_grant_that_can_be_a_bsn_is_hidden(given_as: Callable[..., Any]) -> None:
    found = given_as(with_keys((BSN, "02", "A", DAY), (BSN, "02", "A", DAY)))
    assert found[1].findings[0].value == f"*****{BSN[-2:]}"


@pytest.mark.parametrize("edition", ALL, ids=lambda one: f"{one.standard}{one.number}")
def test_each_source_takes_its_own_standard_and_names_the_other(
    edition: Any, given_as: Callable[..., Any]
) -> None:
    root = small(edition.number, edition.standard)
    assert len(given_as(root, edition.standard)) == 1
    other = "ijw" if edition.standard == "iwmo" else "iwmo"
    refused = refusal(given_as, root, kind=other)
    spoken = {"iwmo": "iWmo", "ijw": "iJw"}
    assert str(refused) == (
        f"Dit is bericht {edition.number} van {spoken[edition.standard]} 2.3. "
        f"Van deze bron worden gelezen: 301, 305, 307 van {spoken[other]} 2.3"
        f"{' en 3.2' if other == 'iwmo' else ''}."
    )
    assert refused.findings[0].row == "/Bericht[1]"


@pytest.mark.parametrize(
    ("namespace", "said"),
    [
        ("http://www.istandaarden.nl/iwmo/2_3/wmo303/schema", "bericht 303 van iWmo 2.3"),
        ("http://www.istandaarden.nl/iwmo/2_3/wmo302/schema", "bericht 302 van iWmo 2.3"),
        ("http://www.istandaarden.nl/iwmo/2_3/wmo315/schema", "bericht 315 van iWmo 2.3"),
        ("http://www.istandaarden.nl/iwmo/2_0/wmo301/schema", "bericht 301 van iWmo 2.0"),
        ("http://www.istandaarden.nl/iwmo/3_2/wmo323/schema", "bericht 323 van iWmo 3.2"),
        ("http://www.istandaarden.nl/ijw/3_1/jw301/schema", "bericht 301 van iJw 3.1"),
        ("http://www.istandaarden.nl/iwlz/2_2/aw33/schema", "geen bericht dat wij kennen"),
        ("http://www.istandaarden.nl/iwlz/2_2/aw033/schema", "bericht 033 van iWlz 2.2"),
        ("http://www.istandaarden.nl/nieuw/1_0/nn401/schema", "bericht 401 van nieuw 1.0"),
        ("http://www.egem.nl/StUF/StUF0301", "geen bericht dat wij kennen"),
        ("", "Het bericht heeft geen naamruimte, en dus geen nummer en geen uitgave."),
    ],
)
def test_another_message_is_refused_by_its_number_and_release(
    namespace: str, said: str, given_as: Callable[..., Any]
) -> None:
    refused = refusal(given_as, f'<Bericht xmlns="{namespace}"><Header/></Bericht>')
    assert said in str(refused)
    assert "301, 305, 307 van iWmo" in str(refused)
    assert refused.findings[0].reason == str(refused)


def test_the_outermost_element_has_its_name(given_as: Callable[..., Any]) -> None:
    text = written(small()).decode().replace("a:Bericht>", "a:Berichten>", 1)
    text = text.replace("<a:Bericht ", "<a:Berichten ").replace("</a:Bericht>", "</a:Berichten>")
    assert "Het buitenste element heet Berichten, en in een bericht heet dat Bericht." in str(
        refusal(given_as, text)
    )


def ways_to_write() -> dict[str, Callable[[str], bytes]]:
    """Ways in which programs write the same message."""
    own, shared = edition_of("301").namespace, edition_of("301").shared_namespace
    xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'

    def default(text: str) -> str:
        return (
            text.replace("a:", "")
            .replace("xmlns:a=", "xmlns=")
            .replace("xmlns:b", "xmlns:q")
            .replace("b:", "q:")
        )

    return {
        "plainly": lambda text: text.encode(),
        "with a mark in front": lambda text: b"\xef\xbb\xbf" + text.encode(),
        "in UTF-16": lambda text: text.encode("utf-16"),
        "in UTF-16 that says so": lambda text: (
            '<?xml version="1.0" encoding="UTF-16"?>' + text
        ).encode("utf-16"),
        "in the script of Windows": lambda text: (
            '<?xml version="1.0" encoding="windows-1252"?>' + text
        ).encode("cp1252"),
        "with other prefixes": lambda text: (
            text.replace("a:", "wmo301:").replace("xmlns:a", "xmlns:wmo301").encode()
        ),
        "without a prefix": lambda text: default(text).encode(),
        "with a prefix on each": lambda text: re.sub(
            r"<b:(\w+)", rf'<z:\1 xmlns:z="{shared}"', text.replace("</b:", "</z:")
        ).encode(),
        "with CDATA": lambda text: re.sub(
            r">([^<>]*\w[^<>]*)</", r"><![CDATA[\1]]></", text
        ).encode(),
        "with CDATA in the middle": lambda text: re.sub(
            r">([^<>]*\w)(\w[^<>]*)</", r">\1<![CDATA[\2]]></", text
        ).encode(),
        "with remarks": lambda text: f"<!-- {BSN} -->{text}<!-- x -->".replace(
            "><", "><!-- <!DOCTYPE x> --><?pi x?><"
        ).encode(),
        "with remarks inside values": lambda text: re.sub(
            r">([^<>]*\w)(\w[^<>]*)</", r">\1<!-- x --><?pi?>\2</", text
        ).encode(),
        "with figures as references": lambda text: text.replace(
            ">2026-", ">2&#48;2&#x36;-"
        ).encode(),
        "with where its schema lies": lambda text: text.replace(
            "<a:Bericht ",
            f'<a:Bericht {xsi} xsi:schemaLocation="{own} http://127.0.0.1:9/x.xsd" '
            'xsi:noNamespaceSchemaLocation="file:///etc/passwd" ',
        ).encode(),
        "with space around numbers and days": lambda text: re.sub(
            r"((?:datum|Volume|Versie|versie|Nummer|tijd|Huisnummer)>)([^<]+)<",
            "\\1\n\t \\2 \r\n<",
            text,
        ).encode(),
        "with lines as Windows has them": lambda text: text.replace("><", ">\r\n\t<").encode(),
    }


@pytest.mark.parametrize("way", ways_to_write())
@pytest.mark.parametrize("number", ["301"])
def test_a_message_is_the_same_however_it_is_written(
    way: str, number: str, given_as: Callable[..., Any]
) -> None:
    text = etree.tostring(whole_301(), encoding="unicode")
    text = re.sub(r">\s+<", "><", text.strip()).replace("w:", "a:").replace("i:", "b:")
    text = text.replace("xmlns:w", "xmlns:a").replace("xmlns:i", "xmlns:b")
    assert given_as(ways_to_write()[way](text)) == given_as(whole_301())


@given(st.binary(max_size=300))
@settings(max_examples=300)
def test_any_bytes_at_all_are_refused_and_nothing_else(tmp_path_factory: Any, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "bericht.xml"
    path.write_bytes(data)
    with pytest.raises(Refused):
        reading(path)


@given(st.data())
@settings(max_examples=300)
def test_a_message_with_damaged_bytes_is_read_or_refused(tmp_path_factory: Any, data: Any) -> None:
    good = written(whole_301())
    at = data.draw(st.integers(0, len(good)))
    damage = data.draw(st.binary(max_size=6))
    over = data.draw(st.integers(0, 6))
    path = tmp_path_factory.mktemp("damaged") / "bericht.xml"
    path.write_bytes(good[:at] + damage + good[at + over :])
    with suppress(Refused):
        for row in reading(path):
            assert {finding.row for finding in row.findings} <= {row.place}
            assert row.place.startswith("/Bericht[1]/Client[")
            assert BSN not in str(row.findings)
