# SPDX-License-Identifier: EUPL-1.2
"""Icons, read from the installed icon package and put into the page itself.

Inline, because they then follow the colour of the text around them. Always hidden from assistive
technology: an icon never stands without a word.
"""

import re
from functools import cache
from pathlib import Path

from django.conf import settings

OUTLINES = ("@tabler", "icons", "icons", "outline")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_INSIDE = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_FRAME = re.compile(r'<path stroke="none"[^>]*/>')
# How its lines are drawn stands in layout.css, once: a page can hold a hundred and fifty.
_OPENING = '<svg class="md-icon" viewBox="0 0 24 24" aria-hidden="true">'


class MissingIcon(LookupError):
    """No icon of this name is installed."""


def folder() -> Path:
    """Give the folder with the outline icons of the installed package."""
    return Path(settings.NODE_MODULES).joinpath(*OUTLINES)


@cache
def drawing(name: str) -> str:
    """Give an icon as inline SVG. Raises MissingIcon with the name when it is not installed."""
    source = folder() / f"{name}.svg"
    if not _NAME.fullmatch(name) or not source.is_file():
        raise MissingIcon(f"There is no icon called '{name}' in {folder()}.")
    inside = _INSIDE.search(source.read_text(encoding="utf-8"))
    if inside is None:
        raise MissingIcon(f"The file of icon '{name}' holds no drawing.")
    lines = _FRAME.sub("", inside.group(1)).split()
    return f"{_OPENING}{' '.join(lines).replace(' />', '/>').replace('> <', '><')}</svg>"
