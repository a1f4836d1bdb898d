# SPDX-License-Identifier: EUPL-1.2
"""What a product category of iWmo and iJw is, in our own words (pure)."""

from types import MappingProxyType

CATEGORIES_WMO = MappingProxyType(
    {
        "01": "huishoudelijke hulp",
        "02": "begeleiding",
        "03": "persoonlijke verzorging",
        "04": "kort verblijf",
        "05": "diensten bij het wonen",
        "06": "andere hulp voor een persoon of gezin",
        "07": "dagbesteding",
        "08": "vervoer",
        "09": "andere hulp in een groep",
        "10": "ander maatwerk",
        "11": "rolstoel",
        "12": "vervoermiddel",
        "13": "aanpassing van de woning",
        "14": "ander hulpmiddel",
        "15": "beschermd wonen",
        "16": "opvang",
        "17": "opvang met spoed",
        "18": "ander beschermd wonen of andere opvang",
    }
)
CATEGORIES_YOUTH = MappingProxyType(
    {
        "31": "zonder verblijf, door het wijkteam (2015)",
        "32": "zonder verblijf, bij de aanbieder (2015)",
        "33": "zonder verblijf, overdag bij de aanbieder (2015)",
        "34": "zonder verblijf, in het eigen netwerk (2015)",
        "35": "pleegzorg (2015)",
        "36": "verblijf in een gezin (2015)",
        "37": "gesloten verblijf (2015)",
        "38": "ander verblijf (2015)",
        "40": "persoonlijke verzorging",
        "41": "behandeling overdag",
        "42": "vervoer",
        "43": "verblijf met behandeling",
        "44": "verblijf zonder behandeling",
        "45": "jeugdhulp zonder verblijf",
        "46": "jeugdhulp bij crisis",
        "47": "jeugdreclassering",
        "48": "jeugdbescherming",
        "49": "preventie in justitieel kader",
        "50": "maatwerk voor jeugd",
        "51": "basis-ggz",
        "52": "gespecialiseerde ggz",
        "53": "kindergeneeskunde",
        "54": "jeugd-ggz",
        "55": "landelijk ingekocht",
    }
)


def product_named(code: str) -> str:
    """Say what a product category is, with its code; the code alone when nobody knows it."""
    words = CATEGORIES_WMO.get(code) or CATEGORIES_YOUTH.get(code)
    return f"{words} ({code})" if words else f"product {code}"
