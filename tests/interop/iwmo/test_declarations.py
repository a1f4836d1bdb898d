# SPDX-License-Identifier: EUPL-1.2
"""What is read of a declaration, what is wrong with it, and how much of it is refused for that."""

import copy
import io
import random
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as any_given
from hypothesis import strategies as st
from lxml import etree

from meedoen.interop.findings import Refused, WrongValue
from meedoen.interop.iwmo import values as kinds
from meedoen.interop.iwmo.declared import Declaration, DeclaredRow
from meedoen.interop.iwmo.faults import ClientRead, RowRead
from meedoen.interop.iwmo.form import Edition
from meedoen.interop.iwmo.forms import DECLARATIONS
from meedoen.interop.iwmo.gathering import DeclarationCheck
from meedoen.interop.iwmo.parsing import parsed
from tests.interop.iwmo.declared_messages import (
    AMOUNT,
    AROUND,
    CODE,
    DECLARED,
    INVOICE,
    MUNICIPALITY,
    NAMED,
    TOTAL,
    WITH_SCHEMA,
    WritingDeclarations,
    declarations,
    given,
    holds_of,
    put_days,
    rows_of,
    small,
    with_sum,
)
from tests.interop.iwmo.messages import BSN, JUNK, first, spoiled, written
from tests.interop.iwmo.test_form import needs_schemas, schema_of

each = pytest.mark.parametrize("edition", DECLARED, ids=NAMED)
OF_WMO, OF_YOUTH, NEWER, _ = DECLARED
CLIENT = {
    "2.3": "/Bericht[1]/Clienten[1]/Client[1]",
    "3.2": "/Bericht[1]/Declaratie[1]/Clienten[1]/Client[1]",
}


def row_of(edition: Edition, at: int = 1) -> str:
    return f"{CLIENT[edition.release]}/Prestaties[1]/Prestatie[{at}]"


def refusal(message: Any, municipality: str = CODE) -> Refused:
    with pytest.raises(Refused) as caught:
        given(message, municipality)
    return caught.value


def taken(message: Any) -> tuple[Declaration | None, tuple[WrongValue, ...]]:
    """Read a declaration, or give what it is refused for."""
    try:
        return given(message), ()
    except Refused as refused:
        return None, refused.findings


def told(row: DeclaredRow) -> list[tuple[str, str, str]]:
    return [(one.row, one.column, one.reason) for one in row.faults]


def whole_303() -> Any:
    """A declaration as a provider sends it, written out by hand."""
    return etree.fromstring(f"""
<w:Bericht xmlns:w="http://www.istandaarden.nl/iwmo/2_3/wmo303/schema"
           xmlns:i="http://www.istandaarden.nl/iwmo/2_3/basisschema/schema">
  <w:Header>
    <w:BerichtCode>416</w:BerichtCode><w:BerichtVersie>2</w:BerichtVersie>
    <w:BerichtSubversie>3</w:BerichtSubversie><w:Gemeente>9901</w:Gemeente>
    <w:Aanbieder>01234567</w:Aanbieder><w:BetalingAanID>02</w:BetalingAanID>
    <w:DeclaratieFactuurIdentificatie>
      <i:DeclaratiePeriode>
        <i:Begindatum>2026-03-01</i:Begindatum><i:Einddatum> 2026-03-31 </i:Einddatum>
      </i:DeclaratiePeriode>
      <i:DeclarantFactuurNummer>F2026003</i:DeclarantFactuurNummer>
      <i:FactuurDagtekening>2026-04-02</i:FactuurDagtekening>
      <i:ValutaCode>EUR</i:ValutaCode>
    </w:DeclaratieFactuurIdentificatie>
    <w:DeclaratieFactuurBedragen>
      <i:DeclaratieFactuurTotaalBedrag>
        <i:TotaalBedrag>110000</i:TotaalBedrag><i:DebetCredit>D</i:DebetCredit>
      </i:DeclaratieFactuurTotaalBedrag>
    </w:DeclaratieFactuurBedragen>
  </w:Header>
  <w:Clienten>
    <w:Client>
      <w:Bsn>{BSN}</w:Bsn>
      <w:Geboortedatum><i:Datum>1961-05-06</i:Datum></w:Geboortedatum>
      <w:Geslacht>2</w:Geslacht>
      <w:Naam><i:Geslachtsnaam><i:Achternaam>Verzonnen</i:Achternaam></i:Geslachtsnaam></w:Naam>
      <w:Prestaties>
        <w:Prestatie>
          <w:BeschikkingNummer>77</w:BeschikkingNummer>
          <w:ToewijzingNummer> 0501 </w:ToewijzingNummer>
          <w:ProductCategorie>07</w:ProductCategorie><w:ProductCode>07A11</w:ProductCode>
          <w:ProductPeriode>
            <i:Begindatum>2026-03-01</i:Begindatum><i:Einddatum>2026-03-31</i:Einddatum>
          </w:ProductPeriode>
          <w:IngediendeBedragPrestatie>
            <i:GeleverdVolume>24</i:GeleverdVolume><i:Eenheid>16</i:Eenheid>
            <i:ProductTarief>5000</i:ProductTarief>
            <i:DeclaratieFactuurBedrag>
              <i:Bedrag>120000</i:Bedrag><i:DebetCredit>D</i:DebetCredit>
            </i:DeclaratieFactuurBedrag>
          </w:IngediendeBedragPrestatie>
          <w:ProductReferentie><i:ReferentieNummer>R-1</i:ReferentieNummer></w:ProductReferentie>
        </w:Prestatie>
        <w:Prestatie>
          <w:ProductCategorie>02</w:ProductCategorie><w:ProductCode>02A03</w:ProductCode>
          <w:ProductPeriode>
            <i:Begindatum>2026-03-02</i:Begindatum><i:Einddatum>2026-03-30</i:Einddatum>
          </w:ProductPeriode>
          <w:IngediendeBedragPrestatie>
            <i:GeleverdVolume>2</i:GeleverdVolume><i:Eenheid>04</i:Eenheid>
            <i:DeclaratieFactuurBedrag>
              <i:Bedrag> 10000 </i:Bedrag><i:DebetCredit>C</i:DebetCredit>
            </i:DeclaratieFactuurBedrag>
          </w:IngediendeBedragPrestatie>
          <w:ProductReferentie>
            <i:ReferentieNummer>R-2</i:ReferentieNummer>
            <i:VorigReferentieNummer>R-1</i:VorigReferentieNummer>
          </w:ProductReferentie>
        </w:Prestatie>
      </w:Prestaties>
    </w:Client>
  </w:Clienten>
</w:Bericht>""")


