# SPDX-License-Identifier: EUPL-1.2
"""The form to tell of a knelpunt without a name; it shows what could tell who it is about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from meedoen.knelpunten.kinds import KnelpuntType
from meedoen.knelpunten.queries import DraftView
from meedoen.knelpunten.told import NotWithoutHerYes, StillRecognisable, Told
from meedoen.recognition.finds import Finding, Kind, Piece, marked
from meedoen.vocabulary.words import read_line
from meedoen.web.both_texts import ChangingForm
from meedoen.web.fields import LineField, WordsField

_NOT_YET = "Hier kan iemand aan te herkennen zijn. Verander het, of zeg per stuk dat het mag."


@dataclass(frozen=True)
class Marked:
    """One field with its text in pieces, so that finds can be shown in it."""

    label: str
    pieces: list[Piece]


def _text(label: str, help_text: str, *, required: str = "", rows: int = 4) -> WordsField:
    """Make a field for own words; `required` says what to do when it is left empty."""
    return WordsField(
        label=label,
        help_text=help_text,
        max_length=4000,
        rows=rows,
        required=bool(required),
        error_messages={"required": required},
    )


class KnelpuntForm(ChangingForm):
    """A situation: its laws, its type, what happens, and apart from that the resident's words."""

    title = LineField(
        label="Waar gaat het over?",
        kept=True,
        max_length=120,
        error_messages={"required": "Geef het een korte naam, zonder de naam van iemand."},
    )
    happens = _text(
        "Wat gebeurt er?",
        "Beschrijf wat er botst. Zo dat het ook iemand anders kan zijn.",
        required="Schrijf in een paar zinnen op wat er botst.",
    )
    laws = _text(
        "Welke wetten botsen?",
        "Eén per regel, met het artikel als je het weet.",
        rows=3,
        required="Noem minstens één wet, zoals 'Wmo art. 2.3.5'.",
    )
    type = forms.TypedChoiceField(
        label="Wat voor knelpunt is het?",
        choices=[(one.value, one.label) for one in KnelpuntType],
        coerce=KnelpuntType,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat er het meest op lijkt."},
    )
    effect = _text(
        "Wat betekent dit voor de inwoner, in diens eigen woorden?",
        "Mag leeg blijven. Alleen als de inwoner het goed vindt.",
        rows=3,
    )
    effect_agreed = forms.BooleanField(
        label="De inwoner vindt het goed dat deze woorden meegaan", required=False
    )
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

    def clean_laws(self) -> tuple[str, ...]:
        """Read a law from each line."""
        laws = tuple(map(read_line, self.cleaned_data["laws"].split("\n")))
        laws = tuple(law for law in laws if law)
        if any(len(law) > 80 for law in laws):
            raise forms.ValidationError("Houd elke regel bij 80 tekens.")
        return laws

    @property
    def told(self) -> Told:
        """Give what was told, as the room keeps it."""
        given = self.cleaned_data
        return Told(
            title=given["title"],
            laws=given["laws"],
            type=given["type"],
            happens=given["happens"],
            effect=given["effect"],
            effect_agreed=given["effect_agreed"],
        )

    def ask_about(self, sorry: StillRecognisable) -> None:
        """Show the finds in their text, and ask of each whether it may stay."""
        texts = self.told.texts
        self.marked = [
            Marked(str(self.fields[field].label), marked(texts[field], finds))
            for field, finds in sorry.findings.items()
        ]
        finds = [find for found in sorry.findings.values() for find in found]
        self.never = [find for find in finds if not find.may_stay]
        self._offer(self._words_ticked() | dict(_offered(finds)))
        self.add_error(None, _NOT_YET)

    def ask_for_a_yes(self, sorry: NotWithoutHerYes) -> None:
        """Ask whether the resident's words may go along."""
        self.add_error("effect_agreed", str(sorry))


def _offered(finds: list[Finding]) -> Iterator[tuple[str, str]]:
    for find in finds:
        if find.may_stay:
            yield find.key, f"“{find.words}”. {find.kind.label}."


def filled(told: Told) -> dict[str, object]:
    """Give the form's first words from what the rulebook knows, or from what was kept."""
    return {
        "title": told.title,
        "happens": told.happens,
        "laws": "\n".join(told.laws),
        "type": told.type.value,
        "effect": told.effect,
        "effect_agreed": told.effect_agreed,
    }


def told_in(kept: DraftView) -> Told:
    """Give what a kept draft tells."""
    return Told(
        title=kept.title,
        laws=tuple(kept.laws),
        type=kept.type,
        happens=kept.happens,
        effect=kept.effect,
        effect_agreed=kept.effect_agreed,
    )
