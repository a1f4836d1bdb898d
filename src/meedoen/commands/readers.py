# SPDX-License-Identifier: EUPL-1.2
"""The reader of each kind of file that the budget takes in; none needs settings or a database."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from meedoen.interop.camt.statements import read_bank
from meedoen.interop.incoming import IncomingFile
from meedoen.interop.iwmo.declarations import read_declaration
from meedoen.interop.iwmo.returned import read_returned
from meedoen.interop.listed.columns import CAK, INVOICE, SUBSIDY, SVB
from meedoen.interop.listed.costs import read_costs
from meedoen.interop.listed.tables import starts_as_xml
from meedoen.interop.ubl.invoices import read_invoice
from meedoen.interop.xaf.ledger_files import read_ledger

Reader = Callable[[Path, str, bool], Any]


def _invoice(path: Path, recoverable: bool) -> IncomingFile:
    """Read an invoice in UBL, or a table of them: told apart by what stands in it."""
    if starts_as_xml(path):
        return read_invoice(path, recoverable=recoverable)
    return read_costs(path, INVOICE, recoverable=recoverable)


# Each is given the file, the code of the municipality, and whether VAT is had back from the BCF.
READERS: dict[str, Reader] = {
    "declaration": lambda path, town, _: read_declaration(path, municipality=town),
    "answer": lambda path, town, _: read_returned(path, municipality=town),
    "invoice": lambda path, _, recoverable: _invoice(path, recoverable),
    "subsidy": lambda path, *_: read_costs(path, SUBSIDY),
    "svb": lambda path, *_: read_costs(path, SVB),
    "cak": lambda path, *_: read_costs(path, CAK),
    "bank": lambda path, *_: read_bank(path),
    "ledger": lambda path, *_: read_ledger(path),
}