def whole_323() -> Any:
    """A declaration of the newer release, written out by hand."""
    return etree.fromstring(f"""
<w:Bericht xmlns:w="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
           xmlns:i="http://www.istandaarden.nl/iwmo/3_2/basisschema/schema">
  <w:Header>
    <w:BerichtCode>485</w:BerichtCode><w:BerichtVersie>3</w:BerichtVersie>
    <w:BerichtSubversie>2</w:BerichtSubversie>
    <w:Afzender>01234567</w:Afzender><w:Ontvanger>9901</w:Ontvanger>
    <w:BerichtIdentificatie>
      <i:Identificatie>A-1</i:Identificatie><i:Dagtekening>2026-04-02</i:Dagtekening>
    </w:BerichtIdentificatie>
    <w:XsdVersie><i:BerichtXsdVersie>1.0.0</i:BerichtXsdVersie></w:XsdVersie>
  </w:Header>
  <w:Declaratie>
    <w:DeclaratieNummer>F2026003</w:DeclaratieNummer>
    <w:DeclaratiePeriode>
      <i:Begindatum>2026-03-01</i:Begindatum><i:Einddatum>2026-03-31</i:Einddatum>
    </w:DeclaratiePeriode>
    <w:DeclaratieDagtekening>2026-04-01</w:DeclaratieDagtekening>
    <w:TotaalIngediendBedrag>
      <i:TotaalBedrag>120000</i:TotaalBedrag><i:DebetCredit>D</i:DebetCredit>
    </w:TotaalIngediendBedrag>
    <w:Clienten>
      <w:Client>
        <w:Bsn>{BSN}</w:Bsn>
        <w:Prestaties>
          <w:Prestatie>
            <w:ProductReferentie><i:ReferentieNummer>R-1</i:ReferentieNummer></w:ProductReferentie>
            <w:ToewijzingNummer>501</w:ToewijzingNummer>
            <w:ProductCategorie>07</w:ProductCategorie><w:ProductCode>07A11</w:ProductCode>
            <w:ProductPeriode>
              <i:Begindatum>2026-03-01</i:Begindatum><i:Einddatum>2026-03-31</i:Einddatum>
            </w:ProductPeriode>
            <w:GeleverdVolume>24</w:GeleverdVolume><w:Eenheid>16</w:Eenheid>
            <w:IngediendBedrag>
              <i:Bedrag>120000</i:Bedrag><i:DebetCredit>D</i:DebetCredit>
            </w:IngediendBedrag>
          </w:Prestatie>
        </w:Prestaties>
      </w:Client>
    </w:Clienten>
  </w:Declaratie>
</w:Bericht>""")


