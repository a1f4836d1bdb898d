# SPDX-License-Identifier: EUPL-1.2
"""What one can choose for the map: subject, municipality, level, count or per 1000."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms

from meedoen.areas.queries import municipalities
from meedoen.vocabulary.codes import Level
from meedoen.web.fields import LineField
from meedoen.web.policy.figures import MapSubject, Order

# The heading of an area, and of what holds it.
AREA_HEADING = {Level.BUURT: "Buurt", Level.WIJK: "Wijk"}
WITHIN = {Level.BUURT: "Wijk", Level.WIJK: "Gemeente"}
LEVELS = [(Level.BUURT.value, "Buurten"), (Level.WIJK.value, "Wijken")]
MEASURES = [("aantal", "Aantal"), ("per-1000", "Per 1000 inwoners")]
DIRECTIONS = [("op", "oplopend"), ("af", "aflopend")]


@dataclass(frozen=True)
class MapChoice:
    """What was chosen, with something sensible for what was not."""

    municipality: str
    subject: MapSubject
    level: Level
    relative: bool
    order: Order
    descending: bool
    area: str


class MapForm(forms.Form):
    """The choices above the map. Every one may be left out of the address."""

    onderwerp = forms.ChoiceField(
        label="Onderwerp", choices=[(s.value, s.label) for s in MapSubject], required=False
    )
    gemeente = forms.ChoiceField(label="Gemeente", required=False)
    niveau = forms.ChoiceField(label="Gebied", choices=LEVELS, required=False)
    maat = forms.ChoiceField(label="Tel als", choices=MEASURES, required=False)
    volgorde = forms.ChoiceField(choices=[(o.value, o.value) for o in Order], required=False)
    richting = forms.ChoiceField(choices=DIRECTIONS, required=False)
    gebied = LineField(max_length=10, required=False)

    CHOICES_ABOVE_THE_MAP = ("onderwerp", "gemeente", "niveau", "maat")

    def __init__(self, data: object, *, codes: Iterable[str]) -> None:
        """Offer only the municipalities with these codes, by name."""
        super().__init__(data)  # type: ignore[arg-type]
        mine = set(codes)
        here = [(place.code, place.name) for place in municipalities() if place.code in mine]
        self.fields["gemeente"].choices = here  # type: ignore[attr-defined]
        self.municipality_names = dict(here)
        for name in self.CHOICES_ABOVE_THE_MAP:
            self.fields[name].widget.attrs["class"] = "utrecht-select utrecht-select--html-select"

    def above_the_map(self) -> list[forms.BoundField]:
        """Give the fields that stand in the row above the map.

        What is said in a word is counted in no way.
        """
        self.is_valid()
        subject = MapSubject(self.cleaned_data.get("onderwerp") or MapSubject.OFFERS)
        names = [n for n in self.CHOICES_ABOVE_THE_MAP if subject.counted or n != "maat"]
        return [self[name] for name in names]

    def choice(self) -> MapChoice | None:
        """Give what was chosen; a choice that does not exist falls back to the first.

        None when the organisation works in no municipality that is here.
        """
        self.is_valid()
        chosen = self.cleaned_data
        code = chosen.get("gemeente") or next(iter(self.municipality_names), "")
        if not code:
            return None
        subject = MapSubject(chosen.get("onderwerp") or MapSubject.OFFERS)
        order = Order(chosen.get("volgorde") or subject.value)
        if order is Order.RELATIVE and not subject.counted:
            order = Order(subject.value)
        direction = chosen.get("richting") or ("op" if order is Order.NAME else "af")
        return MapChoice(
            municipality=code,
            subject=subject,
            level=Level(chosen.get("niveau") or Level.BUURT),
            relative=subject.counted and chosen.get("maat") == "per-1000",
            order=order,
            descending=direction == "af",
            area=chosen.get("gebied") or "",
        )
