# SPDX-License-Identifier: EUPL-1.2
"""An invoice is weighed as a whole: what it asks, line by line, is what it says is to be paid."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.interop.findings import Refused
from meedoen.interop.incoming import IncomingDocument
from meedoen.interop.ubl.invoices import read_invoice
from tests.interop.money_files import (
    LAUGHS,
    NLCIUS,
    PEPPOL,
    READS_A_FILE,
    invoice,
    invoice_line,
)

BSN = "999990019"
ENDS = "<cac:InvoicePeriod><cbc:EndDate>{}</cbc:EndDate></cac:InvoicePeriod>"
BACKWARDS = """<cac:InvoicePeriod><cbc:StartDate>2026-02-01</cbc:StartDate>
<cbc:EndDate>2026-01-31</cbc:EndDate></cac:InvoicePeriod>"""
GRANTED = "<cac:DocumentReference><cbc:ID>{}</cbc:ID></cac:DocumentReference>"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "factuur.xml"


def read(path: Path, text: str | bytes, *, recoverable: bool = False) -> IncomingDocument:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (document,) = read_invoice(path, recoverable=recoverable).documents
    return document


def refused(path: Path, text: str | bytes) -> Refused:
    with pytest.raises(Refused) as no:
        read(path, text)
    return no.value


def asked(document: IncomingDocument) -> list[int]:
    return [(line.net_cents or 0) + line.vat_cents for line in document.lines]


@pytest.mark.parametrize(
    ("agreement", "standard"), [(PEPPOL, "peppol"), (NLCIUS, "nlcius"), ("", "ubl")]
)
def test_an_invoice_is_read_however_it_was_agreed(
    path: Path, agreement: str, standard: str
) -> None:
    document = read(path, invoice(agreement=agreement))
    assert (document.standard, document.partner, document.number) == (
        standard, "41000001", "F-2026-001",
    )  # fmt: skip
    assert [(one.net_cents, one.vat_cents, one.product) for one in document.lines] == [
        (10_000, 2_100, "07"), (5_000, 1_050, "07"),
    ]  # fmt: skip
    assert document.total_cents == 18_150
    assert not any(one.faults for one in document.lines)


def test_a_credit_note_asks_less(path: Path) -> None:
    document = read(path, invoice(name="CreditNote"))
    assert asked(document) == [-12_100, -6_050]
    assert document.total_cents == -18_150


def test_an_invoice_that_says_it_is_a_credit_note_asks_less(path: Path) -> None:
    says = "<cbc:InvoiceTypeCode>{}</cbc:InvoiceTypeCode>"
    assert read(path, invoice(head=says.format(381))).total_cents == -18_150
    assert read(path, invoice(head=says.format(380))).total_cents == 18_150


@pytest.mark.parametrize("code", [380, 381])
def test_an_invoice_with_minuses_asks_less_whatever_it_says_it_is(path: Path, code: int) -> None:
    head = f"<cbc:InvoiceTypeCode>{code}</cbc:InvoiceTypeCode>"
    document = read(path, invoice([-10_000, -5_000], vat=-3_150, head=head))
    assert (document.total_cents, asked(document)) == (-18_150, [-12_100, -6_050])


def test_a_credit_note_below_nought_asks_more_and_that_is_a_note(path: Path) -> None:
    document = read(path, invoice([-10_000, -5_000], vat=-3_150, name="CreditNote"))
    assert document.total_cents == 18_150
    assert [one.column for one in document.notes] == ["TaxInclusiveAmount"]


def test_an_invoice_of_which_only_the_first_day_is_told_ends_no_earlier(path: Path) -> None:
    period = "<cac:InvoicePeriod><cbc:StartDate>2026-03-01</cbc:StartDate></cac:InvoicePeriod>"
    document = read(path, invoice(head=period))
    assert (str(document.first_day), str(document.last_day)) == ("2026-03-01", "2026-03-01")


def test_a_line_without_vat_beside_others_gets_none(path: Path) -> None:
    lines = invoice_line(1, 10_000) + invoice_line(2, 5_000, rate="0")
    document = read(path, invoice([10_000, 5_000], lines=lines, vat=2_100))
    assert asked(document) == [12_100, 5_000]


def test_vat_that_is_printed_as_one_sum_is_divided_over_the_lines(path: Path) -> None:
    text = invoice()
    subtotal = text[text.index("<cac:TaxSubtotal>") : text.index("</cac:TaxTotal>")]
    assert asked(read(path, text.replace(subtotal, ""))) == [12_100, 6_050]
    bare = text.replace(subtotal, "").replace("ClassifiedTaxCategory", "X")
    assert asked(read(path, bare)) == [12_100, 6_050]


def printed_once(text: str) -> str:
    """Print the VAT as one sum, and not per rate."""
    return text[: text.index("<cac:TaxSubtotal>")] + text[text.index("</cac:TaxTotal>") :]


@pytest.mark.parametrize("off", [-3, -2, 2, 3])
def test_vat_in_one_sum_is_that_of_the_lines_to_a_cent_for_each(path: Path, off: int) -> None:
    text = printed_once(invoice(vat=3_150 + off))
    if abs(off) > 2:
        assert "niet het tarief over de regels" in str(refused(path, text))
    else:
        assert sum(asked(read(path, text))) == 18_150 + off


def test_the_vat_per_rate_has_to_make_the_vat_in_all(path: Path) -> None:
    total = '<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">'
    text = invoice().replace(f"{total}31.50", f"{total}31.51")
    assert "(€ 31,51) is niet de som van de btw per tarief (€ 31,50)" in str(refused(path, text))


def test_vat_in_another_currency_or_without_rates_stands_beside_that_per_rate(path: Path) -> None:
    beside = '<cac:TaxTotal><cbc:TaxAmount currencyID="{}">{}</cbc:TaxAmount></cac:TaxTotal>'
    for currency, sum_ in (("USD", "34.00"), ("EUR", "99.00")):
        assert read(path, invoice(head=beside.format(currency, sum_))).total_cents == 18_150


def test_vat_may_have_a_total_for_each_rate(path: Path) -> None:
    lines = invoice_line(1, 10_000) + invoice_line(2, 5_000, rate="9")
    low = """<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">4.50</cbc:TaxAmount>
