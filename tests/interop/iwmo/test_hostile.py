# SPDX-License-Identifier: EUPL-1.2
"""A message that was made to do harm is refused in words, and costs little."""

from collections.abc import Callable
from pathlib import Path

import pytest

from meedoen.interop.findings import Refused
from meedoen.interop.iwmo import checking
from tests.interop.iwmo.messages import BSN, edition_of, reading, small, written

TEXT = written(small(), xml_declaration=False).decode()
ROW = "</a:ToegewezenProduct>"
XI = "http://www.w3.org/2001/XInclude"
LAUGHS = "<!DOCTYPE a [<!ENTITY l0 'ha'>{}]><a b='&l9;'>&l9;</a>".format(
    "".join(f"<!ENTITY l{at} '{f'&l{at - 1};' * 10}'>" for at in range(1, 10))
)


@pytest.fixture
def why(tmp_path: Path) -> Callable[[str | bytes], str]:
    """Tell why a message is refused."""

    def tell(message: str | bytes) -> str:
        path = tmp_path / "bericht.xml"
        path.write_bytes(message.encode() if isinstance(message, str) else message)
        with pytest.raises(Refused) as caught:
            reading(path)
        (finding,) = caught.value.findings
        assert finding.reason == str(caught.value)
        return str(caught.value)

    return tell


def in_row(text: str) -> str:
    return TEXT.replace(ROW, text + ROW, 1)


@pytest.mark.parametrize(
    "before",
    [
        "<!DOCTYPE Bericht>",
        '<!DOCTYPE Bericht SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE Bericht PUBLIC "x" "http://127.0.0.1:9/x.dtd">',
        "<!DOCTYPE Bericht []>",
        '<!DOCTYPE Bericht [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE Bericht [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x">%x;]>',
        '<!DOCTYPE Bericht [<!ATTLIST Bericht a CDATA "x">]>',
    ],
)
def test_any_doctype_is_refused(before: str, why: Callable[[str], str]) -> None:
    said = "Er staat een DOCTYPE in. Een bericht mag die niet hebben."
    assert why(before + TEXT) == said
    assert why('<?xml version="1.0"?><!-- x -->' + before + TEXT) == said


def test_a_doctype_in_another_script_is_refused(why: Callable[[bytes], str]) -> None:
    assert "DOCTYPE" in why(("<!DOCTYPE Bericht>" + TEXT).encode("utf-16"))


def test_a_billion_laughs_are_none(why: Callable[[str], str]) -> None:
    assert "DOCTYPE" in why(LAUGHS)


@pytest.mark.parametrize("text", ["&lach;", "&#0;", "&#xD800;", "&"])
def test_an_entity_that_is_not_of_xml_is_refused(text: str, why: Callable[[str], str]) -> None:
    assert why(in_row(text)).startswith("Dit is geen geldige XML: ")


def test_what_would_be_taken_from_elsewhere_is_refused(why: Callable[[str], str]) -> None:
    include = f'<x:include xmlns:x="{XI}" href="file:///etc/passwd" parse="text"/>'
    assert why(in_row(include)) == "Er staat een XInclude in. Een bericht staat op zichzelf."


def test_what_is_nested_without_end_is_refused(why: Callable[[str], str]) -> None:
    for deep in (60, 100_000):
        assert why(in_row("<a>" * deep + "</a>" * deep)) == (
            "Er staan meer dan 50 elementen in elkaar."
        )


