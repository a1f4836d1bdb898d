# SPDX-License-Identifier: EUPL-1.2
"""Reading colours out of a style sheet: as a browser would, or refused, and never passed over."""

import colorsys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.web.components import contrast

TOKENS = Path(contrast.__file__).parent / "static" / "meedoen" / "tokens.css"
channel = st.integers(0, 255)


def light(value: str, more: str = "") -> contrast.Palette:
    """Read a style sheet that sets the accent to a value in the light."""
    return contrast.palettes(f".meedoen-theme {{ --md-accent: {value}; {more} }}")["light"]


def refusal(css: str) -> str:
    with pytest.raises(contrast.UnreadableTokens) as caught:
        contrast.palettes(css)
    return str(caught.value)


@given(red=channel, green=channel, blue=channel)
def test_one_colour_has_one_value_however_it_is_written(red: int, green: int, blue: int) -> None:
    written = f"#{red:02x}{green:02x}{blue:02x}"
    hue, lightness, saturation = colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)
    degrees = f"{hue * 360:.6f}, {saturation * 100:.6f}%, {lightness * 100:.6f}%"
    for spelling in (
        written.upper(),
        written + "FF",
        f"rgb({red}, {green}, {blue})",
        f"RGB({red} {green} {blue} / 100%)",
        f"rgba({red}, {green}, {blue}, 1)",
        f"hsl({degrees})",
        f"/* no */ {written} /* comment */",
    ):
        assert light(spelling) == {"accent": written}


@pytest.mark.parametrize(
    ("value", "colour"),
    [("#1af", "#11aaff"), ("#1AFF", "#11aaff"), ("RebeccaPurple", "#663399"), ("white", "#ffffff"),
     ("hsl(150, 40%, 15%)", "#173626"), ("hsl(150deg 40% 15%)", "#173626"),
     ("hwb(150 20% 10%)", "#33e68c"), ("var(--brand)", "#112233"),
     ("var( --nothing , #123 )", "#112233"), ("red; --md-accent: #123", "#112233"),
     ("#123 !important; --md-accent: red", "#112233")],
)  # fmt: skip
def test_a_colour_is_read_as_a_browser_reads_it(value: str, colour: str) -> None:
    assert light(value, "--brand: var(--house); --house: #123")["accent"] == colour


