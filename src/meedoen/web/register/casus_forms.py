# SPDX-License-Identifier: EUPL-1.2
"""The forms of a casus: its template, who reads it as the second, and what the reader says."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django import forms

from meedoen.knelpunten.casus.template import CasusTold
from meedoen.knelpunten.states import Worked
from meedoen.recognition.finds import Finding
from meedoen.web.both_texts import ChangingForm
from meedoen.web.fields import LineField, WordsField
from meedoen.web.looked_through import Marked, marks, own_words
from meedoen.web.register.here import Choices


class CasusForm(ChangingForm):
    """A casus by its template: situation, what collides, cause, approach, effect (S0-09)."""

    title = LineField(
        label="Waar gaat het over?",
        kept=True,
        max_length=120,
        error_messages={"required": "Geef het een korte naam, zonder de naam van iemand."},
    )
    situation = own_words(
        "Wat was er aan de hand?",
        "Alleen wat nodig is om de botsing te begrijpen. Geen naam, leeftijd of plaats.",
        required="Schrijf in een paar zinnen op wat er was.",
    )
    knelpunt = forms.ChoiceField(label="Bij welk knelpunt hoort het?", required=False)
    collides = own_words("Wat botste er?", rows=3)
    cause = own_words("Waardoor kwam het?", rows=3)
    approach = own_words("Wat deden jullie?", rows=3)
    effect = own_words("Wat kwam ervan?", rows=3)
    worked = forms.ChoiceField(
        label="Werkte het?",
        choices=[(one.value, one.label) for one in Worked],
        widget=forms.RadioSelect,
        initial=Worked.NOT_KNOWN.value,
    )

    def __init__(self, *args: Any, knelpunten: Choices, **told: Any) -> None:
        """Offer the knelpunten it may belong to."""
        super().__init__(*args, **told)
        self.fields["knelpunt"].choices = [  # type: ignore[attr-defined]
            ("", "Nog bij geen"),
            *knelpunten,
        ]

    @property
    def told(self) -> CasusTold:
        """Give what was told, as the room keeps it."""
        said = self.cleaned_data
        names = ("title", "situation", "collides", "cause", "approach", "effect")
        return CasusTold(**{name: said[name] for name in names}, worked=Worked(said["worked"]))

    @property
    def knelpunt_id(self) -> int | None:
        """Give the number of the knelpunt it belongs to, if it does."""
        return int(self.cleaned_data["knelpunt"] or 0) or None


def filled(told: CasusTold, knelpunt_id: int | None) -> dict[str, object]:
    """Give the form's first words from what stands."""
    number = str(knelpunt_id) if knelpunt_id else ""
    return {**told.texts, "worked": told.worked.value, "knelpunt": number}


def _field_of(key: str) -> str:
    return f"why_{sha256(key.encode()).hexdigest()[:12]}"


class ReaderForm(forms.Form):
    """Who reads it as the second; and of each find in it why nobody is recognised by it."""

    reader = forms.ChoiceField(
        label="Wie leest het?",
        help_text="Iemand van een team dat meewerkt, en niet wie het schreef.",
        error_messages={"required": "Kies wie het leest."},
    )

    def __init__(
        self,
        *args: Any,
        readers: Choices,
        texts: Mapping[str, str],
        found: Mapping[str, tuple[Finding, ...]],
        argued: Mapping[str, str],
        **told: Any,
    ) -> None:
        """Ask a reason for each find; what was argued before stands filled in."""
        super().__init__(*args, **told)
        self.fields["reader"].choices = [  # type: ignore[attr-defined]
            ("", "Kies een collega"),
            *readers,
        ]
        labels = {name: str(field.label) for name, field in CasusForm.base_fields.items()}
        self.marked: list[Marked] = marks(
            {name: (labels[name], texts[name], finds) for name, finds in found.items()}
        )
        finds = [one for several in found.values() for one in several]
        self.never = [one for one in finds if not one.may_stay]
        self.keys = {_field_of(one.key): one.key for one in finds if one.may_stay}
        words = {_field_of(one.key): one for one in finds}
        for name, key in self.keys.items():
            self.fields[name] = LineField(
                label=f"Waarom kan “{words[name].words}” blijven?",
                help_text=f"{words[name].kind.label}. Kan het anders? Verander dan de tekst.",
                max_length=200,
                initial=argued.get(key, ""),
                kept=True,
                error_messages={"required": "Zeg waarom, of verander de tekst."},
            )

    @property
    def reasons(self) -> list[forms.BoundField]:
        """Give the fields in which a reason is asked."""
        return [self[name] for name in self.keys]

    @property
    def argued(self) -> dict[str, str]:
        """Give the reason by the key of each find."""
        return {key: self.cleaned_data[name] for name, key in self.keys.items()}


class RemarkForm(forms.Form):
    """What should change before it is shared."""

    remark = WordsField(
        label="Wat moet er anders?",
        max_length=4000,
        rows=3,
        error_messages={"required": "Schrijf op wat er anders moet."},
    )
