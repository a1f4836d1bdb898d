# SPDX-License-Identifier: EUPL-1.2
"""The form with which several figures of the monitor are approved or made public at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from meedoen.web.fields import WordsField

# Each is checked again when it moves on, which takes a second or two.
MOST_AT_ONCE = 12


class WhichForm(forms.Form):
    """Which figures; more than fit at once are for a next time."""

    which = forms.MultipleChoiceField(label="Welke cijfers", widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, offered: Sequence[tuple[str, str]]
    ) -> None:
        """Offer these figures: number and name."""
        super().__init__(data)
        which = self.fields["which"]
        which.choices = list(offered)  # type: ignore[attr-defined]
        which.error_messages["required"] = "Kies er minstens één."
        which.error_messages["invalid_choice"] = (
            "Een van deze cijfers is intussen verder of gestopt. Kijk opnieuw."
        )

    def numbers(self) -> list[int]:
        """Give the numbers of what was chosen."""
        return [int(one) for one in self.cleaned_data["which"]]


class ApproveSeveralForm(WhichForm):
    """What the second pair of eyes says of several figures, as of one."""

    report = forms.BooleanField(label="Ik las van elk cijfer het aanvalsverslag")
    table = forms.BooleanField(label="Ik bekeek van elk cijfer de tabel")
    remark = WordsField(label="Wil je er iets bij zeggen?", max_length=1000, rows=2, required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, offered: Sequence[tuple[str, str]]
    ) -> None:
        """Say in words what is missing."""
        super().__init__(data, offered=offered)
        for name in ("report", "table"):
            self.fields[name].error_messages["required"] = "Kijk daar eerst naar."
