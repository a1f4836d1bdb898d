# SPDX-License-Identifier: EUPL-1.2
"""Keyed hashes and return words. The pepper lives outside the database and its backups."""

import hashlib
import hmac
import secrets

# Short, concrete, easy to spell and to say over the telephone. None begins with another, so that
# they can be told apart when the spaces are lost. One that is taken off the list closes the door to
# whoever was given it.
WORDS = [
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


def new_slip() -> str:
    """Make what return words follow from: random, and telling nothing without the pepper.

    A slip can be kept for a moment where the words themselves may not be.
    """
    return secrets.token_hex(32)


def return_words_of(slip: str, *, pepper: str) -> str:
    """Give the five words that follow from a slip, joined by spaces; evenly over all there are."""
    number = int(keyed_hash(f"return words {slip}", pepper=pepper), 16)
    words = []
    for _ in range(NUMBER_OF_WORDS):
        number, at = divmod(number, len(WORDS))
        words.append(WORDS[at])
    return " ".join(words)
