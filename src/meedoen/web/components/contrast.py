# SPDX-License-Identifier: EUPL-1.2
"""Contrast between colours, and reading the colours out of a file of values. Pure Python.

A colour that is passed over would be measured as our own in its place, and pass. So what a style
sheet says about a colour of ours is read as a browser would, or refused with its line.
Source: WCAG 2.2, definitions of relative luminance and contrast ratio; success criteria 1.4.3,
1.4.6 and 1.4.11. CSS Custom Properties Level 1; CSS Color Level 4.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import tinycss2
from tinycss2 import ast
from tinycss2.color4 import parse_color

Palette = dict[str, str]

# (text, ground, least ratio): running text 7 (AAA), text on a colour 4.5 (AA), borders 3.
PAIRS: tuple[tuple[str, str, float], ...] = (
    ("ink", "paper", 7.0),
    ("ink", "surface", 7.0),
    ("ink", "sand", 7.0),
    ("ink-soft", "paper", 7.0),
    ("ink-soft", "surface", 7.0),
    ("ink-soft", "sand", 7.0),
    ("accent", "paper", 7.0),
    ("accent", "surface", 7.0),
    ("accent", "sand", 4.5),
    ("accent", "accent-tint", 4.5),
    ("accent", "accent-tint-2", 4.5),
    ("ink", "accent-tint", 7.0),
    ("on-accent", "accent", 7.0),
    ("on-accent", "accent-hover", 7.0),
    ("on-accent", "accent-active", 7.0),
    ("ok", "ok-tint", 7.0),
    ("wait", "wait-tint", 7.0),
    ("ask", "ask-tint", 7.0),
    ("calm", "calm-tint", 7.0),
    ("bad", "bad-tint", 7.0),
    ("bad", "paper", 4.5),
    ("bad", "surface", 4.5),
    ("ink", "wait-tint", 7.0),
    ("ink", "leaf", 7.0),
    ("line-strong", "surface", 3.0),
    ("line-strong", "paper", 3.0),
    ("focus", "paper", 3.0),
    ("focus", "surface", 3.0),
)
MODES = ("light", "dark by device", "dark by choice")
OURS = "--md-"
_NAMES = {name for text, ground, _ in PAIRS for name in (text, ground)}
_DARK = "(prefers-color-scheme:dark)"
_WRITE = "write it as #rrggbb"
# With commas hsl() needs its per cent signs; a browser passes over it without (CSS Color 4, 4.1).
_BARE_AND_COMMAS = re.compile(r"(hsla?\([^,()]*,(?![^,]*%[^,]*,[^,]*%)|hwb\([^()]*,)", re.I)


class UnreadableTokens(ValueError):
    """A style sheet whose colours cannot be measured; the message names the line and the value."""


def _channel(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    """Give the relative luminance (0 black, 1 white) of `#rrggbb`. Raises ValueError otherwise."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise ValueError(f"'{colour}' is not a colour written as #rrggbb.")
    red, green, blue = (_channel(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """Give the contrast ratio of two colours, from 1.0 (the same) to 21.0 (black on white)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@dataclass(frozen=True, slots=True)
class _Said:
    """One value of a custom property, for some modes; `important` wins over what is not."""

    name: str
    value: str
    important: bool
    modes: Sequence[str]
    line: int


def palettes(css: str) -> dict[str, Palette]:
    """Read the `--md-…` colours of a file, per mode (light and twice dark); print is left out.

    A colour is given as `#rrggbb`; one that points to a colour of ours stays `var(--md-…)`, because
    another file may say what that is. Raises UnreadableTokens for a colour that cannot be read.
    """
    said = list(_declarations(tinycss2.parse_stylesheet(css, True, True), MODES, ()))
    found: dict[str, Palette] = {mode: {} for mode in MODES}
    colours = _NAMES | {one.name for one in said if _is_colour(one.value)}
    for mode in MODES:
        values = _winning(said, mode)
        for name, one in values.items():
            if name.startswith(OURS) and (name in colours or name.removeprefix(OURS) in colours):
                found[mode][name.removeprefix(OURS)] = _read(one, values)
    return found


def _winning(said: Sequence[_Said], mode: str) -> dict[str, _Said]:
    """Give the value that counts for each property: the last one, but what is important first."""
    found: dict[str, _Said] = {}
    for one in said:
        held = found.get(one.name)
        # What is important in the light stays so in the dark, unless the dark says it too.
        applies = mode in one.modes or (one.important and "light" in one.modes)
        if not applies or (held and held.important and not one.important):
            continue
        if held and held.important and mode in held.modes and mode not in one.modes:
            continue
        found[one.name] = one
    return found


def _declarations(
    rules: Sequence[Any], modes: Sequence[str], media: tuple[str, ...]
) -> Iterator[_Said]:
    for rule in rules:
        if rule.type == "error":
            line = rule.source_line
            raise UnreadableTokens(f"line {line}: this is not CSS ({rule.message}); mend it.")
        if rule.type == "at-rule":
            yield from _in_at_rule(rule, modes, media)
        elif rule.type == "qualified-rule":
            yield from _in_rule(rule, _modes(tinycss2.serialize(rule.prelude), media))


def _in_at_rule(rule: ast.AtRule, modes: Sequence[str], media: tuple[str, ...]) -> Iterator[_Said]:
    name, query = rule.lower_at_keyword, _squeezed(tinycss2.serialize(rule.prelude))
    if name in ("font-face", "charset", "property"):
        return
    if name == "import":
        raise UnreadableTokens(
            f"line {rule.source_line}: the colours of another file are not measured; "
            "put them in this file."
        )
    if name == "media" and query == "print":
        return
    if rule.content is None:
        return
    inside = tinycss2.parse_rule_list(rule.content, True, True)
    yield from _declarations(inside, modes, (*media, f"{name} {query}"))


def _modes(selector: str, media: tuple[str, ...]) -> Sequence[str]:
    """Give the modes in which a rule counts; none for a selector or condition we do not know."""
    asks = [query.removeprefix("media ").removeprefix("screenand") for query in media]
    dark = _DARK in asks
    if any(query not in (_DARK, "screen", "all") for query in asks):
        return ()
    found: list[str] = []
    for part in selector.split(","):
        mode = _mode(re.sub(r"^(html|:root)(?=\.)", "", _squeezed(part)), dark)
        if mode is None:
            return ()
        found.append(mode)
    return found


def _mode(selector: str, dark: bool) -> str | None:
    plain = selector.replace("'", '"')
    if dark:
        return MODES[1] if plain == '.meedoen-theme:not([data-theme="light"])' else None
    if plain == '.meedoen-theme[data-theme="dark"]':
        return MODES[2]
    return MODES[0] if plain == ".meedoen-theme" else None


def _in_rule(rule: ast.QualifiedRule, modes: Sequence[str]) -> Iterator[_Said]:
    for part in tinycss2.parse_blocks_contents(rule.content, True, True):
        if part.type == "error":
            raise UnreadableTokens(f"line {part.source_line}: {part.message}; mend it.")
        if part.type == "declaration" and part.name.startswith("--"):
            value = tinycss2.serialize(part.value).strip()
            said = _Said(part.name, value, part.important, modes, part.source_line)
            if modes or not _matters(said):
                yield said
            else:
                selector = tinycss2.serialize(rule.prelude).strip()
                raise UnreadableTokens(
                    f"line {said.line}, {said.name}: colours under {selector} are not measured; "
                    "put them under .meedoen-theme as in tokens.css."
                )
        elif part.type in ("qualified-rule", "at-rule") and OURS in part.serialize():
            raise UnreadableTokens(
                f"line {part.source_line}: colours in a rule inside a rule are not measured; "
                "write it as a rule of its own."
            )


def _matters(said: _Said) -> bool:
    """Whether a value is a colour of ours."""
    ours = said.name.startswith(OURS)
    return ours and (said.name.removeprefix(OURS) in _NAMES or _is_colour(said.value))


def _is_colour(value: str) -> bool:
    # A word such as `none` is no colour, and neither is a size.
    return parse_color(value) is not None


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)).lower()


def _read(one: _Said, values: Mapping[str, _Said], seen: tuple[str, ...] = ()) -> str:
    """Give a colour as #rrggbb, or as a reference to a colour of ours."""
    pointed = re.fullmatch(r"var\(\s*(--[\w-]+)\s*(?:,(.*))?\)", one.value, re.DOTALL | re.I)
    if pointed:
        name, otherwise = pointed[1], (pointed[2] or "").strip()
        if name in (*seen, one.name):
            raise UnreadableTokens(f"line {one.line}, {one.name}: points to itself; {_WRITE}.")
        if name.startswith(OURS):
            return one.value
        if name in values:
            return _read(values[name], values, (*seen, one.name))
        if otherwise:
            other = _Said(one.name, otherwise, one.important, one.modes, one.line)
            return _read(other, values, (*seen, one.name))
        raise UnreadableTokens(
            f"line {one.line}, {one.name}: {name} is not in this file; {_WRITE}."
        )
    return _hexadecimal(one)


def _channels(value: str) -> tuple[float, float, float, float]:
    """Give red, green, blue and alpha, from 0 to 1; red is -1 for what is no colour we know."""
    colour = None if _BARE_AND_COMMAS.match(value) else parse_color(value)
    if colour is None or isinstance(colour, str):
        return -1, 0, 0, 0
    try:
        red, green, blue, alpha = colour.to("srgb")
    except NotImplementedError:  # a space from which tinycss2 knows no way, such as oklch
        return -1, 0, 0, 0
    return red or 0, green or 0, blue or 0, alpha or 0


def _hexadecimal(one: _Said) -> str:
    red, green, blue, alpha = _channels(one.value)
    channels = [round(channel * 255) for channel in (red, green, blue)]
    if not all(0 <= channel <= 255 for channel in channels):
        raise UnreadableTokens(
            f"line {one.line}, {one.name}: {one.value!r} is no colour that can be measured; "
            f"{_WRITE}."
        )
    if alpha != 1:
        raise UnreadableTokens(
            f"line {one.line}, {one.name}: {one.value!r} lets what is behind it through, so its "
            f"contrast is not known; {_WRITE} without transparency."
        )
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def shortcomings(palette: Palette) -> list[str]:
    """List, as sentences, each pair of `PAIRS` with too little contrast; empty when all is well.

    Raises UnreadableTokens when a colour is missing, or points to one that is.
    """
    colours = {name: _resolved(name, palette) for name in sorted(_NAMES)}
    return [
        f"{text} on {ground}: {ratio(colours[text], colours[ground]):.2f}, wanted {least}"
        for text, ground, least in PAIRS
        if ratio(colours[text], colours[ground]) < least
    ]


def _resolved(name: str, palette: Palette, seen: tuple[str, ...] = ()) -> str:
    """Follow a reference from colour to colour, to the one that is written out."""
    value = palette.get(name, "")
    pointed = re.fullmatch(r"var\(\s*--md-([\w-]+)\s*(?:,(.*))?\)", value, re.DOTALL | re.I)
    if pointed is None and value:
        return value
    if pointed and pointed[1] not in (*seen, name):
        otherwise = (pointed[2] or "").strip()
        if pointed[1] in palette or not otherwise:
            return _resolved(pointed[1], palette, (*seen, name))
        return _hexadecimal(_Said(OURS + name, otherwise, False, (), 0))
    what = "points to itself" if pointed else "has no colour"
    raise UnreadableTokens(f"{OURS}{name} {what}; {_WRITE}.")
