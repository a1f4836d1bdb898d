# SPDX-License-Identifier: EUPL-1.2
"""What can stand on paper: letters that the fonts have which come with typst (pure).

PDF/UA refuses a letter that no font has, and then there would be no document at all. The scripts
here are those of names in Europe; of each range, tests set every letter.
"""

import re
import unicodedata

from meedoen.interop.documents.cells import in_xml

NOT_ON_PAPER = "\ufffd"
# Latin, Greek and Cyrillic with their accents; signs of sentences, money, numbers and arrows.
_FOREIGN = re.compile(
    "[^\t\n -~\u00a0-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u04ff"
    "\u1e00-\u1eff\u2010-\u2027\u202f-\u203a\u20a0-\u20bf\u2116\u2122\u2190-\u2199"
    "\u2212\u221a\u221e\u2248\u2260\u2264\u2265\u25a0-\u25ff\ufffd]"
)
# A code without a space runs over its cell: from so many signs on it may break.
_LONG = re.compile(r"\S{24}(?=\S)")
_MAY_BREAK = "\u200b"


def on_paper(text: str) -> str:
    """Give a text as it can be set; a letter or sign that no font has is seen as \ufffd."""
    composed = unicodedata.normalize("NFC", in_xml(text))
    return _LONG.sub(rf"\g<0>{_MAY_BREAK}", _FOREIGN.sub(NOT_ON_PAPER, composed))
