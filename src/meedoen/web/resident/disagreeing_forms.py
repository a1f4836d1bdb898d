# SPDX-License-Identifier: EUPL-1.2
"""What can be said with "ik ben het er niet mee eens". All of it may be skipped."""

from datetime import date
from typing import Any

from django import forms

from meedoen.plans.disagreeing import DisagreeingWay
from meedoen.vocabulary.day import years_from
from meedoen.vocabulary.period import Period
from meedoen.web.fields import DayField, LineField, WordsField

LONGEST = 8_000
# A letter can be old: too late is never the end of it.
OLDEST_LETTER_IN_YEARS = 20


class DisagreeForm(forms.Form):
    """What she wants, in her own words if she likes. Pressing with nothing filled in is talking."""

    way = forms.ChoiceField(
        label="Wat wil je?",
        help_text="Kies je niets? Dan belt iemand je om erover te praten.",
        choices=[(one.value, one.label) for one in DisagreeingWay],
        required=False,
        widget=forms.RadioSelect,
    )
    words = WordsField(
        label="Waar ben je het niet mee eens?",
        help_text="In je eigen woorden. Een half antwoord is ook goed. Leeg laten mag.",
        required=False,
        max_length=LONGEST,
        rows=5,
    )
    letter_day = DayField(
        label="Gaat het over een brief? Van welke dag is die?",
        help_text="De dag staat bovenaan de brief. Weet je het niet? Laat het dan leeg.",
        required=False,
    )
    to_regisseur = forms.ChoiceField(
        label="Wie mag dit lezen?",
        help_text="Kies je niets? Een vraag om te praten gaat naar wie je helpt. "
        "Een klacht of bezwaar gaat naar iemand anders.",
        choices=[],
        required=False,
        widget=forms.RadioSelect,
    )
    reach = LineField(
        label="Hoe bereiken we je het liefst?",
        help_text="Een telefoonnummer bijvoorbeeld. Weet je team dit al? Laat het dan leeg.",
        required=False,
        max_length=120,
    )
    hinders = forms.BooleanField(
        label="Dit hindert mij ook. Zet het zonder mijn naam bij wat er vastloopt.",
        required=False,
    )

    def __init__(self, *args: Any, today: date, regisseur: str = "", **told: Any) -> None:
        """Ask about her regisseur by name, and not at all when she has none."""
        super().__init__(*args, **told)
        letters = Period(years_from(today, -OLDEST_LETTER_IN_YEARS), today)
        self.fields["letter_day"].between(letters)  # type: ignore[attr-defined]
        if regisseur:
            self.fields["to_regisseur"].choices = [  # type: ignore[attr-defined]
                ("yes", f"{regisseur} mag dit lezen"),
                ("no", f"Niet naar {regisseur}"),
            ]
        else:
            del self.fields["to_regisseur"]

    @property
    def chosen_way(self) -> DisagreeingWay:
        """Give what she chose; nothing chosen is talking."""
        return DisagreeingWay(self.cleaned_data["way"] or DisagreeingWay.TALK)

    @property
    def may_go_to_regisseur(self) -> bool | None:
        """Tell whether her regisseur may read it; None when she did not say."""
        return {"yes": True, "no": False}.get(self.cleaned_data.get("to_regisseur", ""))