<cac:TaxSubtotal><cbc:TaxAmount currencyID="EUR">{}</cbc:TaxAmount><cac:TaxCategory>
<cbc:Percent>9</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>"""
    text = invoice([10_000, 5_000], lines=lines, vat=2_100).replace(">171.00<", ">175.50<")
    document = read(path, text.replace("<cac:TaxTotal>", low.format("4.50") + "<cac:TaxTotal>"))
    assert asked(document) == [12_100, 5_450]
    no = refused(path, text.replace("<cac:TaxTotal>", low.format("4.00") + "<cac:TaxTotal>"))
    assert no.findings[0].row == "/Invoice[1]/TaxTotal[1]"


def test_what_is_taken_off_has_to_be_what_is_printed(path: Path) -> None:
    off = '<cbc:AllowanceTotalAmount currencyID="EUR">10.00</cbc:AllowanceTotalAmount>'
    (found,) = refused(path, invoice(totals=off)).findings
    assert found.reason == (
        "AllowanceTotalAmount (€ 10,00) is niet de som van de kortingen (€ 0,00)."
    )


def test_an_allowance_that_cannot_be_read_is_a_bad_line(path: Path) -> None:
    off = """<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>
<cbc:Amount currencyID="EUR">tien</cbc:Amount></cac:AllowanceCharge>"""
    *_, bad = read(path, invoice(head=off)).lines
    assert [one.row for one in bad.faults] == ["/Invoice[1]/AllowanceCharge[1]"]


def test_an_invoice_is_about_the_days_of_its_lines(path: Path) -> None:
    lines = "".join(invoice_line(at, 5_000, more=ENDS.format(f"2026-0{at}-28")) for at in (1, 2, 3))
    document = read(path, invoice([5_000] * 3, lines=lines, day="2026-02-10"))
    assert (str(document.first_day), str(document.last_day)) == ("2026-01-28", "2026-03-28")
    period = ENDS.replace("<cbc:End", "<cbc:StartDate>2026-01-01</cbc:StartDate><cbc:End")
    whole = read(path, invoice(head=period.format("2026-06-30")))
    assert (str(whole.first_day), str(whole.last_day)) == ("2026-01-01", "2026-06-30")
    assert {str(one.day) for one in whole.lines} == {"2026-06-30"}


def test_what_is_rounded_off_stands_on_the_largest_line(path: Path) -> None:
    off = '<cbc:PayableRoundingAmount currencyID="EUR">0.50</cbc:PayableRoundingAmount>'
    document = read(path, invoice(totals=off, payable="182.00"))
    assert asked(document) == [12_150, 6_050]
    assert document.total_cents == 18_200


def test_an_invoice_in_the_envelope_of_peppol_is_read(path: Path) -> None:
    envelope = invoice().replace("?>", '?><StandardBusinessDocument xmlns="urn:sbd">', 1)
    document = read(path, envelope + "</StandardBusinessDocument>")
    assert document.place == "/StandardBusinessDocument[1]/Invoice[1]"


def test_another_encoding_and_another_prefix_are_the_same_invoice(path: Path) -> None:
    plain = read(path, invoice())
    wide = read(path, invoice().replace("UTF-8", "UTF-16").encode("utf-16"))
    renamed = read(path, invoice().replace("cbc:", "b:").replace("xmlns:cbc", "xmlns:b"))
    assert plain.digest == wide.digest == renamed.digest
    assert read(path, invoice([10_000, 5_001])).digest != plain.digest


def test_of_which_something_was_paid_before_the_rest_is_asked(path: Path) -> None:
    prepaid = '<cbc:PrepaidAmount currencyID="EUR">81.50</cbc:PrepaidAmount>'
    document = read(path, invoice(totals=prepaid, payable="100.00"))
    assert (document.total_cents, document.settled_cents) == (18_150, 8_150)


def test_what_is_taken_off_the_whole_is_a_line_of_its_own(path: Path) -> None:
    off = """<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>