@pytest.mark.proves("S2-21", "what a provider declares is read from messages")
def test_what_was_delivered_and_what_is_asked_for_it_is_read() -> None:
    read = given(whole_303())
    assert read == Declaration(
        standard="iwmo", release="2.3", municipality="9901", provider="01234567",
        invoice_number="F2026003", invoice_date=date(2026, 4, 2),
        first_day=date(2026, 3, 1), last_day=date(2026, 3, 31), total_cents=110_000,
        digest=read.digest, rows=read.rows,
    )  # fmt: skip
    one, other = read.rows
    assert one == DeclaredRow(
        place=row_of(OF_WMO), allocation_number="501", decision_number="77",
        product_category="07", product_code="07A11",
        first_day=date(2026, 3, 1), last_day=date(2026, 3, 31), volume=24, unit="16",
        amount_cents=120_000, reference="R-1", bsn=BSN, person=CLIENT["2.3"],
        of_person=one.of_person,
    )  # fmt: skip
    assert one.good
    assert one.faults == ()
    assert (other.allocation_number, other.decision_number) == ("", "")
    assert (other.amount_cents, other.reference, other.volume) == (-10_000, "R-2", 2)
    assert read.bad == 0


def test_the_newer_release_says_the_same_in_other_words() -> None:
    older, newer = given(whole_303()), given(whole_323())
    assert (newer.standard, newer.release) == ("iwmo", "3.2")
    for name in ("municipality", "provider", "invoice_number", "first_day", "last_day"):
        assert getattr(newer, name) == getattr(older, name)
    assert newer.invoice_date == date(2026, 4, 1)
    assert newer.total_cents == 120_000
    (row,) = newer.rows
    assert row.place == row_of(NEWER)
    same = older.rows[0]
    for name in ("allocation_number", "product_category", "product_code", "first_day", "last_day",
                 "volume", "unit", "amount_cents", "reference", "bsn"):  # fmt: skip
        assert getattr(row, name) == getattr(same, name), name
    assert row.decision_number == ""


def test_a_row_does_not_show_whose_it_is_when_it_is_printed() -> None:
    root = whole_303()
    first(root, "ReferentieNummer").text = BSN
    read = given(root)
    assert read.rows[0].bsn == read.rows[0].reference == BSN
    assert BSN not in f"{read!r} {read.rows!r}"


@any_given(declarations())
def test_a_good_declaration_has_nothing_wrong_with_it(message: Any) -> None:
    edition, root, _ = message
    read = given(root)
    assert [row.faults for row in read.rows] == [()] * len(list(rows_of(root)))
    assert all(row.good for row in read.rows)
    assert (read.standard, read.release) == (edition.standard, edition.release)
    assert sum(row.amount_cents or 0 for row in read.rows) == read.total_cents
    for row in read.rows:
        assert None not in (row.first_day, row.last_day, row.volume, row.amount_cents)
        assert row.reference
        assert row.bsn


@needs_schemas
@any_given(declarations(WITH_SCHEMA))
@settings(max_examples=50)
def test_nor_has_it_by_the_schema(message: Any) -> None:
    edition, root, _ = message
    assert schema_of(edition).validate(root), schema_of(edition).error_log


def above(one: Any) -> list[str]:
    return [etree.QName(each).localname for each in (one, *one.iterancestors())]


@any_given(declarations(), st.data())
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_one_fault_in_a_value_is_found_at_its_place_and_nothing_else_is(
    message: Any, data: Any
) -> None:
    edition, root, _ = message
    leaves = [(one, holds) for one in root.iter() if (holds := holds_of(edition, one))]
    one, holds = data.draw(st.sampled_from(leaves))
    junk = [text for text in JUNK if holds.fault(text) is not None]
    before = one.text
    one.text = data.draw(st.sampled_from(junk))
    column, names = etree.QName(one).localname, above(one)
    if "Client" not in names:
        found = refusal(root).findings
        assert [each.column for each in found] == [column]
        assert found[0].row == f"/Bericht[1]/{names[-2]}[1]"
        return
    read = given(root)
    told = [each.column for row in read.rows for each in row.faults]
    if "Prestatie" in names:
        assert (read.bad, told) == (1, [column])
        return
    (client,) = (each for each in one.iterancestors() if etree.QName(each).localname == "Client")
    assert read.bad == len(told) == len(list(rows_of(client)))
    assert set(told) == {column}
    one.text = before
    assert given(root).bad == 0


