# SPDX-License-Identifier: EUPL-1.2
"""A declaration is the same however it is written, and another when it says something else."""

import copy
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given as any_given
from hypothesis import strategies as st
from lxml import etree

from meedoen.interop.xml.content import ContentDigest
from tests.interop.iwmo.declared_messages import (
    DECLARED,
    INVOICE,
    NAMED,
    declarations,
    given,
    rows_of,
    small,
)
from tests.interop.iwmo.messages import BSN
from tests.interop.iwmo.test_declarations import whole_303, whole_323

XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
each = pytest.mark.parametrize("edition", DECLARED, ids=NAMED)
PLACES = (
    f'{XSI} xsi:schemaLocation="urn:x http://127.0.0.1:9/x.xsd" '
    'xsi:noNamespaceSchemaLocation="file:///etc/passwd"'
)


def without_prefix(text: str) -> str:
    text = text.replace("a:", "").replace("xmlns:a=", "xmlns=")
    return text.replace("xmlns:b", "xmlns:q").replace("b:", "q:")


WAYS: dict[str, Callable[[str], bytes]] = {
    "plainly": str.encode,
    "with a mark in front": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "in UTF-16": lambda text: text.encode("utf-16"),
    "in the script of Windows": lambda text: (
        '<?xml version="1.0" encoding="windows-1252"?>' + text
    ).encode("cp1252"),
    "with other prefixes": lambda text: (
        text.replace("a:", "wmo:").replace("xmlns:a", "xmlns:wmo").encode()
    ),
    "without a prefix": lambda text: without_prefix(text).encode(),
    "with CDATA": lambda text: re.sub(
        r">([^<>]*\w)(\w[^<>]*)</", r">\1<![CDATA[\2]]></", text
    ).encode(),
    "with remarks": lambda text: f"<!-- {BSN} -->{text}<!-- x -->".replace(
        "><", "><!-- <!DOCTYPE x> --><?pi x?><"
    ).encode(),
    "with remarks inside values": lambda text: re.sub(
        r">([^<>]*\w)(\w[^<>]*)</", r">\1<!-- x --><?pi?>\2</", text
    ).encode(),
    "with figures as references": lambda text: text.replace(">2026-", ">2&#48;2&#x36;-").encode(),
    "with where its schema lies": lambda text: text.replace(
        "<a:Bericht ", f"<a:Bericht {PLACES} "
    ).encode(),
    "with space around numbers and days": lambda text: re.sub(
        r"((?:datum|tekening|Volume|edrag|Versie|versie)>)([^<>]+)<", "\\1\n\t \\2 \r\n<", text
    ).encode(),
    "with lines as Windows has them": lambda text: text.replace("><", ">\r\n\t<").encode(),
}


def plain(root: Any) -> str:
    text = etree.tostring(root, encoding="unicode")
    text = re.sub(r">\s+<", "><", text.strip()).replace("w:", "a:").replace("i:", "b:")
    return text.replace("xmlns:w", "xmlns:a").replace("xmlns:i", "xmlns:b")


@pytest.mark.parametrize("made", [whole_303, whole_323])
@pytest.mark.parametrize("way", WAYS)
def test_a_declaration_is_the_same_however_it_is_written(way: str, made: Callable[[], Any]) -> None:
    assert given(WAYS[way](plain(made()))) == given(made())


def test_the_digest_of_a_declaration_stays_what_it_was() -> None:
    """What was booked under one must be known again by a later version."""
    assert given(whole_303()).digest == (
        "5eac88fc626f8b842247d14ac383d92b85334e099e2843ca3684f67d698fb350"
    )
    assert given(whole_323()).digest == (
        "5c5ec7dbb1800de2ab1f16da7c8b72e8d290543dbe4194a704b75d1778676126"
    )


