# SPDX-License-Identifier: EUPL-1.2
"""Files about money that come in at Lindewaard in a year: invoices, SVB, CAK and the bank (pure).

They are written as others write them, so that the readers of the real ones read them too. The same
every time. One payment of the last year is for something that nobody here can place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from meedoen.demonstration.declared_costs import YEARS, declared_months
from meedoen.demonstration.helped import HERE

_UBL = "urn:oasis:names:specification:ubl:schema:xsd"
_NLCIUS = "urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0"
_CAMT = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
ACCOUNT = "NL91ABNA0417164300"
BEGINS_WITH = 2_500_000_000
# Who drives people to dagbesteding sends an invoice each quarter: its number, trips, and a price.
DRIVER, TRIPS, PRICE, RATE = "98000047", 610, 1_450, 9
_UNPLACED = 12_345


@dataclass(frozen=True)
class IncomingText:
    """A file as it comes in on a day; `kind` is that of `meedoen budget import --as`."""

    kind: str
    came: date
    text: str


@dataclass(frozen=True)
class _Owed:
    """What the bank pays: from which day, under which number, and how many cents."""

    day: date
    number: str
    cents: int


def incoming_texts(year: int) -> Iterator[IncomingText]:
    """Give the files of a year in the order in which they come; the last comes after it."""
    owed = [
        _Owed(one.last_day, one.number, sum(cost.cents for cost in one.costs))
        for one in declared_months(year)
        if one.municipality == HERE
    ]
    balance = BEGINS_WITH
    for quarter in range(1, 5):
        ends = date(year + quarter // 4, quarter * 3 % 12 + 1, 1) - timedelta(days=1)
        number, cents = f"V{year}Q{quarter}", _with_vat(_net(quarter))
        yield IncomingText("invoice", ends + timedelta(days=5), _invoice(number, ends, quarter))
        pgb, collected = _pgb(year, quarter), _collected(year, quarter)
        for kind, rows in (("svb", pgb), ("cak", collected)):
            named = f"{kind.upper()}{year}K{quarter}"
            yield IncomingText(kind, ends + timedelta(days=12), _statement(named, ends, rows))
            together = sum(cents for _, cents in rows)
            owed.append(_Owed(ends, named, together if kind == "svb" else -together))
        owed.append(_Owed(ends, number, cents))
        paid = [one for one in owed if one.day <= ends]
        owed = [one for one in owed if one.day > ends]
        if (year, quarter) == (YEARS[-1], 1):
            paid.append(_Owed(ends, "zonder kenmerk", _UNPLACED))
        day = ends + timedelta(days=25)
        after = balance - sum(one.cents for one in paid)
        yield IncomingText("bank", day, _bank(f"{year}-{quarter}", day, paid, balance, after))
        balance = after


def _net(quarter: int) -> int:
    return (TRIPS - 37 * quarter) * PRICE


def _with_vat(net: int) -> int:
    return net + (net * RATE + 50) // 100


def _pgb(year: int, quarter: int) -> list[tuple[str, int]]:
    """Give what the SVB paid: per product category, in cents."""
    return [("07", 1_184_000 + 21_500 * (year - 2024) + 7_300 * quarter), ("02", 2_310_000)]


def _collected(year: int, quarter: int) -> list[tuple[str, int]]:
    """Give what the CAK collected: per product category, in cents."""
    return [("07", 171_000 + 1_900 * quarter), ("02", 96_900 + 950 * (year - 2024))]


def _euros(cents: int) -> str:
    return f"{abs(cents) // 100}.{abs(cents) % 100:02d}"


def _invoice(number: str, day: date, quarter: int) -> str:
    net = _net(quarter)
    whole = _with_vat(net)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="{_UBL}:Invoice-2" xmlns:cac="{_UBL}:CommonAggregateComponents-2"
 xmlns:cbc="{_UBL}:CommonBasicComponents-2"><cbc:CustomizationID>{_NLCIUS}</cbc:CustomizationID>
<cbc:ID>{number}</cbc:ID><cbc:IssueDate>{day}</cbc:IssueDate>
<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
<cac:AccountingSupplierParty><cac:Party><cac:PartyLegalEntity>
<cbc:CompanyID schemeID="0106">{DRIVER}</cbc:CompanyID>
</cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">{_euros(whole - net)}</cbc:TaxAmount>
<cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">{_euros(net)}</cbc:TaxableAmount>
<cbc:TaxAmount currencyID="EUR">{_euros(whole - net)}</cbc:TaxAmount>
<cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>{RATE}</cbc:Percent></cac:TaxCategory>
</cac:TaxSubtotal></cac:TaxTotal><cac:LegalMonetaryTotal>
<cbc:LineExtensionAmount currencyID="EUR">{_euros(net)}</cbc:LineExtensionAmount>
<cbc:TaxExclusiveAmount currencyID="EUR">{_euros(net)}</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount currencyID="EUR">{_euros(whole)}</cbc:TaxInclusiveAmount>
<cbc:PayableAmount currencyID="EUR">{_euros(whole)}</cbc:PayableAmount></cac:LegalMonetaryTotal>
<cac:InvoiceLine><cbc:ID>1</cbc:ID>
<cbc:InvoicedQuantity unitCode="C62">{net // PRICE}</cbc:InvoicedQuantity>
<cbc:LineExtensionAmount currencyID="EUR">{_euros(net)}</cbc:LineExtensionAmount>
<cbc:AccountingCost>07</cbc:AccountingCost><cac:Item><cbc:Name>Vervoer</cbc:Name>
<cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>{RATE}</cbc:Percent>
</cac:ClassifiedTaxCategory></cac:Item><cac:Price>
<cbc:PriceAmount currencyID="EUR">{_euros(PRICE)}</cbc:PriceAmount></cac:Price></cac:InvoiceLine>
</Invoice>"""


def _statement(number: str, day: date, rows: list[tuple[str, int]]) -> str:
    total = _euros(sum(cents for _, cents in rows)).replace(".", ",")
    lines = [
        f"{number};{day};{product};{_euros(cents).replace('.', ',')};{total}"
        for product, cents in rows
    ]
    return "\n".join(["overzicht;datum;productcategorie;bedrag;totaal", *lines, ""])


def _bank(number: str, day: date, paid: list[_Owed], before: int, after: int) -> str:
    entries = "".join(
        f"""<Ntry><Amt Ccy="EUR">{_euros(one.cents)}</Amt>
<CdtDbtInd>{"DBIT" if one.cents > 0 else "CRDT"}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>{day}</Dt></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>{one.number}</EndToEndId>
</Refs></TxDtls></NtryDtls></Ntry>"""
        for one in paid
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?><Document xmlns="{_CAMT}"><BkToCstmrStmt>
<GrpHdr><MsgId>{number}</MsgId><CreDtTm>{day}T06:00:00</CreDtTm></GrpHdr><Stmt><Id>{number}</Id>
<Acct><Id><IBAN>{ACCOUNT}</IBAN></Id><Ccy>EUR</Ccy></Acct>
{_balance("OPBD", before, day)}{_balance("CLBD", after, day)}{entries}</Stmt></BkToCstmrStmt>
</Document>"""


def _balance(kind: str, cents: int, day: date) -> str:
    return f"""<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>
<Amt Ccy="EUR">{_euros(cents)}</Amt><CdtDbtInd>{"CRDT" if cents >= 0 else "DBIT"}</CdtDbtInd>
<Dt><Dt>{day}</Dt></Dt></Bal>"""