<cbc:Amount currencyID="EUR">10.00</cbc:Amount><cac:TaxCategory><cbc:ID>S</cbc:ID>
<cbc:Percent>21</cbc:Percent></cac:TaxCategory></cac:AllowanceCharge>"""
    text = invoice([9_000], lines=invoice_line(1, 10_000), head=off)
    printed = '<cbc:LineExtensionAmount currencyID="EUR">'
    text = text.replace(f"{printed}90.00", f"{printed}100.00")
    document = read(path, text)
    assert asked(document) == [12_100, -1_210]


@given(
    nets=st.lists(st.integers(-100_000, 1_000_000).filter(bool), min_size=1, max_size=8),
    rate=st.sampled_from([0, 9, 21]),
)
def test_no_cent_of_vat_is_lost_over_the_lines(
    tmp_path_factory: pytest.TempPathFactory, nets: list[int], rate: int
) -> None:
    path = tmp_path_factory.mktemp("ubl") / "f.xml"
    net = sum(nets)
    vat = (abs(net) * rate + 50) // 100 * (1 if net >= 0 else -1)
    lines = "".join(invoice_line(at, one, str(rate)) for at, one in enumerate(nets, start=1))
    document = read(path, invoice(nets, rate=str(rate), vat=vat, lines=lines))
    assert sum(asked(document)) == document.total_cents == net + vat


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (invoice(payable="181.51"), "PayableAmount (€ 181,51) is niet de som"),
        (invoice(vat=3_200), "niet dat tarief over de regels"),
        (invoice().replace(">150.00<", ">150.01<"), "is niet de som"),
        (invoice(lines=invoice_line(1, 10_000)), "LineExtensionAmount (€ 150,00) is niet de som"),
        (invoice().replace("<cbc:ID>F-2026-001</cbc:ID>", ""), "ID: dit ontbreekt"),
        (invoice(day="2026-02-30"), "IssueDate: deze dag bestaat niet"),
        (invoice(head=BACKWARDS), "InvoicePeriod: de periode eindigt voor zij begint"),
        (invoice(supplier=""), "de leverancier heeft geen nummer of naam"),
        (invoice().replace("Code>EUR", "Code>USD"), "alleen facturen in euro"),
        (invoice().replace("PayableAmount", "X"), "PayableAmount: dit ontbreekt"),
        (invoice().replace("Invoice-2", "Invoice-3"), "Dit is Invoice"),
        (invoice(head="<cbc:UBLVersionID>3.0</cbc:UBLVersionID>"), "Dit is UBL 3.0"),
        (invoice(before=LAUGHS), "DOCTYPE"),
        (invoice(before=READS_A_FILE), "DOCTYPE"),
        (invoice()[:-40], "geen geldige XML"),
        ("<Order/>", "Dit is geen factuur die wij kennen: Order"),
        ("", "geen geldige XML"),
        (b"PK\x03\x04", "Dit is een archief"),
    ],
)  # fmt: skip
def test_what_does_not_hold_refuses_it_whole(path: Path, wrong: str | bytes, says: str) -> None:
    no = refused(path, wrong)
    assert says in str(no) or any(says in one.reason for one in no.findings)


def test_a_total_that_cannot_be_read_stands_in_the_report_once(path: Path) -> None:
    assert [one.column for one in refused(path, invoice(payable="veel")).findings] == [
        "PayableAmount"
    ]


def test_the_total_that_is_printed_stands_in_the_report(path: Path) -> None:
    no = refused(path, invoice(payable="181.51"))
    (found,) = no.findings
    assert (found.row, found.column, found.value) == (
        "/Invoice[1]/LegalMonetaryTotal[1]", "PayableAmount", "€ 181,51",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (invoice_line(2, "vijftig"), "LineExtensionAmount"),
        (invoice_line(2, "50.005"), "LineExtensionAmount"),
        (invoice_line(1, 5_000), "ID"),
        (invoice_line("", 5_000), "ID"),
        (invoice_line(2, 5_000).replace(">1</cbc:Inv", ">zes</cbc:Inv"), "InvoicedQuantity"),
        (invoice_line(2, 5_000, rate="hoog"), "Percent"),
        (invoice_line(2, 5_000, more=ENDS.format("2026-13-01")), "EndDate"),
        (invoice_line(2, 5_000, more=BACKWARDS), "EndDate"),
        (invoice_line(2, 5_000).replace("EUR", "USD", 1), "LineExtensionAmount"),
        (invoice_line(2, 5_000, more=GRANTED.format("x" * 101)), "ID"),
    ],
)
def test_a_fault_in_a_line_makes_that_line_bad_and_no_other(
    path: Path, line: str, column: str
) -> None:
    lines = invoice_line(1, 10_000) + line + invoice_line(3, 2_000)
    document = read(path, invoice([10_000, 5_000, 2_000], lines=lines))
    assert [one.good for one in document.lines] == [True, False, True]
    (fault,) = document.lines[1].faults
    assert fault.row == "/Invoice[1]/InvoiceLine[2]"
    assert fault.column == column


def test_a_bank_account_or_a_number_for_vat_that_cannot_be_right_is_a_note(path: Path) -> None:
    means = """<cac:PaymentMeans><cac:PayeeFinancialAccount><cbc:ID>NL91ABNA0417164301</cbc:ID>
