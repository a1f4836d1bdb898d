# SPDX-License-Identifier: EUPL-1.2
"""Invoices, bank statements and ledger files of invented suppliers and municipalities, as text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

UBL = "urn:oasis:names:specification:ubl:schema:xsd"
PEPPOL = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
NLCIUS = "urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0"
XAF_32 = "http://www.auditfiles.nl/XAF/3.2"
XAF_40 = "http://www.odb.belastingdienst.nl/Belastingdienst/BCPP/1.1/structures/XmlauditfileXAF_4.0"
LAUGHS = '<!DOCTYPE a [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
READS_A_FILE = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
DECLARED = '<?xml version="1.0" encoding="UTF-8"?>'


def euros(cents: int) -> str:
    """Write cents as a message does."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def invoice_line(
    number: object, net: str | int, rate: str = "21", more: str = "", name: str = "Invoice"
) -> str:
    """A line of an invoice; `more` stands between its amount and what was delivered."""
    price = euros(net) if isinstance(net, int) else "1.00"
    net = euros(net) if isinstance(net, int) else net
    quantity = "InvoicedQuantity" if name == "Invoice" else "CreditedQuantity"
    return f"""<cac:{name}Line><cbc:ID>{number}</cbc:ID>
<cbc:{quantity} unitCode="HUR">1</cbc:{quantity}>
<cbc:LineExtensionAmount currencyID="EUR">{net}</cbc:LineExtensionAmount>
<cbc:AccountingCost>07</cbc:AccountingCost>{more}
<cac:Item><cbc:Name>Dagbesteding</cbc:Name>
<cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>{rate}</cbc:Percent>
<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory></cac:Item>
<cac:Price><cbc:PriceAmount currencyID="EUR">{price}</cbc:PriceAmount></cac:Price>
</cac:{name}Line>"""


def invoice(
    nets: Sequence[int] = (10_000, 5_000),
    *,
    number: str = "F-2026-001",
    vat: int | None = None,
    rate: str = "21",
    lines: str = "",
    payable: str = "",
    name: str = "Invoice",
    agreement: str = PEPPOL,
    before: str = "",
    head: str = "",
    totals: str = "",
    day: str = "2026-01-31",
    supplier: str = '<cac:PartyLegalEntity><cbc:CompanyID schemeID="0106">41000001</cbc:CompanyID>'
    "</cac:PartyLegalEntity>",
) -> str:
    """An invoice or credit note that adds up, but for what is said."""
    net = sum(nets)
    vat = (net * int(rate) + 50) // 100 if vat is None else vat
    lines = lines or "".join(
        invoice_line(at, one, rate, name=name) for at, one in enumerate(nets, start=1)
    )
    return f"""{DECLARED}{before}
<{name} xmlns="{UBL}:{name}-2" xmlns:cac="{UBL}:CommonAggregateComponents-2"
 xmlns:cbc="{UBL}:CommonBasicComponents-2">
<cbc:CustomizationID>{agreement}</cbc:CustomizationID>
<cbc:ID>{number}</cbc:ID><cbc:IssueDate>{day}</cbc:IssueDate>
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>{head}
<cac:AccountingSupplierParty><cac:Party>{supplier}</cac:Party></cac:AccountingSupplierParty>
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">{euros(vat)}</cbc:TaxAmount>
<cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">{euros(net)}</cbc:TaxableAmount>
<cbc:TaxAmount currencyID="EUR">{euros(vat)}</cbc:TaxAmount>
<cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>{rate}</cbc:Percent></cac:TaxCategory>
</cac:TaxSubtotal></cac:TaxTotal>
<cac:LegalMonetaryTotal>
<cbc:LineExtensionAmount currencyID="EUR">{euros(net)}</cbc:LineExtensionAmount>
<cbc:TaxExclusiveAmount currencyID="EUR">{euros(net)}</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount currencyID="EUR">{euros(net + vat)}</cbc:TaxInclusiveAmount>{totals}
<cbc:PayableAmount currencyID="EUR">{payable or euros(net + vat)}</cbc:PayableAmount>
</cac:LegalMonetaryTotal>{lines}</{name}>"""