@needs_schemas
@any_given(declarations(WITH_SCHEMA), st.integers(0, 2**32))
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_a_schema_refuses_is_refused_too_and_never_more_of_it(
    message: Any, seed: int
) -> None:
    edition, root, _ = message
    before = len(list(rows_of(root)))
    bad, site = spoiled(root, random.Random(seed))
    good_by_schema = schema_of(edition).validate(etree.fromstring(written(bad)))
    names = above(site)
    read, found = taken(bad)
    if read is None:
        # A row more or less, or another amount, is not what the total says.
        assert "Client" not in names or [one.column for one in found] == ["TotaalBedrag"]
        assert found
        return
    assert good_by_schema or read.bad
    assert "Client" in names or good_by_schema or not read.bad
    if "Prestatie" in names:
        assert len(read.rows) == before
        assert read.bad <= 1


@each
def test_a_declaration_for_another_municipality_is_refused_whole(edition: Edition) -> None:
    assert given(small(edition)).municipality == "9901"
    refused = refusal(small(edition), "GM9902")
    (finding,) = refused.findings
    name = MUNICIPALITY[edition.release]
    assert (finding.row, finding.column, finding.value) == ("/Bericht[1]/Header[1]", name, "9901")
    assert finding.reason == f"{name} (9901) is niet de gevraagde gemeente (9902)."
    assert finding.reason in str(refused)
    assert f"bericht {edition.number} van" in str(refused)


@each
def test_a_period_that_ends_before_it_begins_refuses_it_whole(edition: Edition) -> None:
    root = small(edition)
    put_days(first(root, "DeclaratiePeriode"), "2026-12-02", "2026-12-01")
    (finding,) = refusal(root).findings
    assert finding.row == f"/Bericht[1]/{AROUND[edition.release]}[1]"
    assert finding.column == "Begindatum"
    assert finding.reason == (
        "DeclaratiePeriode: Begindatum (2026-12-02) ligt na Einddatum (2026-12-01)."
    )


def with_amounts(edition: Edition, *amounts: tuple[str, str]) -> Any:
    root = small(edition, len(amounts))
    for row, (cents, sign) in zip(rows_of(root), amounts, strict=True):
        amount = first(row, AMOUNT[edition.release])
        first(amount, "Bedrag").text, first(amount, "DebetCredit").text = cents, sign
    return root


def put_total(root: Any, edition: Edition, cents: str, sign: str = "D") -> Any:
    total = first(root, TOTAL[edition.release])
    first(total, "TotaalBedrag").text, first(total, "DebetCredit").text = cents, sign
    return root


@each
@pytest.mark.parametrize(
    ("amounts", "total", "good"),
    [
        ([("100", "D"), ("30", "C")], ("70", "D"), True),
        ([("100", "D"), ("30", "C")], ("71", "D"), False),
        ([("100", "D"), ("30", "C")], ("70", "C"), False),
        ([("100", "D"), ("30", "C")], ("130", "D"), False),
        ([("30", "D"), ("100", "C")], ("70", "C"), True),
        ([("30", "D"), ("30", "C")], ("0", "D"), True),
        ([("30", "D"), ("30", "C")], ("0", "C"), True),
        ([("0", "D"), ("5", "D"), ("0", "C")], ("5", "D"), True),
        ([(" 0030 ", "D"), ("+1", "D")], ("\n31", "D"), True),
        ([("99999999", "D"), ("99999999", "D")], ("199999998", "D"), True),
    ],
)
def test_the_total_is_the_sum_of_all_rows(
    edition: Edition, amounts: Any, total: Any, good: bool
) -> None:
    root = put_total(with_amounts(edition, *amounts), edition, *total)
    if good:
        assert given(root).bad == 0
        return
    (finding,) = refusal(root).findings
    assert finding.row == f"/Bericht[1]/{AROUND[edition.release]}[1]"
    assert finding.column == "TotaalBedrag"


def test_the_two_that_differ_are_told_in_euros() -> None:
    root = put_total(with_amounts(OF_WMO, ("12345678", "D"), ("1", "C")), OF_WMO, "5", "C")
    refused = refusal(root)
    (finding,) = refused.findings
    assert finding.value == "-€ 0,05"
    assert finding.reason == (
        "TotaalBedrag (-€ 0,05) is niet de som van DeclaratieFactuurBedrag over alle rijen "
        "(€ 123.456,77)."
    )
    assert str(refused) == f"De declaratie (bericht 303 van iWmo 2.3) klopt niet: {finding.reason}"
    assert "IngediendBedrag over" in str(
        refusal(put_total(with_amounts(NEWER, ("1", "D")), NEWER, "2"))
    )


@each
def test_a_bad_row_counts_for_the_total_as_it_stands(edition: Edition) -> None:
    root = with_amounts(edition, ("100", "D"), ("50", "D"))
    first(root, "GeleverdVolume").text = "x"
    assert given(put_total(root, edition, "150")).bad == 1
    assert refusal(put_total(root, edition, "50"))


