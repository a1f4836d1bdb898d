# SPDX-License-Identifier: EUPL-1.2
"""Whatever stands in a file about money, it is read or refused, and never falls over."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.commands.readers import READERS
from meedoen.interop.findings import Refused
from tests.interop.money_files import (
    auditfile,
    bank,
    invoice,
    ledger_booking,
    payment,
    statement,
)

BSN = "999990019"
GOOD = {
    "invoice": invoice(),
    "subsidy": "ontvanger;nummer;datum;bedrag;btw\n41000001;S1;2026-01-31;500,00;0,00\n",
    "svb": f"overzicht;datum;einddatum;bsn;bedrag\n2026-01;2026-02-05;2026-01-31;{BSN};250,00\n",
    "bank": bank(statement(payment(-500, "F-1") + payment(700), 0, 200)),
    "ledger": auditfile(ledger_booking(1, [("4430", 500), ("1600", -500)]), lines=2, cents=500),
}
ODD = ["", "<", "&", "-", "9" * 30, "\x00", "\ufeff", "é", "1e9", "NaN", "2026-02-30", "<x/>",
       "<?pi?>", "<!-- -->", "]]>", "٣", "\n", ";", '"', "=1+1", "0001-01-01", "-5.00"]  # fmt: skip


@pytest.mark.parametrize("kind", GOOD)
@given(data=st.data())
def test_a_file_with_something_odd_in_it_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, kind: str, data: st.DataObject
) -> None:
    text = GOOD[kind]
    for _ in range(data.draw(st.integers(1, 3))):
        words = [one.span() for one in re.finditer(r"[^<>;\n]+", text)] or [(0, 0)]
        start, end = data.draw(st.sampled_from(words))
        text = text[:start] + data.draw(st.sampled_from(ODD)) + text[end:]
    path = tmp_path_factory.mktemp("geld") / "bestand"
    path.write_bytes(text.encode())
    try:
        file = READERS[kind](path, "GM9901", False)
    except Refused:
        return
    found = [one for faults in file.findings() for one in faults]
    assert 0 <= file.bad <= file.number_of_rows
    assert bool(file.bad) is bool(found)
    assert not any(BSN in one.value + one.reason for one in found)
