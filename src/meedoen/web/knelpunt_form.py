# SPDX-License-Identifier: EUPL-1.2
"""The form to tell of a knelpunt without a name, as a draft and in the register."""

from collections.abc import Callable, Mapping

from django import forms

from meedoen.knelpunten.kinds import KnelpuntType
from meedoen.knelpunten.queries import DraftView
from meedoen.knelpunten.told import NotWithoutHerYes, Told
from meedoen.vocabulary.words import read_line
from meedoen.web.fields import LineField
from meedoen.web.looked_through import LookedThroughForm, own_words


class KnelpuntForm(LookedThroughForm):
    """A situation: its laws, its type, what happens, and apart from that the resident's words."""

    title = LineField(
        label="Waar gaat het over?",
        kept=True,
        max_length=120,
        error_messages={"required": "Geef het een korte naam, zonder de naam van iemand."},
    )
    happens = own_words(
        "Wat gebeurt er?",
        "Beschrijf wat er botst. Zo dat het ook iemand anders kan zijn.",
        required="Schrijf in een paar zinnen op wat er botst.",
    )
    laws = own_words(
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
    effect = own_words(
        "Wat betekent dit voor de inwoner, in diens eigen woorden?",
        "Mag leeg blijven. Alleen als de inwoner het goed vindt.",
        rows=3,
    )
    effect_agreed = forms.BooleanField(
        label="De inwoner vindt het goed dat deze woorden meegaan", required=False
    )

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

    @property
    def texts(self) -> Mapping[str, str]:
        """Give the words of each field that is looked through."""
        return self.told.texts

    def kept(self, keep: Callable[[], object]) -> bool:
        """Try to keep what was told; False leaves in the form what is still to do."""
        try:
            return super().kept(keep)
        except NotWithoutHerYes as sorry:
            self.add_error("effect_agreed", str(sorry))
            return False


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