def test_what_is_nested_deep_is_a_fault_of_its_row_only(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(in_row("<a>" * 45 + "</a>" * 45))
    (row,) = reading(path)
    assert [finding.reason for finding in row.findings] == ["a hoort niet in ToegewezenProduct."]
    path.write_text(in_row("<a>" * 46 + "</a>" * 46))
    with pytest.raises(Refused):
        reading(path)


def test_a_text_without_end_is_refused_and_a_long_one_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    for piece in ("{}", "<a:Onzin>{}</a:Onzin>", "<![CDATA[{}]]>"):
        path.write_text(in_row(piece.format("x" * 1_000_000)))
        (row,) = reading(path)
        assert len(str(row.findings)) < 1000
        path.write_text(in_row(piece.format("x" * 1_000_001)))
        with pytest.raises(Refused, match="een tekst in van meer dan 1000000 tekens"):
            reading(path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<!--" + "x" * 11_000_000 + "-->", "een opmerking is te groot of niet gesloten"),
        (f'<a b="{"x" * 11_000_000}"/>', "te groot of te diep"),
    ],
)
def test_what_the_parser_finds_too_large_is_said(
    text: str, said: str, why: Callable[[str], str]
) -> None:
    assert said in why(in_row(text))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "er staat geen XML in"),
        (b"   ", "er staat geen XML in"),
        (b"row;column\n1;2\n", "er staat geen XML in"),
        (TEXT.encode() + b"x", "na het bericht staat nog iets"),
        (TEXT.encode() + b"<a/>", "na het bericht staat nog iets"),
        (TEXT.encode()[:-20], "een element is niet afgemaakt"),
        (TEXT.encode()[: TEXT.index("<a:Bsn>") + 9], "houdt op voor alles gesloten is"),
        (TEXT.replace("</a:Header>", "</a:Hoofd>").encode(), "anders gesloten dan geopend"),
        (TEXT.replace(ROW, "é" + ROW).encode("latin-1"), "bytes in die niet bij de tekencodering"),
        (b'<?xml version="1.0" encoding="klinkklaar"?>' + TEXT.encode(), "tekencodering"),
        (b'<?xml version="1.0" encoding="UTF-16"?>' + TEXT.encode(), ""),
        (TEXT.replace(ROW, "\x01" + ROW).encode(), "een teken in dat in XML niet mag"),
        (TEXT.replace(ROW, "\0" + ROW).encode(), ""),
        (TEXT.replace("<a:Client>", "<a:Client>&x;").encode(), "een entiteit in die niet bestaat"),
        (TEXT.replace("<a:Bsn>", "<a:Bsn").encode(), ""),
    ],
)
def test_what_is_no_xml_is_said(data: bytes, said: str, why: Callable[[bytes], str]) -> None:
    told = why(data)
    assert told.startswith("Dit is geen geldige XML: ")
    assert said in told


def test_the_line_of_what_is_no_xml_is_named(why: Callable[[str], str]) -> None:
    line = TEXT[: TEXT.index(ROW)].count("\n") + 4
    assert why(in_row("\n\n\n&x;")).endswith(f" (regel {line}).")


@pytest.mark.parametrize(
    "text",
    [
        "<x:a/>", "<a z:c='1'/>", "<a xmlns=':::'/>", "<a xmlns:x=''/>", "<x:a:b xmlns:x='u'/>",
        "<a xmlns:p='u' xmlns:q='u' p:z='1' q:z='2'/>",
    ],
)  # fmt: skip
def test_a_prefix_that_stands_for_nothing_refuses_the_message(
    text: str, why: Callable[[str], str]
) -> None:
    line = TEXT[: TEXT.index(ROW)].count("\n") + 1
    assert why(in_row(text)) == (
        f"Dit is geen geldige XML: een naam of naamruimte klopt niet (regel {line})."
    )


@pytest.mark.parametrize("text", ["<x:a/>", "<a:Onzin z:c='1'/>", "<a z:c='1'/>"])
def test_nothing_is_read_after_such_a_prefix(text: str, why: Callable[[str], str]) -> None:
    # Each of them would be kept by the parser, and there can be millions.
    assert "een naam of naamruimte klopt niet" in why(in_row(text) + "<en dit is geen XML")


def test_a_prefix_that_stands_for_nothing_outermost_does_so_too(why: Callable[[str], str]) -> None:
    assert "een naam of naamruimte klopt niet" in why(TEXT.replace("xmlns:a", "xmlns:c"))


def test_a_strange_name_of_the_outermost_element_is_not_repeated(why: Callable[[str], str]) -> None:
    told = why(f'<x{BSN} xmlns="urn:{BSN}"/>')
    assert BSN not in told
    assert f"urn:*****{BSN[-2:]}" in told


def test_far_too_many_elements_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert checking.MOST_ELEMENTS == 2_000_000
    path = tmp_path / "a.xml"
    path.write_text(in_row("<a/>" * 500))
    there = path.read_text().count("</") + path.read_text().count("/>")
    monkeypatch.setattr(checking.FormCheck, "most_elements", there)
    assert len(reading(path)) == 1
    monkeypatch.setattr(checking.FormCheck, "most_elements", there - 1)
    with pytest.raises(Refused, match=f"meer dan {there - 1} elementen"):
        reading(path)


def test_where_a_schema_lies_is_never_followed(tmp_path: Path) -> None:
    own = edition_of("301").namespace
    where = (
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:schemaLocation="{own} http://127.0.0.1:9/x.xsd" '
    )
    path = tmp_path / "a.xml"
    path.write_text(TEXT.replace("<a:Bericht ", f"<a:Bericht {where}"))
    assert reading(path)[0].good
