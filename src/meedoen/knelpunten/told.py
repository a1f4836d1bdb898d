# SPDX-License-Identifier: EUPL-1.2
"""What a knelpunt says, and keeping a text free of what tells who it is about. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from meedoen.knelpunten.kinds import KnelpuntType
from meedoen.recognition.finds import Finding, find
from meedoen.vocabulary.words import read_words


@dataclass(frozen=True)
class Told:
    """What a knelpunt says: its laws, its type, what happens, and the effect in her own words."""

    title: str
    laws: tuple[str, ...]
    type: KnelpuntType
    happens: str
    effect: str = ""
    effect_agreed: bool = False

    @property
    def texts(self) -> dict[str, str]:
        """Give every free text of it, by field, as it is looked through for names."""
        return {
            "title": self.title,
            "laws": "\n".join(self.laws),
            "happens": self.happens,
            "effect": self.effect,
        }


class StillRecognisable(ValueError):
    """A text holds words that could tell who it is about; `findings` gives them by field."""

    def __init__(self, findings: dict[str, tuple[Finding, ...]]) -> None:
        """Keep the finds, so that a page can show them in their text."""
        super().__init__("Hier staat nog iets in waaraan iemand te herkennen kan zijn.")
        self.findings = findings


class NotWithoutHerYes(ValueError):
    """The resident's own words are kept only when she agreed."""


def told_safely(
    told: Told, *, names: Collection[str], places: Collection[str], may_stay: Collection[str]
) -> list[str]:
    """Give the keys of the finds in a knelpunt that may stay.

    Raises StillRecognisable when others are left, and NotWithoutHerYes for her words without a yes.
    """
    if read_words(told.effect) and not told.effect_agreed:
        raise NotWithoutHerYes("Vraag eerst of deze woorden mee mogen. Of laat ze weg.")
    return safely(told.texts, names=names, places=places, may_stay=may_stay)


def look_through(
    texts: Mapping[str, str], *, names: Collection[str] = (), places: Collection[str] = ()
) -> dict[str, tuple[Finding, ...]]:
    """Give what in each text could tell who it is about, by field; also of fields without any."""
    return {field: find(text, names=names, places=places) for field, text in texts.items()}


def safely(
    texts: Mapping[str, str],
    *,
    names: Collection[str] = (),
    places: Collection[str] = (),
    may_stay: Collection[str] = (),
) -> list[str]:
    """Give the keys of the finds in these texts, when somebody said of each that it may stay.

    `names` and `places` are looked for and not kept; `may_stay` holds keys of finds. Raises
    StillRecognisable when others are left, or one that never may stay.
    """
    found = look_through(texts, names=names, places=places)
    left = {
        field: tuple(f for f in finds if not (f.may_stay and f.key in may_stay))
        for field, finds in found.items()
    }
    if any(left.values()):
        raise StillRecognisable({field: finds for field, finds in left.items() if finds})
    return sorted({f.key for finds in found.values() for f in finds})