def payment(
    cents: int | str, says: str = "", day: str = "2026-02-10", status: str = "BOOK", more: str = ""
) -> str:
    """A payment on a statement: below nought it went out."""
    side = "DBIT" if isinstance(cents, int) and cents < 0 else "CRDT"
    amount = euros(abs(cents)) if isinstance(cents, int) else cents
    more = (
        more
        or f"""<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
<RmtInf><Ustrd>{says}</Ustrd></RmtInf></TxDtls>"""
    )
    return f"""<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd>
<Sts><Cd>{status}</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt>
<NtryDtls>{more}</NtryDtls></Ntry>"""


def statement(
    payments: str, before: int, after: int, number: str = "2026-041",
    account: str = "NL91ABNA0417164300",
) -> str:  # fmt: skip
    """A statement of one account."""

    def balance(kind: str, cents: int) -> str:
        side = "CRDT" if cents >= 0 else "DBIT"
        return f"""<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>
<Amt Ccy="EUR">{euros(abs(cents))}</Amt><CdtDbtInd>{side}</CdtDbtInd>
<Dt><Dt>2026-02-10</Dt></Dt></Bal>"""

    return f"""<Stmt><Id>{number}</Id><Acct><Id><IBAN>{account}</IBAN></Id><Ccy>EUR</Ccy></Acct>
{balance("OPBD", before)}{balance("CLBD", after)}{payments}</Stmt>"""


def bank(*statements: str, version: str = "camt.053.001.08", before: str = "") -> str:
    """A file of statements."""
    return f"""{DECLARED}{before}<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{version}">
<BkToCstmrStmt><GrpHdr><MsgId>m</MsgId><CreDtTm>2026-02-11T06:00:00</CreDtTm></GrpHdr>
{"".join(statements)}</BkToCstmrStmt></Document>"""


def ledger_booking(
    number: object, lines: Sequence[tuple[str, int | str]], day: str = "2026-01-31"
) -> str:
    """A booking of a ledger file: accounts with cents, a debit above nought."""
    told = "".join(
        f"""<trLine><nr>{at}</nr><accID>{account}</accID><docRef>x</docRef><effDate>{day}</effDate>
<desc>x</desc><amnt>{euros(abs(cents)) if isinstance(cents, int) else cents}</amnt>
<amntTp>{"C" if isinstance(cents, int) and cents < 0 else "D"}</amntTp></trLine>"""
        for at, (account, cents) in enumerate(lines, start=1)
    )
    return f"""<transaction><nr>{number}</nr><desc>x</desc><periodNumber>1</periodNumber>
<trDt>{day}</trDt>{told}</transaction>"""


def auditfile(
    *bookings: str, lines: int, cents: int, credit: int | None = None, namespace: str = XAF_32,
    before: str = "", created: str = "2026-02-01", days: str = "2026-01-01 2026-12-31",
) -> str:  # fmt: skip
    """A ledger file of 2026 with its totals."""
    first, last = days.split()
    return f"""{DECLARED}{before}<auditfile xmlns="{namespace}"><header>
<fiscalYear>2026</fiscalYear><startDate>{first}</startDate><endDate>{last}</endDate>
<curCode>EUR</curCode><dateCreated>{created}</dateCreated><softwareDesc>x</softwareDesc>
<softwareVersion>1</softwareVersion></header><company><companyName>Lindewaard</companyName>
<taxRegistrationCountry>NL</taxRegistrationCountry><taxRegIdent>1</taxRegIdent>
<generalLedger><ledgerAccount><accID>4430</accID><accDesc>x</accDesc><accTp>P</accTp>
</ledgerAccount></generalLedger><transactions><linesCount>{lines}</linesCount>
<totalDebit>{euros(cents)}</totalDebit>
<totalCredit>{euros(cents if credit is None else credit)}</totalCredit>
<journal><jrnID>INK</jrnID><desc>x</desc>{"".join(bookings)}</journal></transactions>
</company></auditfile>"""


def workbook(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    """Write rows into a workbook, the headings first."""
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path
