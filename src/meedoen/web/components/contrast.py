# SPDX-License-Identifier: EUPL-1.2
"""Contrast between colours, and reading the colours out of a file of values. Pure Python.

Source: WCAG 2.2, definitions of relative luminance and contrast ratio; success criteria 1.4.3,
1.4.6 and 1.4.11.
"""

import re

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
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PRINT = re.compile(r"@media print\s*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COLOUR = re.compile(r"--md-([a-z0-9-]+):\s*(#[0-9a-fA-F]{6})\s*;")


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


def _mode(selector: str) -> str | None:
    if '[data-theme="dark"]' in selector:
        return "dark by choice"
    if ':not([data-theme="light"])' in selector:
        return "dark by device"
    return "light" if selector.strip() == ".meedoen-theme" else None


def palettes(css: str) -> dict[str, Palette]:
    """Read the `--md-…` colours of a file, per mode (light and twice dark); print is left out."""
    found: dict[str, Palette] = {"light": {}, "dark by device": {}, "dark by choice": {}}
    for selector, body in _RULE.findall(_PRINT.sub("", _COMMENT.sub("", css))):
        mode = _mode(selector)
        if mode:
            found[mode].update(_COLOUR.findall(body))
    return found


def shortcomings(palette: Palette) -> list[str]:
    """List, as sentences, each pair of `PAIRS` with too little contrast; empty when all is well."""
    return [
        f"{text} on {ground}: {ratio(palette[text], palette[ground]):.2f}, wanted {least}"
        for text, ground, least in PAIRS
        if ratio(palette[text], palette[ground]) < least
    ]
