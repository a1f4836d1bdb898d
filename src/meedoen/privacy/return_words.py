# SPDX-License-Identifier: EUPL-1.2
"""Reading return words as people write them down: only letters count (ADR 0006 and 0012). Pure.

Whatever is no letter parts words; accents, capitals and characters without width fall away. What
stands between the words (figures, "en", a sentence before them) is passed over. A word that is not
on the list is asked about and never guessed. The list is public, so saying so tells nobody more.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from meedoen.privacy.keys import NUMBER_OF_WORDS, WORDS
from meedoen.vocabulary.levelling import levelled

_KNOWN = frozenset(WORDS)
_BETWEEN = frozenset({"en"})
# Letters by their name, and unseen by everybody.
_FILLERS = dict.fromkeys(map(ord, "\u115f\u1160"), None)
# A keyboard set to Turkish makes the first; the second is how many people write ij by hand.
_SAME_LETTER = (("\u0131", "i"), ("y", "ij"))
_LONG_ENOUGH_FOR_TWO_SLIPS = 5


@dataclass(frozen=True)
class UnknownWord:
    """A word that is not on the list, and the one word on it that looks most like it, if any."""

    typed: str
    meant: str


class UnreadableWords(ValueError):
    """What was typed cannot be five return words: too few, too many, or not on the list."""

    def __init__(self, known: int, unknown: tuple[UnknownWord, ...]) -> None:
        """Keep how many words of the list there were, and which words are not on it."""
        super().__init__(f"{known} words of the list, {len(unknown)} others.")
        self.known, self.unknown = known, unknown


def read_return_words(typed: str) -> str:
    """Give the five words of the list that somebody typed, joined by spaces.

    Raises UnreadableWords when these cannot be return words, whoever they belong to.
    """
    said = _letters(typed)
    known = [word for word in said if word in _KNOWN]
    if len(known) != NUMBER_OF_WORDS:
        known = _said_twice(known) or next(_run_together(said), known)
    if len(known) != NUMBER_OF_WORDS:
        raise UnreadableWords(*_what_is_wrong(said))
    return " ".join(known)


def _letters(typed: str) -> list[str]:
    plain = levelled(typed).plain.lower().translate(_FILLERS)
    for other, letter in _SAME_LETTER:
        plain = plain.replace(other, letter)
    return "".join(sign if sign.isalpha() else " " for sign in plain).split()


def _said_twice(known: list[str]) -> list[str]:
    """Give the first five when the same five stand there again, as after pasting twice."""
    first = known[:NUMBER_OF_WORDS]
    times, left = divmod(len(known), NUMBER_OF_WORDS)
    return first if known and not left and known == first * times else []


def _run_together(said: list[str]) -> Iterator[list[str]]:
    """Find five words where spaces were lost, or where a word was broken off at a line's end."""
    without = [word for word in said if word not in _BETWEEN]
    for kept in (said, without, [word for word in without if len(word) > 1]):
        found = _apart("".join(kept))
        if len(found) == NUMBER_OF_WORDS:
            yield found


def _apart(letters: str) -> list[str]:
    """Part letters into words of the list; none of those begins with another. Empty: cannot."""
    found: list[str] = []
    rest = letters
    # One word too many is enough to know that these are no five.
    while rest and len(found) <= NUMBER_OF_WORDS:
        word = next((word for word in WORDS if rest.startswith(word)), "")
        if not word:
            return []
        found.append(word)
        rest = rest.removeprefix(word)
    return found


def _what_is_wrong(said: list[str]) -> tuple[int, tuple[UnknownWord, ...]]:
    strange = [word for word in said if word not in _KNOWN | _BETWEEN and len(word) > 1]
    # As many as a page names: each is laid beside the whole list.
    named = list(dict.fromkeys(strange))[:NUMBER_OF_WORDS]
    unknown = tuple(UnknownWord(word, _meant(word)) for word in named)
    return sum(word in _KNOWN for word in said), unknown


def _meant(typed: str) -> str:
    """Give the one word of the list within a slip or two of the pen; empty when none or several."""
    furthest = 2 if len(typed) >= _LONG_ENOUGH_FOR_TWO_SLIPS else 1
    for slips in range(1, furthest + 1):
        # A word that differs more in length differs more: it need not be counted out.
        of_a_length = (word for word in WORDS if abs(len(word) - len(typed)) <= slips)
        near = [word for word in of_a_length if _slips(typed, word) <= slips]
        if near:
            return near[0] if len(near) == 1 else ""
    return ""


def _slips(one: str, other: str) -> int:
    """Count letters too many, missing, changed, or swapped with the next (Damerau-Levenshtein)."""
    before, row = [0] * (len(other) + 1), list(range(len(other) + 1))
    earlier = ""
    for number, letter in enumerate(one, 1):
        after = [number]
        for at, wanted in enumerate(other, 1):
            cost = min(row[at] + 1, after[-1] + 1, row[at - 1] + (letter != wanted))
            if at > 1 and letter == other[at - 2] and earlier == wanted:
                cost = min(cost, before[at - 2] + 1)
            after.append(cost)
        before, row, earlier = row, after, letter
    return row[-1]
