# SPDX-License-Identifier: EUPL-1.2
"""How a citation in the rulebook reads: which laws it names, and which articles of each.

`Wmo 2015, art. 2.3.5 lid 4 en art. 1.2.2 lid 3` cites two articles. After `lid` everything belongs
to that article until `art.` or another law follows, so that no number can be read in two ways.
"""

import re

HELD = {
    "Wmo 2015": "wmo_2015", "Wmo": "wmo_2015", "UB Wmo": "uitvoeringsbesluit_wmo_2015",
    "Pw": "participatiewet", "Wfsv": "wet_financiering_sociale_verzekeringen",
    "ZW": "ziektewet", "WW": "werkloosheidswet", "Wajong": "wajong", "Wet WIA": "wet_wia",
    "Wsw": "wet_sociale_werkvoorziening", "Jeugdwet": "jeugdwet",
    "Leerplichtwet 1969": "leerplichtwet_1969", "WPO": "wet_op_het_primair_onderwijs",
    "WEC": "wet_op_de_expertisecentra", "WEB": "wet_educatie_en_beroepsonderwijs",
    "Wlz": "wet_langdurige_zorg", "Zvw": "zorgverzekeringswet",
    "Wgs": "wet_gemeentelijke_schuldhulpverlening", "Wet inburgering 2021": "wet_inburgering_2021",
}  # fmt: skip
"""The short names of the laws that stand in the rulebook."""

ELSEWHERE = (
    "Schattingsbesluit", "WVO 2020", "Regeling vrijwilligerswerk in de WW", "WAO", "Wet LB", "AVG",
    "Awb", "beslagvrije voet",
)  # fmt: skip
"""What is cited and does not stand in the rulebook."""

_NAMES = "|".join(re.escape(name) for name in sorted((*HELD, *ELSEWHERE), key=len, reverse=True))
_LAW = re.compile(rf"(?<![\w]){'(' + _NAMES + ')'}(?![\w])")
_NUMBER = re.compile(r"\d+[a-z]*(?:[.:]\d+[a-z]?)*$")


def cited(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The laws a citation names, each with the articles of it; raises where no law is named."""
    parts = _LAW.split(re.sub(r"\(.*?\)", "", text))
    if len(parts) == 1:
        raise ValueError(f"'{text}' names no law that is known here: add its short name.")
    return [(law, _articles(told)) for law, told in zip(parts[1::2], parts[2::2], strict=True)]


def _articles(told: str) -> tuple[str, ...]:
    found, in_articles = [], False
    for word in re.findall(r"[^\s,]+", told):
        if word in {"art.", "lid"}:
            in_articles = word == "art."
        elif in_articles and _NUMBER.match(word):
            found.append(word)
    return tuple(found)
