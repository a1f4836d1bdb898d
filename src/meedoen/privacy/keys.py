# SPDX-License-Identifier: EUPL-1.2
"""Keyed hashes and return words. The pepper lives outside the database and its backups."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence

# Short, concrete, easy to spell and to say over the telephone.
_WORDS = [
    "appel",
    "anker",
    "bakker",
    "balkon",
    "beker",
    "berg",
    "boom",
    "boot",
    "bord",
    "brood",
    "brug",
    "citroen",
    "dak",
    "deken",
    "deur",
    "dijk",
    "druif",
    "eend",
    "egel",
    "emmer",
    "fiets",
    "fluit",
    "gans",
    "gieter",
    "glas",
    "haan",
    "hamer",
    "hand",
    "haven",
    "heuvel",
    "hout",
    "huis",
    "jas",
    "kaars",
    "kaas",
    "kachel",
    "kan",
    "kast",
    "kers",
    "kikker",
    "klok",
    "koek",
    "koffer",
    "koning",
    "kraan",
    "krant",
    "kruik",
    "kussen",
    "laars",
    "lamp",
    "leeuw",
    "lepel",
    "lucht",
    "maan",
    "mand",
    "mier",
    "molen",
    "mus",
    "muts",
    "nest",
    "noot",
    "olifant",
    "paard",
    "pan",
    "paraplu",
    "park",
    "peer",
    "pen",
    "perzik",
    "plank",
    "poort",
    "pot",
    "raam",
    "regen",
    "ring",
    "rivier",
    "roos",
    "schaap",
    "schaar",
    "schip",
    "sleutel",
    "sneeuw",
    "soep",
    "spiegel",
    "spin",
    "stoel",
    "storm",
    "straat",
    "tafel",
    "tak",
    "thee",
    "toren",
    "tuin",
    "uil",
    "veer",
    "venster",
    "viool",
    "vis",
    "vlag",
    "vlinder",
    "vogel",
    "vos",
    "wagen",
    "wiel",
    "wind",
    "wolk",
    "zaag",
    "zand",
    "zee",
    "zon",
    "zwaan",
]
NUMBER_OF_WORDS = 5


def keyed_hash(text: str, *, pepper: str) -> str:
    """Hash a text with a key: 64 hexadecimal characters. Without the pepper it tells nothing."""
    return hmac.new(pepper.encode(), text.encode(), hashlib.sha256).hexdigest()


def make_return_words() -> str:
    """Make five random words, joined by spaces, with which a resident comes back."""
    return " ".join(secrets.choice(_WORDS) for _ in range(NUMBER_OF_WORDS))


def tidy_return_words(typed: str) -> str:
    """Forgive capitals, commas and extra spaces in return words that somebody typed."""
    words: Sequence[str] = typed.replace(",", " ").replace("-", " ").lower().split()
    return " ".join(words)