@each
@pytest.mark.parametrize("name", ["Bedrag", "DebetCredit"])
@pytest.mark.parametrize("text", ["x", "", "-5", "1.5", "100000000"])
def test_the_total_is_not_compared_when_an_amount_cannot_be_read(
    edition: Edition, name: str, text: str
) -> None:
    root = put_total(with_amounts(edition, ("100", "D"), ("50", "D")), edition, "7")
    first(root, f"{AMOUNT[edition.release]}/{name}").text = text
    read = given(root)
    assert [row.good for row in read.rows] == [False, True]
    assert [one.column for one in read.rows[0].faults] == [name]
    assert [row.amount_cents for row in read.rows] == [None, 50]


@each
def test_nor_when_an_amount_is_not_there_or_somebody_has_no_row(edition: Edition) -> None:
    root = with_amounts(edition, ("100", "D"), ("50", "D"))
    amount = first(root, AMOUNT[edition.release])
    amount.getparent().remove(amount)
    read = given(root)
    assert read.bad == 1
    assert told(read.rows[0])[0][1] == AMOUNT[edition.release]
    root = with_amounts(edition, ("100", "D"))
    other = copy.deepcopy(first(root, "Client"))
    other.remove(first(other, "Prestaties"))
    first(root, "Clienten").append(other)
    one, other = given(put_total(root, edition, "7")).rows
    assert one.good
    assert other.place == CLIENT[edition.release].replace("Client[1]", "Client[2]")
    assert told(other) == [(other.place, "Prestaties", "Prestaties ontbreekt in Client.")]


@each
def test_nor_when_something_else_stands_where_a_row_belongs(edition: Edition) -> None:
    root = with_amounts(edition, ("100", "D"), ("50", "D"))
    one = next(rows_of(root))
    one.tag = one.tag.replace("Prestatie", "Prestatje")
    read = given(root)
    (row,) = read.rows
    assert [one.column for one in row.faults] == ["Prestatje"]
    assert "Prestatje hoort niet in Prestaties." in row.faults[0].reason
    assert row.amount_cents == 50


def test_of_an_amount_that_stands_there_twice_the_first_counts() -> None:
    root = with_amounts(OF_WMO, ("100", "D"))
    amount = first(root, AMOUNT["2.3"])
    again = copy.deepcopy(amount)
    first(again, "Bedrag").text = "7"
    amount.addnext(again)
    (row,) = given(put_total(root, OF_WMO, "100")).rows
    assert row.amount_cents == 100
    assert [one.column for one in row.faults] == [AMOUNT["2.3"]]


IN_MARCH = ("2026-03-05", "2026-03-25")


@each
@pytest.mark.parametrize(
    ("days", "found"),
    [
        (IN_MARCH, []),
        (("2026-03-10", "2026-03-10"), []),
        (("2026-03-04", "2026-03-25"), ["Begindatum (2026-03-04) ligt voor"]),
        (("2026-03-05", "2026-03-26"), ["Einddatum (2026-03-26) ligt na"]),
        (("2026-02-01", "2026-02-28"), ["Begindatum (2026-02-01) ligt voor"]),
        (("2026-04-01", "2026-04-30"), ["Einddatum (2026-04-30) ligt na"]),
        (
            ("2026-03-04", "2026-03-26"),
            ["Begindatum (2026-03-04) ligt voor", "Einddatum (2026-03-26) ligt na"],
        ),
    ],
)
def test_a_row_outside_the_period_of_the_declaration_is_bad(
    edition: Edition, days: tuple[str, str], found: list[str]
) -> None:
    root = small(edition, 2)
    put_days(first(root, "DeclaratiePeriode"), *IN_MARCH)
    one, other = rows_of(root)
    put_days(first(one, "ProductPeriode"), *IN_MARCH)
    put_days(first(other, "ProductPeriode"), *days)
    read = given(root)
    assert read.rows[0].good
    within = "de DeclaratiePeriode (2026-03-05 tot en met 2026-03-25)."
    assert told(read.rows[1]) == [
        (row_of(edition, 2), each.split()[0], f"ProductPeriode: {each} {within}") for each in found
    ]
    dates = {"Begindatum": days[0], "Einddatum": days[1]}
    assert [one.value for one in read.rows[1].faults] == [dates[one.split()[0]] for one in found]


@each
def test_days_in_a_wrong_order_are_not_also_said_to_lie_outside(edition: Edition) -> None:
    root = small(edition)
    put_days(first(root, "ProductPeriode"), "2029-01-01", "2020-01-01")
    (row,) = given(root).rows
    assert told(row) == [
        (
            row_of(edition),
            "Begindatum",
            "ProductPeriode: Begindatum (2029-01-01) ligt na Einddatum (2020-01-01).",
        )
    ]