@any_given(declarations(), st.data())
def test_another_value_anywhere_is_another_content(message: Any, data: Any) -> None:
    edition, root, _ = message
    before = given(root).digest
    names = {"Begindatum", "Einddatum", "GeleverdVolume", "ToewijzingNummer", "Dagtekening",
             "DeclaratieDagtekening", "FactuurDagtekening", "Bsn", "ReferentieNummer",
             INVOICE[edition.release], "VorigReferentieNummer", "Iets"}  # fmt: skip
    leaves = [one for one in root.iter() if not len(one) and etree.QName(one).localname in names]
    one = data.draw(st.sampled_from(leaves))
    own = etree.QName(one).localname
    other = copy.deepcopy(root)
    twin = next(there for here, there in zip(root.iter(), other.iter(), strict=True) if here is one)
    twin.text = {
        "Bsn": "111222333" if one.text != "111222333" else "123456782",
        "Begindatum": (one.text or "").replace("-01", "-02"),
        "Einddatum": (one.text or "").replace("-28", "-27").replace("-31", "-30"),
        "GeleverdVolume": "7" if (one.text or "").strip() != "7" else "8",
        "ToewijzingNummer": "99",
        "Dagtekening": "2031-01-01",
        "DeclaratieDagtekening": "2031-01-01",
        "FactuurDagtekening": "2031-01-01",
    }.get(own, "Z9")
    if twin.text.strip() != (one.text or "").strip():
        assert given(other).digest != before


@each
def test_another_order_of_rows_is_another_content(edition: Any) -> None:
    root = small(edition, 2)
    before = given(root).digest
    one, other = rows_of(root)
    other.addnext(one)
    assert given(root).digest != before


def digest_of(xml: str) -> str:
    """Give the digest of any XML, as a parser tells of it."""

    class Telling:
        def __init__(self) -> None:
            self.told = ContentDigest()

        def start(self, tag: str, attributes: Any) -> None:
            self.told.start(tag, attributes)

        def data(self, text: str) -> None:
            self.told.data(text)

        def end(self, _: str) -> None:
            self.told.end()

        def close(self) -> str:
            return self.told.hexdigest()

    return str(etree.fromstring(xml, etree.XMLParser(target=Telling())))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("<a>x</a>", "<a> x\n</a>", True),
        ("<a>x y</a>", "<a>x  y</a>", False),
        ("<a><b/></a>", "<a>\n<b/>\n</a>", True),
        ("<a><b/>x</a>", "<a>x<b/></a>", False),
        ("<a><b>x</b></a>", "<a>x<b/></a>", False),
        ("<a><b/><c/></a>", "<a><b><c/></b></a>", False),
        ("<a><b/></a>", "<a><b></b></a>", True),
        ("<a><b/></a>", "<a><c/></a>", False),
        ("<a><bc/></a>", "<a><b>c</b></a>", False),
        ("<a/>", "<a xmlns='urn:x'/>", False),
        ("<a xmlns='urn:x'/>", "<q:a xmlns:q='urn:x'/>", True),
        ("<a k='1'/>", "<a/>", False),
        ("<a k='1'/>", "<a k='2'/>", False),
        ("<a k='1' l='2'/>", "<a l='2' k='1'/>", True),
        ("<a k='1'/>", "<a l='1'/>", False),
        ("<a>\u00a0x</a>", "<a>x</a>", False),
        (f"<a {PLACES}/>", "<a/>", True),
        (f"<a {PLACES} k='1'/>", "<a/>", False),
        ("<a>1<!-- -->2</a>", "<a>12</a>", True),
    ],
)
def test_what_makes_content_the_same(one: str, other: str, same: bool) -> None:
    assert (digest_of(one) == digest_of(other)) is same


def test_a_large_message_is_taken_up_piece_by_piece() -> None:
    many = "<a>" + "<b>x</b>" * 20_000 + "</a>"
    assert digest_of(many) == digest_of(many.replace("><", "> <"))
    assert digest_of(many) != digest_of(many.replace("<b>x</b>", "<b>y</b>", 1))
    told = ContentDigest()
    for _ in range(20_000):
        told.start("b", {})
        told.end()
    assert len(told._told) < 10_000
