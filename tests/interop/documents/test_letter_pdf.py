# SPDX-License-Identifier: EUPL-1.2
"""A letter is a document that a screen reader reads, in the style of its municipality."""

from typing import Any

import pytest
import typst

from meedoen.interop.documents.letter_pdf import laid_out, write
from meedoen.interop.documents.typesetting import LETTER, set_in_type
from meedoen.notifications.letters import HouseStyle, LetterDocument, read_style

STYLES = (
    HouseStyle("Gemeente Lindewaard", ("Raadhuisplein 1",), "#7a1f4b", "Wijkteam Noord"),
    HouseStyle("Gemeente Vennerhout", (), "#1f6b3a"),
    HouseStyle("Gemeente Elders", ("Postbus 1", "0900 000 00 00", "elders.example")),
)


def letter(style: HouseStyle = STYLES[0], **told: Any) -> LetterDocument:
    known = {
        "to": ("Vlinder", "Hoofdweg 1", "9999 ZZ Lindewaard"),
        "reference": "7d0f8f2e", "day": "23 november 2026",
        "title": "Er staat een stap bij in je plan",
        "lines": ("Noor schreef een stap:", "“Kijken”"), "ending": ("Bel ons.",), **told,
    }  # fmt: skip
    return LetterDocument(style, **known)


@pytest.mark.parametrize("style", STYLES, ids=lambda one: one.name)
def test_one_letter_in_three_styles_is_pdf_ua(style: HouseStyle) -> None:
    made = write((letter(style),))
    assert made.startswith(b"%PDF-")
    assert b"pdfuaid:part>1<" in made


def test_what_a_person_wrote_is_data_and_no_command() -> None:
    words = '#panic("x") $ \\ ] " <b> 😀 \u202e'
    laid = laid_out((letter(title=words, lines=(words,), to=(words,)),))
    assert write((letter(title=words, lines=(words,), to=(words,)),)).startswith(b"%PDF-")
    assert "#panic" in laid


def test_large_print_takes_more_room_and_each_letter_has_its_own_sheet() -> None:
    lines = tuple(
        f"Een zin die even duurt, nummer {number}, en dan nog wat." for number in range(20)
    )
    pages = [
        len(typst.compile(LETTER.read_bytes(), format="png", ppi=10.0, ignore_system_fonts=True,
                          sys_inputs={"document": laid_out(letters)}))
        if len(letters) > 1 or letters[0].large else 1
        for letters in (
            (letter(lines=lines),),
            (letter(lines=lines, large=True),),
            (letter(), letter(STYLES[1])),
        )
    ]  # fmt: skip
    assert pages == [1, 2, 2]


def test_no_letter_is_no_file() -> None:
    with pytest.raises(ValueError, match="no letter"):
        write(())


def test_what_cannot_be_set_is_said() -> None:
    with pytest.raises(typst.TypstError):
        set_in_type("{}", template=LETTER)


def test_a_style_says_its_colour_as_a_colour() -> None:
    style = read_style("Gemeente X", {"below": "a\n\nb", "signed": "Y"})
    assert (style.below, style.signed, style.accent) == (("a", "b"), "Y", HouseStyle.accent)
    assert read_style("X", {"accent": "#AbC123"}).accent == "#AbC123"
    for wrong in ("red", "#12345", "#12345g", "1234567"):
        with pytest.raises(ValueError, match="no colour"):
            read_style("X", {"accent": wrong})
