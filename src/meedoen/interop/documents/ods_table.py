# SPDX-License-Identifier: EUPL-1.2
"""A table as a workbook of OpenDocument: the same two sheets as for Excel.

Every text is a cell of text, and nothing stands in an attribute for formulas. odfdo gives the
document around it; its tables take a minute for 10,000 rows, so these are written as text.
Source: OpenDocument 1.4 part 3, 6.1 (white space) and 19.387 (types of values).
"""

import io
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.sax.saxutils import escape

from odfdo import Document
from openpyxl.utils import get_column_letter

from meedoen.interop.documents.cells import in_xml, shown, starts_a_formula
from meedoen.interop.documents.sheets import (
    EXPLANATION,
    FIGURES,
    explanation,
    packed_anew,
    widths,
)
from meedoen.vocabulary.documents import TableDocument

_NO_MOMENT = datetime(1980, 1, 1)  # noqa: DTZ001, odfdo writes it without a time zone
# A reader takes several spaces for one, and none at the ends of a line.
_LOST_SPACE = re.compile("^ | (?= )| $")
_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in (
        *((one, one) for one in ("office", "style", "table", "text", "config")),
        ("fo", "xsl-fo-compatible"),
        ("number", "datastyle"),
    )
)
_CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content {namespaces} office:version="1.4"><office:automatic-styles>{columns}\
<number:text-style style:name="as-text"><number:text-content/></number:text-style>\
<style:style style:name="heading" style:family="table-cell">\
<style:text-properties fo:font-weight="bold"/></style:style>\
<style:style style:name="words" style:family="table-cell" style:data-style-name="as-text"/>\
</office:automatic-styles><office:body><office:spreadsheet>{tables}\
<table:database-ranges><table:database-range table:name="figures" \
table:target-range-address="{filtered}" table:display-filter-buttons="true"/>\
</table:database-ranges></office:spreadsheet></office:body></office:document-content>"""
_COLUMN = """<style:style style:name="wide-{0}" style:family="table-column">\
<style:table-column-properties style:column-width="{1:.1f}mm"/></style:style>"""
# The row of headings stays in sight.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-settings {namespaces} office:version="1.4"><office:settings>\
<config:config-item-set config:name="ooo:view-settings">\
<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>\
<config:config-item-map-named config:name="Tables">\
<config:config-item-map-entry config:name="{sheet}">\
<config:config-item config:name="VerticalSplitMode" config:type="short">2</config:config-item>\
<config:config-item config:name="VerticalSplitPosition" config:type="int">1</config:config-item>\
<config:config-item config:name="ActiveSplitRange" config:type="short">2</config:config-item>\
<config:config-item config:name="PositionBottom" config:type="int">1</config:config-item>\
</config:config-item-map-entry></config:config-item-map-named></config:config-item-map-entry>\
</config:config-item-map-indexed></config:config-item-set></office:settings>\
</office:document-settings>"""


def write(document: TableDocument) -> bytes:
    """Write the workbook."""
    book = Document("spreadsheet")
    book.language = book.meta.language = "nl-NL"
    book.meta.title = in_xml(document.title)
    book.meta.creation_date = book.meta.date = _NO_MOMENT
    container = book.container
    assert container is not None
    container.set_part("meta.xml", book.meta.serialize())
    container.set_part("styles.xml", book.styles.serialize())
    container.set_part(
        "settings.xml", _SETTINGS.format(namespaces=_NAMESPACES, sheet=FIGURES).encode()
    )
    container.set_part("content.xml", _content(document).encode())
    told = io.BytesIO()
    container.save(told)
    return packed_anew(told.getvalue())


def _content(document: TableDocument) -> str:
    wide = [*widths(document), 32, 64]
    last = f"{get_column_letter(len(document.columns))}{len(document.rows) + 1}"
    said = [*explanation(document)]
    figures = _table(FIGURES, range(len(document.columns)), document.columns, document.rows)
    explained = _table(EXPLANATION, range(len(wide) - 2, len(wide)), said[0], said[1:])
    return _CONTENT.format(
        namespaces=_NAMESPACES,
        # A character is some two millimetres wide.
        columns="".join(_COLUMN.format(number, 2 * one + 4) for number, one in enumerate(wide)),
        tables="".join([*figures, *explained]),
        filtered=f"{FIGURES}.A1:{FIGURES}.{last}",
    )


def _table(
    name: str,
    wide: Iterable[int],
    first: Iterable[str],
    rows: Iterable[Iterable[str | int | None]],
) -> Iterator[str]:
    yield f'<table:table table:name="{name}">'
    for number in wide:
        yield f'<table:table-column table:style-name="wide-{number}"/>'
    yield _row(first, heading=True)
    for row in rows:
        yield _row(row)
    yield "</table:table>"


def _row(cells: Iterable[str | int | None], *, heading: bool = False) -> str:
    inside = "".join(_cell(shown(cell), heading=heading) for cell in cells)
    return f"<table:table-row>{inside}</table:table-row>"


def _cell(value: str | int, *, heading: bool) -> str:
    if isinstance(value, int):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    text = in_xml(value)
    style = "heading" if heading else "words" if starts_a_formula(text) else ""
    named = f' table:style-name="{style}"' if style else ""
    lines = "".join(f"<text:p>{_line(line)}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell office:value-type="string"{named}>{lines}</table:table-cell>'


def _line(line: str) -> str:
    return _LOST_SPACE.sub("<text:s/>", escape(line)).replace("\t", "<text:tab/>")