@pytest.mark.parametrize(
    "value",
    ["oklch(40% 0.1 200)", "lab(50% 20 30)", "color-mix(in srgb, red, blue)", "currentColor",
     "Canvas", "light-dark(red, blue)", "#12345", "", "inherit", "12px", "var(--nowhere)",
     "hsl(120 100% 500%)", "linear-gradient(red, blue)", "var(--own, var(--own, red)) blue"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_line(value: str) -> None:
    said = refusal(f"\n.meedoen-theme {{\n --md-accent: {value};\n}}")
    assert said.startswith("line 3, --md-accent: ")
    assert "write it as #rrggbb" in said


@pytest.mark.parametrize("value", ["#12345680", "rgb(1 2 3 / 50%)", "transparent", "#1238"])
def test_a_colour_that_lets_something_through_is_refused(value: str) -> None:
    assert "lets what is behind it through" in refusal(f".meedoen-theme {{--md-accent: {value}}}")


ELSEWHERE = {
    "another selector": ":root { --md-accent: red }",
    "two selectors": ".meedoen-theme, body { --md-accent: red }",
    "one kind of page": ".meedoen-theme--work { --md-accent: red }",
    "one component": ".meedoen-theme .utrecht-button { --md-on-accent: red }",
    "a dark that ours overrules": (
        "@media (prefers-color-scheme: dark) { .meedoen-theme { --md-accent: red } }"
    ),
    "a condition": "@supports (color: red) { .meedoen-theme { --md-accent: red } }",
    "a layer": "@layer own { .meedoen-theme { --md-accent: red } }",
    "a width": "@media (width > 40rem) { .meedoen-theme { --md-map-1: red } }",
    "a rule inside a rule": ".meedoen-theme { &[data-theme=dark] { --md-accent: red } }",
    "another file": "@import 'huisstijl.css';",
    "no style sheet": "<html>",
}


@pytest.mark.parametrize("place", ELSEWHERE)
def test_a_colour_in_a_place_that_is_not_measured_is_refused(place: str) -> None:
    assert refusal(ELSEWHERE[place]).startswith("line 1")


def test_sizes_and_the_printed_page_may_stand_anywhere() -> None:
    css = (
        ".meedoen-theme--work { --md-gap-1: 2px; color: red }"
        "@media print { .meedoen-theme { --md-accent: red } }"
        "@font-face { font-family: Huis; src: url(huis.woff2) }"
        "html.meedoen-theme { --md-accent: #123456 }"
        "@media screen { .meedoen-theme[data-theme='dark'] { --md-accent: #abcdef } }"
    )
    assert contrast.palettes(css) == {
        "light": {"accent": "#123456"},
        "dark by device": {},
        "dark by choice": {"accent": "#abcdef"},
    }


def test_what_is_important_in_the_light_stays_in_the_dark() -> None:
    css = (
        ".meedoen-theme { --md-accent: #123456 !important }"
        '@media screen { .meedoen-theme[data-theme="dark"] { --md-accent: #abcdef } }'
    )
    assert {one["accent"] for one in contrast.palettes(css).values()} == {"#123456"}


def ours() -> contrast.Palette:
    return contrast.palettes(TOKENS.read_text())["light"]


def test_a_pale_letter_on_the_accent_is_found_in_any_spelling() -> None:
    for spelling in ("hsl(328 55% 45%)", "rgb(178 52 123)", "var(--md-accent-line)"):
        own = contrast.palettes(f".meedoen-theme {{ --md-on-accent: {spelling} }}")["light"]
        assert any("on-accent on accent" in line for line in contrast.shortcomings(ours() | own))


def test_a_reference_follows_what_the_last_file_says() -> None:
    own = contrast.palettes(".meedoen-theme { --md-on-accent: var(--md-accent) }")["light"]
    (first, *_) = contrast.shortcomings(ours() | own)
    assert first.startswith("on-accent on accent: 1.00")
    chain = {"accent": "var(--md-ink)", "on-accent": "var(--md-none, var(--md-paper))"}
    with pytest.raises(contrast.UnreadableTokens, match="--md-on-accent"):
        contrast.shortcomings(ours() | chain)
    assert not any(
        line.startswith("accent on")
        for line in contrast.shortcomings(ours() | {**chain, "on-accent": "var(--md-none, #fff)"})
    )


@pytest.mark.parametrize(
    "palette",
    [{"accent": "var(--md-accent)"}, {"accent": "var(--md-ink)", "ink": "var(--md-accent)"},
     {"accent": "var(--md-nowhere)"}, {"accent": ""}],
)  # fmt: skip
def test_a_reference_that_leads_nowhere_is_refused(palette: contrast.Palette) -> None:
    with pytest.raises(contrast.UnreadableTokens, match="--md-"):
        contrast.shortcomings(ours() | palette)


def test_a_missing_colour_is_refused_by_name() -> None:
    with pytest.raises(contrast.UnreadableTokens, match="--md-accent has no colour"):
        contrast.shortcomings({})


@given(text=st.text(alphabet=".meedoen-theme{}:;--md-accent#12 !@/*\"'(),\n", max_size=80))
def test_any_text_gives_colours_or_words(text: str) -> None:
    try:
        found = contrast.palettes(text)
    except contrast.UnreadableTokens as refused:
        found = {"said": {"what": str(refused)}}
    assert all(value for palette in found.values() for value in palette.values())


@pytest.mark.parametrize("colour", ["hsl(150, 40, 15)", "HSLA(150,40,15%,1)", "hwb(150, 10%, 20%)"])
def test_a_spelling_that_a_browser_passes_over_is_not_measured(colour: str) -> None:
    told = refusal(f".meedoen-theme {{ --md-on-accent: {colour}; }}")
    assert "is no colour that can be measured" in told
