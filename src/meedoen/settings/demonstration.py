# SPDX-License-Identifier: EUPL-1.2
"""How to come in as the invented people. Read by the loader and by the page that shows around."""

PASSWORD = "meedoen-demonstratie"  # noqa: S105 - known to everybody, for invented people only

# The key of a story → the words with which that resident comes back.
RESIDENTS = {
    "johan": "appel anker brood kaars zwaan",
    "theo": "boom fiets krant lepel zon",
    "sanne": "berg hamer kraan peer wolk",
    "selam": "schaar roos thee viool zee",
    "wim": "bakker klok maan stoel vogel",
    "nadia": "brug glas hand park regen",
    "vlinder": "vlinder haven lamp noot wind",
    "cor": "egel gieter molen tuin vos",
}

# How letters of the two invented municipalities look.
LETTER_STYLES = {
    "GM9901": {
        "below": "Raadhuisplein 1, 9999 ZZ Lindewaard",
        "accent": "#7a1f4b",
        "signed": "Gemeente Lindewaard",
    },
    "GM9902": {
        "below": "Dorpsplein 4, 9998 ZZ Vennerhout",
        "accent": "#1f6b3a",
        "signed": "Gemeente Vennerhout",
    },
}
