# SPDX-License-Identifier: EUPL-1.2
"""What one can choose for a figure of the monitor: municipality, year, level and area."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms

from meedoen.vocabulary.codes import Level

_LEVELS = {Level.WIJK: "Wijken", Level.BUURT: "Buurten"}


@dataclass(frozen=True)
class FigureChoice:
    """What was chosen: `area` is empty for the whole municipality, `group` for all together."""

    municipality: str
    year: int
    level: Level
    area: str
    group: str


class FigureForm(forms.Form):
    """The choices above a figure. Every one may be left out of the address."""

    gemeente = forms.ChoiceField(label="Gemeente", required=False)
    jaar = forms.ChoiceField(label="Jaar", required=False)
    niveau = forms.ChoiceField(label="Kaart per", required=False)
    gebied = forms.ChoiceField(label="Gebied", required=False)
    groep = forms.ChoiceField(label="Groep", required=False)

    def __init__(
        self,
        data: object,
        *,
        places: dict[str, str],
        years: Sequence[int],
        levels: Sequence[Level],
        areas: Sequence[tuple[str, str]],
        groups: Sequence[tuple[str, str]],
    ) -> None:
        """Offer only what there is."""
        super().__init__(data)  # type: ignore[arg-type]
        offered: dict[str, list[tuple[str, str]]] = {
            "gemeente": list(places.items()),
            "jaar": [(str(year), str(year)) for year in years],
            "niveau": [(level.value, _LEVELS[level]) for level in levels],
            "gebied": list(areas),
            "groep": list(groups),
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            self.fields[name].widget.attrs["class"] = "utrecht-select utrecht-select--html-select"
        self.offered = [name for name, choices in offered.items() if len(choices) > 1]

    def to_choose(self) -> list[forms.BoundField]:
        """Give the fields in which there is something to choose."""
        return [self[name] for name in self.offered]
