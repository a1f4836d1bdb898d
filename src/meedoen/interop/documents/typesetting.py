# SPDX-License-Identifier: EUPL-1.2
"""Sets a document with typst; nothing of it comes from this machine or from a network."""

from pathlib import Path

import typst

TEMPLATE = Path(__file__).with_name("table.typ")
LETTER = Path(__file__).with_name("letter.typ")


def set_in_type(said: str, template: Path = TEMPLATE) -> bytes:
    """Give the PDF of what is said, as JSON. Raises TypstError when it cannot be PDF/UA."""
    return typst.compile(
        template.read_bytes(),
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=0,
        sys_inputs={"document": said},
    )
