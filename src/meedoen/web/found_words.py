# SPDX-License-Identifier: EUPL-1.2
"""Words in which something could tell who she is: shown in her text, and asked of her, one by one.

A field of a form that takes her words for others to read. Only a citizen service number never may
stay.
"""

from collections.abc import Sequence
from typing import Any

from django import forms

from meedoen.recognition.finds import Finding, Kind, Piece, marked
from meedoen.vocabulary.bsn import without_bsn
from meedoen.vocabulary.words import read_words
from meedoen.web.both_texts import ChangingForm

_NOT_YET = "Hieraan kan iemand je herkennen. Verander het, of zeg per stuk dat het mag blijven."


class FoundWordsForm(ChangingForm):
    """A form with words of hers (`words`), and what in them may stay because she says so."""

    may_stay = forms.MultipleChoiceField(
        label="Dit mag blijven",
        help_text="Zet alleen een vinkje als niemand je eraan kan herkennen.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **told: Any) -> None:
        """Nothing may stay until something was found."""
        super().__init__(*args, **told)
        self.pieces: Sequence[Piece] = ()
        self.never: Sequence[Finding] = ()
        self._offer({})

    def _ticked(self) -> dict[str, str]:
        """Give what she said may stay, from this very form, in words."""
        given = self.data.getlist("may_stay") if hasattr(self.data, "getlist") else []
        found = {key: key.partition(":") for key in given}
        return {key: f"“{words}”" for key, (kind, _, words) in found.items() if kind in set(Kind)}

    def _offer(self, more: dict[str, str]) -> None:
        choices = self._ticked() | more
        self.fields["may_stay"].choices = list(choices.items())  # type: ignore[attr-defined]

    def ask_about(self, finds: Sequence[Finding], *, text: str) -> None:
        """Show the finds in her text, and ask of each whether it may stay."""
        self.pieces = marked(without_bsn(read_words(text)), finds)
        self.never = [find for find in finds if not find.may_stay]
        self._offer({f.key: f"“{f.words}”. {f.kind.label}." for f in finds if f.may_stay})
        self.add_error("words", _NOT_YET)
