# SPDX-License-Identifier: EUPL-1.2
"""What somebody says before she sees figures per street: which buurt, which year, and for what."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms

from meedoen.areas.queries import Wijk
from meedoen.monitor.street_purposes import StreetPurpose
from meedoen.web.fields import LineField


class StreetsForm(forms.Form):
    """A buurt, a year and a purpose. There is nothing to choose below a buurt."""

    buurt = forms.ChoiceField(label="Buurt")
    year = forms.TypedChoiceField(label="Jaar", coerce=int)
    purpose = forms.ChoiceField(
        label="Waarvoor kijk je?",
        choices=[(one.value, one.label[0].upper() + one.label[1:]) for one in StreetPurpose],
        widget=forms.RadioSelect,
    )
    words = LineField(
        label="Wil je er iets bij zeggen?",
        max_length=200,
        required=False,
        kept=True,
        help_text="Zonder naam of adres van iemand.",
    )

    def __init__(self, data: Any = None, *, wijken: Collection[Wijk], years: Sequence[int]) -> None:
        """Offer the buurten of these wijken, and these years."""
        super().__init__(data)
        offered: dict[str, list[Any]] = {
            "buurt": [
                ("", "Kies een buurt"),
                *((wijk.name, [(one.code, one.name) for one in wijk.buurten]) for wijk in wijken),
            ],
            "year": [(str(year), str(year)) for year in years],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        for name, sentence in (
            ("buurt", "Kies een buurt."),
            ("year", "Kies een jaar."),
            ("purpose", "Kies waarvoor je kijkt. Zonder reden laten we niets zien."),
        ):
            self.fields[name].error_messages |= {"required": sentence, "invalid_choice": sentence}