</cac:PayeeFinancialAccount></cac:PaymentMeans>"""
    document = read(path, invoice(head=means))
    assert [one.column for one in document.notes] == ["PayeeFinancialAccount"]
    assert not read(path, invoice(head=means.replace("301<", "300<"))).notes


def test_a_supplier_without_a_number_is_known_by_its_name(path: Path) -> None:
    name = "<cac:PartyName><cbc:Name>De Stadskamer</cbc:Name></cac:PartyName>"
    document = read(path, invoice(supplier=name))
    assert document.partner == "De Stadskamer"
    assert [one.column for one in document.notes] == ["AccountingSupplierParty"]


@pytest.mark.parametrize("number", [BSN, f"NL{BSN}B01", f"NL {BSN} B01"])
def test_a_supplier_is_not_known_by_a_number_that_can_be_a_bsn(path: Path, number: str) -> None:
    tax = f"<cac:PartyTaxScheme><cbc:CompanyID>{number}</cbc:CompanyID></cac:PartyTaxScheme>"
    name = "<cac:PartyName><cbc:Name>De Stadskamer</cbc:Name></cac:PartyName>"
    assert read(path, invoice(supplier=name + tax)).partner == "De Stadskamer"
    legal = "<cac:PartyLegalEntity><cbc:CompanyID>41000001</cbc:CompanyID></cac:PartyLegalEntity>"
    assert read(path, invoice(supplier=legal + tax)).partner == "41000001"


def test_a_line_that_is_not_its_quantity_times_its_price_is_a_note(path: Path) -> None:
    price = 'PriceAmount currencyID="EUR">'
    line = invoice_line(1, 10_000).replace(f"{price}100.00", f"{price}90.00")
    document = read(path, invoice([10_000], lines=line))
    assert document.lines[0].good
    (note,) = document.notes
    assert note.reason == "Het bedrag is niet aantal maal prijs (€ 90,00)."


def test_nothing_that_names_a_bsn_is_shown_whole(path: Path) -> None:
    no = refused(path, invoice(head="<cbc:UBLVersionID>999990019</cbc:UBLVersionID>"))
    assert "999990019" not in str(no) + str(no.findings)