@each
def test_a_day_that_cannot_be_read_is_told_once_and_the_other_is_looked_at(
    edition: Edition,
) -> None:
    root = small(edition)
    put_days(first(root, "ProductPeriode"), "x", "2027-01-01")
    assert [one.value for one in given(root).rows[0].faults] == ["x", "2027-01-01"]
    put_days(first(root, "ProductPeriode"), "2025-01-01", "x")
    assert [one.value for one in given(root).rows[0].faults] == ["x", "2025-01-01"]


@each
def test_a_reference_is_good_once(edition: Edition) -> None:
    root = small(edition, 3)
    for row, text in zip(rows_of(root), ("A1", "A2", " A1 "), strict=True):
        first(row, "ReferentieNummer").text = text
    read = given(root)
    assert [row.good for row in read.rows] == [True, True, False]
    name = "ReferentieNummer"
    assert told(read.rows[2]) == [
        (row_of(edition, 3), name, f"{name} (A1) staat al bij {row_of(edition, 1)}.")
    ]


@each
def test_a_row_outside_the_period_with_a_reference_that_was_there_is_told_both(
    edition: Edition,
) -> None:
    root = small(edition, 2)
    for row in rows_of(root):
        first(row, "ReferentieNummer").text = "A1"
    put_days(first(row, "ProductPeriode"), "2025-12-31", "2027-01-01")
    assert [one.column for one in given(root).rows[1].faults] == [
        "Begindatum", "Einddatum", "ReferentieNummer",
    ]  # fmt: skip


@each
def test_the_first_counts_as_said_also_when_it_is_bad_and_of_whomever_it_is(
    edition: Edition,
) -> None:
    root = small(edition)
    first(root, "GeleverdVolume").text = "x"
    first(root, "Client").addnext(copy.deepcopy(first(root, "Client")))
    read = given(with_sum(root, edition.release))
    assert [[one.column for one in row.faults] for row in read.rows] == [
        ["GeleverdVolume"], ["GeleverdVolume", "ReferentieNummer"],
    ]  # fmt: skip


@each
def test_rows_without_a_reference_are_not_the_same(edition: Edition) -> None:
    root = small(edition, 2)
    for row in rows_of(root):
        first(row, "ReferentieNummer").text = ""
    assert [len(row.faults) for row in given(root).rows] == [1, 1]


def test_a_reference_of_the_newer_release_may_stand_without_an_element_of_its_own() -> None:
    root = small(NEWER, 3)
    for row, text in zip(rows_of(root), ("A1", "A2", "A1"), strict=True):
        around = first(row, "ProductReferentie")
        for one in list(around):
            around.remove(one)
        around.text = text
    read = given(root)
    assert [row.reference for row in read.rows] == ["A1", "A2", "A1"]
    assert told(read.rows[2]) == [
        (
            row_of(NEWER, 3),
            "ProductReferentie",
            f"ProductReferentie (A1) staat al bij {row_of(NEWER, 1)}.",
        )
    ]
    first(root, "ProductReferentie").text = ""
    assert told(given(root).rows[0]) == [
        (row_of(NEWER), "ProductReferentie", "ProductReferentie in Prestatie is leeg.")
    ]
    older = small(OF_WMO)
    around = first(older, "ProductReferentie")
    for one in list(around):
        around.remove(one)
    around.text = "A1"
    (row,) = given(older).rows
    assert row.reference == ""
    assert [one.reason for one in row.faults] == [
        "In ProductReferentie staat tekst tussen de elementen.",
        "ReferentieNummer ontbreekt in ProductReferentie.",
    ]


def test_a_reference_that_can_be_a_bsn_is_hidden() -> None:
    root = small(OF_WMO, 2)
    for row in rows_of(root):
        first(row, "ReferentieNummer").text = BSN
    (finding,) = given(root).rows[1].faults
    assert finding.value == f"*****{BSN[-2:]}"
    assert BSN not in finding.reason


@each
def test_a_fault_of_the_person_makes_all_his_rows_bad_and_no_others(edition: Edition) -> None:
    root = small(edition, 2)
    other = copy.deepcopy(first(root, "Client"))
    for at, row in enumerate(rows_of(other)):
        first(row, "ReferentieNummer").text = f"B{at}"
    first(root, "Client").addnext(other)
    first(root, "Bsn").text = BSN[:8]
    read = given(with_sum(root, edition.release))
    assert [row.good for row in read.rows] == [False, False, True, True]
    for row in read.rows[:2]:
        (finding,) = row.faults
        assert (finding.row, finding.column) == (row.place, "Bsn")
        assert finding.value == f"*****{BSN[6:8]}"
        assert finding.reason.startswith("Bsn in Client is geen bsn")
        assert finding.reason.endswith(
            f"Dit staat bij de persoon ({CLIENT[edition.release]}) en geldt voor al zijn rijen."
        )


