# SPDX-License-Identifier: EUPL-1.2
"""What a component is for, read from the comment at the top of its own template."""

import re
from dataclasses import dataclass
from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates" / "components"
_COMMENT = re.compile(r"{% comment %}(.*?){% endcomment %}", re.DOTALL)


@dataclass(frozen=True)
class Description:
    """How to use a component and which variables it takes."""

    usage: str
    variables: str


def described(component: str) -> Description:
    """Read the description of a component. Raises ValueError when Usage or Variables is missing."""
    text = (TEMPLATES / f"{component}.html").read_text(encoding="utf-8")
    comment = _COMMENT.search(text)
    told = comment.group(1).splitlines() if comment else []
    lines = dict(line.split(": ", 1) for line in told if ": " in line)
    if not {"Usage", "Variables"} <= lines.keys():
        raise ValueError(f"The template of '{component}' does not tell its Usage and Variables.")
    return Description(lines["Usage"], lines["Variables"])
