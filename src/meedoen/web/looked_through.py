# SPDX-License-Identifier: EUPL-1.2
"""A form of which the words are looked through for what could tell who they are about.

Finds come back marked in their text, and of each somebody changes the words or says that they may
stay (S0-13). What may never stay can only be changed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from meedoen.knelpunten.told import StillRecognisable
from meedoen.recognition.finds import Finding, Kind, Piece, marked
from meedoen.vocabulary.bsn import without_bsn
from meedoen.vocabulary.words import read_words
from meedoen.web.both_texts import ChangingForm
from meedoen.web.fields import WordsField

_NOT_YET = "Hier kan iemand aan te herkennen zijn. Verander het, of zeg per stuk dat het mag."


@dataclass(frozen=True)
class Marked:
    """One field with its text in pieces, so that finds can be shown in it."""

    label: str
    pieces: list[Piece]


def marks(texts: Mapping[str, tuple[str, str, tuple[Finding, ...]]]) -> list[Marked]:
    """Give what was found in texts as a page shows it: by field its label, words and finds."""
    return [Marked(label, marked(words, finds)) for label, words, finds in texts.values() if finds]


class LookedThroughForm(ChangingForm):
    """Words that are kept only when nobody can be recognised by them.

    `found_as` gives the field of the form for the name under which a room reports a text;
    `not_yet` says what is to do about what was found, at the field `asked_at` or the whole form.
    """

    found_as: Mapping[str, str] = {}
    not_yet = _NOT_YET
    asked_at: str | None = None
    may_stay = forms.MultipleChoiceField(
        label="Dit kan blijven",
        help_text="Zet alleen een vinkje als niemand er iemand aan kan herkennen.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Nothing may stay until something was found."""
        super().__init__(*args, **kwargs)
        self.marked: list[Marked] = []
        self.never: list[Finding] = []
        self._offer(self._words_ticked())

    def _words_ticked(self) -> dict[str, str]:
        """What somebody said may stay, from this very form, in words; the room checks it."""
        given = self.data.getlist("may_stay") if hasattr(self.data, "getlist") else []
        found = {key: key.partition(":") for key in given}
        return {key: f"“{words}”" for key, (kind, _, words) in found.items() if kind in set(Kind)}

    def _offer(self, choices: Mapping[str, str]) -> None:
        self.fields["may_stay"].choices = list(choices.items())  # type: ignore[attr-defined]

    @property
    def texts(self) -> Mapping[str, str]:
        """Give the words of each field that is looked through."""
        return {name: str(said) for name, said in self.cleaned_data.items()}

    def ask_about(self, sorry: StillRecognisable) -> None:
        """Show the finds in their text, and ask of each whether it may stay."""
        texts, found = self.texts, sorry.findings
        named = {field: self.found_as.get(field, field) for field in found}
        self.marked = marks(
            {
                name: (str(self.fields[name].label), texts[name], found[field])
                for field, name in named.items()
            }
        )
        finds = [find for one in found.values() for find in one]
        self.never = [find for find in finds if not find.may_stay]
        self._offer(self._words_ticked() | dict(_offered(finds)))
        self.add_error(self.asked_at, self.not_yet)

    def kept(self, keep: Callable[[], object]) -> bool:
        """Try to keep what was sent; False leaves in the form what is still to do."""
        if not self.is_valid():
            return False
        try:
            keep()
        except StillRecognisable as sorry:
            self.ask_about(sorry)
            return False
        return True


class OwnWordsForm(LookedThroughForm):
    """Words of hers (`words`) for others to read; what was found in them is asked of herself."""

    not_yet = "Hieraan kan iemand je herkennen. Verander het, of zeg per stuk dat het mag blijven."
    asked_at = "words"
    may_stay = forms.MultipleChoiceField(
        label="Dit mag blijven",
        help_text="Zet alleen een vinkje als niemand je eraan kan herkennen.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    @property
    def texts(self) -> Mapping[str, str]:
        """Give her words as they would be kept."""
        return {"words": without_bsn(read_words(self.cleaned_data["words"]))}

    def ask_her(self, finds: Sequence[Finding]) -> None:
        """Show the finds in her text, and ask of each whether it may stay."""
        self.ask_about(StillRecognisable({"words": tuple(finds)}))


def _offered(finds: list[Finding]) -> Iterator[tuple[str, str]]:
    for find in finds:
        if find.may_stay:
            yield find.key, f"“{find.words}”. {find.kind.label}."


def own_words(label: str, help_text: str = "", *, required: str = "", rows: int = 4) -> WordsField:
    """Make a field for own words; `required` says what to do when it is left empty."""
    return WordsField(
        label=label,
        help_text=help_text,
        max_length=4000,
        rows=rows,
        required=bool(required),
        error_messages={"required": required},
    )