@each
def test_also_when_it_stands_after_his_rows(edition: Edition) -> None:
    root = small(edition, 2)
    etree.SubElement(first(root, "Client"), "Onzin")
    read = given(root)
    assert [[one.column for one in row.faults] for row in read.rows] == [["Onzin"], ["Onzin"]]
    assert read.bad == 2


@each
def test_a_fault_outside_all_persons_refuses_it_whole(edition: Edition) -> None:
    for name, where in (("Header", "Header"), ("Clienten", "Clienten"), ("Client", "Clienten")):
        root = small(edition)
        one = first(root, name)
        one.tag = f"{{urn:x}}{name}"
        assert refusal(root).findings, where
    root = small(edition)
    first(root, "Header").append(etree.Element("Onzin"))
    (finding,) = refusal(root).findings
    assert (finding.row, finding.column) == ("/Bericht[1]/Header[1]", "Onzin")


@each
def test_what_is_missing_in_the_header_is_named(edition: Edition) -> None:
    root = small(edition)
    one = first(root, INVOICE[edition.release])
    parent = etree.QName(one.getparent()).localname
    one.getparent().remove(one)
    (finding,) = refusal(root).findings
    assert finding.row == f"/Bericht[1]/{AROUND[edition.release]}[1]"
    assert finding.reason == f"{INVOICE[edition.release]} ontbreekt in {parent}."


def test_what_is_around_the_persons_has_a_place_of_its_own() -> None:
    root = small(OF_WMO)
    first(root, "Clienten").text = "zomaar"
    (finding,) = refusal(root).findings
    assert (finding.row, finding.column) == ("/Bericht[1]/Clienten[1]", "Clienten")
    root = small(OF_WMO)
    root.append(copy.deepcopy(first(root, "Header")))
    assert {one.row for one in refusal(root).findings} == {"/Bericht[1]"}


@each
def test_both_another_municipality_and_a_wrong_total_are_told(edition: Edition) -> None:
    root = put_total(with_amounts(edition, ("1", "D")), edition, "2")
    found = refusal(root, "GM9902").findings
    assert [one.column for one in found] == [MUNICIPALITY[edition.release], "TotaalBedrag"]


@pytest.mark.parametrize("text", ["416", "448"])
def test_a_declaration_may_be_called_an_invoice(text: str) -> None:
    root = small(OF_WMO)
    first(root, "BerichtCode").text = text
    assert given(root).bad == 0
    first(root, "BerichtCode").text = "432"
    assert refusal(root)


@pytest.mark.parametrize(
    ("namespace", "said"),
    [
        ("http://www.istandaarden.nl/iwmo/2_3/wmo301/schema", "bericht 301 van iWmo 2.3"),
        ("http://www.istandaarden.nl/iwmo/2_3/wmo304/schema", "bericht 304 van iWmo 2.3"),
        ("http://www.istandaarden.nl/iwmo/3_2/wmo319/schema", "bericht 319 van iWmo 3.2"),
        ("http://www.istandaarden.nl/iwmo/3_2/wmo325/schema", "bericht 325 van iWmo 3.2"),
        ("http://www.istandaarden.nl/iwmo/3_2/wmo303/schema", "bericht 303 van iWmo 3.2"),
        ("http://www.istandaarden.nl/ijw/3_1/jw323/schema", "bericht 323 van iJw 3.1"),
        ("http://www.istandaarden.nl/iwlz/2_2/aw319/schema", "bericht 319 van iWlz 2.2"),
        ("urn:iets", "geen bericht dat wij kennen: urn:iets"),
    ],
)
def test_another_message_is_refused_by_its_number_and_release(namespace: str, said: str) -> None:
    refused = refusal(f'<Bericht xmlns="{namespace}"><Header/></Bericht>')
    assert said in str(refused)
    assert str(refused).endswith(
        "Als declaratie worden gelezen: bericht 303 van iWmo 2.3, bericht 303 van iJw 2.3, "
        "bericht 323 van iWmo 3.2 en bericht 323 van iJw 3.2."
    )
    assert refused.findings[0].row == "/Bericht[1]"


