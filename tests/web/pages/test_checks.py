# SPDX-License-Identifier: EUPL-1.2
"""Each check sees the fault it is for: here stand the faults."""

import pytest
from lxml.html import document_fromstring

from tests.web.pages.checks import visible, words_of_the_office, wrong_with

WHOLE = """<html lang="nl"><head><title>Mijn plan - Meedoen</title></head><body><main>
<h1>Mijn plan</h1>{}</main></body></html>"""
FORM = (
    '<form method="post" action="/x/"><input type="hidden" name="csrfmiddlewaretoken" value="1">'
    "{}<button>Bewaar</button></form>"
)


def wrong(inside: str) -> str:
    return "\n".join(wrong_with(document_fromstring(WHOLE.format(inside))))


def test_a_whole_page_has_nothing_wrong() -> None:
    labelled = '<label for="a">Je naam</label><input id="a" name="a">'
    assert wrong(FORM.format(labelled) + '<h2>Stap</h2><a href="/">Begin</a>') == ""


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ('<p id="a"></p><p id="a"></p>', "id 'a' stands on 2 elements"),
        ('<p aria-describedby="weg">x</p>', "points at 'weg', which is not here"),
        ('<a href="#weg">Verder</a>', "a link goes to '#weg'"),
        (FORM.format('<input name="a">'), "field 'a' has 0 labels"),
        (FORM.format('<input name="a" aria-label="Naam">'), "field 'a' has 0 labels"),
        (
            FORM.format('<label for="a" hidden>Naam</label><input id="a" name="a">'),
            "a label that nobody sees",
        ),
        (FORM.format('<label for="a">\u200b</label><input id="a" name="a">'), "nobody sees"),
        (
            FORM.format(
                '<label for="a">Stap</label><input id="a" name="a">'
                '<label for="b">Stap</label><input id="b" name="b">'
            ),
            "'Stap' is the label of 2 fields",
        ),
        (FORM.format('<label>Los</label>'), "label 'Los' names nothing"),
        (
            FORM.format('<label><input type="radio" name="a">Ja</label>'
                '<label><input type="radio" name="a">Nee</label>'),
            "stand in no group with a legend",
        ),
        ('<a href="/x/">\u3164</a>', "has no name"),
        ('<a href="/x/" aria-label="Plan">Wim</a>', "is read as 'Plan'"),
        ('<ul><li><a href="/a/">Open</a></li><li><a href="/b/">Open</a></li></ul>', "leads 2 ways"),
        (
            FORM.format("") + FORM.format("").replace("/x/", "/y/"),
            "does 2 things",
        ),
        ("<h3>Diep</h3>", "is a h3 after a h1"),
        ("<h1>Nog een</h1>", "2 headings h1"),
        ("<h2> </h2>", "an empty h2"),
        ('<form method="post" action="/x/"><button>Ja</button></form>', "has 0 tokens"),
        (FORM.format("").replace("post", "get"), "puts its token in the address"),
        ('<button type="button">Print</button>', "does nothing without a script"),
        ('<p style="color: red">x</p>', "carries style"),
        ("<script>alert(1)</script>", "<script> in the page"),
        ("<p>Houtje, None</p>", "on the screen: 'Houtje, None'"),
        ("<p>3f2504e0-4f89-11d3-9a0c-0305e82c3301</p>", "a number of a machine"),
        ("<ul><div>x</div></ul>", "lies loose in a list"),
        ("<table><tr><td>1</td></tr></table>", "a table has no name"),
    ],
)  # fmt: skip
def test_a_fault_is_said_in_words(fault: str, said: str) -> None:
    assert said in wrong(fault)


def test_a_page_without_title_or_language_is_said() -> None:
    found = "\n".join(
        wrong_with(document_fromstring("<html><body><main><h1>a</h1></main></body></html>"))
    )
    assert "the title is ''" in found
    assert "the page is in 'None'" in found


def test_words_of_the_office_are_heard() -> None:
    page = document_fromstring(WHOLE.format("<p>Voor onze cliënten en burgers.</p>"))
    assert words_of_the_office(page) == ["cliënt", "burger"]
    helper = document_fromstring(WHOLE.format("<p>Een cliëntondersteuner.</p>"))
    assert words_of_the_office(helper) == []


@pytest.mark.parametrize("unseen", ["\u200b", "\u2060\u200d", "\u3164", "  ", "\u202e", "\u00ad"])
def test_what_leaves_no_ink_is_not_visible(unseen: str) -> None:
    assert visible(unseen) == ""
    assert visible(f"J{unseen}") == "J"