def test_a_declaration_in_the_clothes_of_another_release_is_refused() -> None:
    data = written(small(OF_WMO)).replace(b"/iwmo/2_3/wmo303/", b"/iwmo/3_2/wmo323/")
    reasons = [one.reason for one in refusal(data).findings]
    assert "Clienten hoort niet in Bericht." in reasons
    assert "BerichtVersie in Header moet 3 zijn." in reasons
    youth = (
        written(small(OF_YOUTH)).replace(b"/ijw/2_3/", b"/iwmo/2_3/").replace(b"jw303", b"wmo303")
    )
    assert "klopt niet: BerichtCode" in str(refusal(youth.replace(b"wwmo", b"wmo")))


def test_of_a_person_without_end_each_row_can_say_what_is_wrong_with_him() -> None:
    """One fault for each row and no more: what is said of all is made when it is asked for."""
    root = small(OF_WMO, 2)
    for _ in range(60):
        etree.SubElement(first(root, "Client"), "Onzin")
    one, other = given(root).rows
    assert one.of_person is other.of_person
    assert len(one.faults) == len(other.faults) == 51
    assert "nog 10 fouten" in one.faults[-1].reason


def test_far_too_many_rows_or_elements_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (DeclarationCheck.most_rows, DeclarationCheck.most_elements) == (250_000, 5_000_000)
    root = small(OF_WMO, 3)
    monkeypatch.setattr(DeclarationCheck, "most_rows", 3)
    assert len(given(root).rows) == 3
    monkeypatch.setattr(DeclarationCheck, "most_rows", 2)
    assert str(refusal(root)) == "Er staan meer dan 2 prestaties in."
    for row in list(rows_of(root)):
        row.getparent().remove(row)
    monkeypatch.setattr(DeclarationCheck, "most_rows", 0)
    assert str(refusal(root)) == "Er staan meer dan 0 prestaties in."
    monkeypatch.setattr(DeclarationCheck, "most_elements", 20)
    assert str(refusal(small(OF_WMO))) == "Er staan meer dan 20 elementen in."


def test_of_a_row_and_a_person_that_ended_nothing_is_kept_but_what_is_declared() -> None:
    kept: list[int] = []

    class Watching(DeclarationCheck):
        def row_ended(self, client: ClientRead, row: RowRead) -> None:
            super().row_ended(client, row)
            kept.append(len(client.rows))

        def person_ended(self, client: ClientRead) -> None:
            super().person_ended(client)
            kept.append(len(self.clients))

    root = small(OF_WMO, 3)
    check = parsed(io.BytesIO(written(root)), DECLARATIONS, Watching)
    assert kept == [0] * 4
    assert len(check.rows) == 3


def test_a_number_of_noughts_without_end_is_none() -> None:
    root = with_amounts(OF_WMO, ("0" * 80 + "5", "D"))
    assert given(put_total(root, OF_WMO, "5")).rows[0].amount_cents == 5
    first(root, "Bedrag").text = "0" * 95 + "5"
    assert [one.column for one in given(root).rows[0].faults] == ["Bedrag"]


def test_white_space_around_a_number_is_no_part_of_it_however_much_there_is() -> None:
    root = with_amounts(OF_WMO, (" " * 500 + "5" + "\n" * 500, "D"))
    assert given(put_total(root, OF_WMO, "5")).rows[0].amount_cents == 5


def test_the_kinds_of_values_that_only_declarations_have() -> None:
    number = kinds.InvoiceNumber(12)
    assert [number.fault(text) for text in ("F1", "a" * 12, "0")] == [None] * 3
    assert {number.fault(text) for text in ("", "a" * 13, "F-1", " F1", "F1\n", "é")} == {
        "moet uit 1 tot 12 letters en cijfers bestaan"
    }
    assert kinds.VatNumber().fault("NL123456789B01") is None
    assert {kinds.VatNumber().fault(text) for text in ("", "NL12345678B01", "NL123456789B01 ")} == {
        "moet een btw-nummer zijn, geschreven als NL123456789B01"
    }
    bureau = kinds.BureauDigits()
    assert [bureau.fault(text) for text in ("00000000", "98000001", "98999999")] == [None] * 3
    assert {bureau.fault(text) for text in ("", "98000000", "97000001", "980000011", "0")} == {
        "moet 98 met zes cijfers zijn, of acht nullen"
    }


def test_the_writing_of_declarations_reaches_every_element() -> None:
    def names(block: Any) -> set[str]:
        below = [names(one.holds) for one in block.elements if hasattr(one.holds, "elements")]
        return set(block.order).union(*below)

    for edition in DECLARED:
        chance = random.Random(1)
        found = {
            etree.QName(one).localname
            for _ in range(60)
            for one in WritingDeclarations(edition, chance).message().iter()
        }
        assert found - {"Iets"} == names(edition.holds) | {"Bericht"}
