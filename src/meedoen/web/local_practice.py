# SPDX-License-Identifier: EUPL-1.2
"""What one can choose above the rules of a municipality, and what the page then shows.

The same for everybody: rules are public. The face around it differs.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from meedoen.areas.queries import municipalities
from meedoen.journeys.local_practice import local_practice
from meedoen.vocabulary.period import Period
from meedoen.web.fields import DayField, SearchField

YEARS_BACK = 25


class PracticeForm(forms.Form):
    """The choices above the rules. Every one may be left out of the address."""

    gemeente = forms.ChoiceField(label="Gemeente", required=False)
    zoek = SearchField(
        label="Zoek een regel",
        help_text="Een woord is genoeg, zoals vervoer, jobcoach of 2.1.4.",
        max_length=60,
        required=False,
    )
    sinds = DayField(label="Laat zien wat er veranderd is sinds", required=False)
    verschil = forms.BooleanField(label="Alleen waar buren het anders doen", required=False)

    def __init__(
        self, asked: Mapping[str, str], *, codes: Iterable[str] | None, chosen: str, today: date
    ) -> None:
        """Offer the municipalities with these codes, by name; None offers all that are here.

        What is not `asked` gets a sensible value: the `chosen` municipality, and this year.
        """
        mine = None if codes is None else set(codes)
        self.names = {p.code: p.name for p in municipalities() if mine is None or p.code in mine}
        self.default = chosen if chosen in self.names else next(iter(self.names), "")
        # What is new this year is what a colleague may have missed.
        self.this_year = date(today.year, 1, 1)
        usual = {"gemeente": self.default, "sinds": self.this_year.isoformat()}
        given = {name: asked[name] for name in self.base_fields if asked.get(name)}
        super().__init__(usual | given)
        days = Period(date(today.year - YEARS_BACK, 1, 1), today)
        self.fields["sinds"].between(days)  # type: ignore[attr-defined]
        self.fields["gemeente"].choices = list(self.names.items())  # type: ignore[attr-defined]

    def choice(self, name: str) -> Any:
        """Give what was chosen, or None when nothing or nothing sensible was."""
        self.is_valid()
        return self.cleaned_data.get(name)

    @property
    def municipality(self) -> str:
        """The code of the chosen municipality, else the default; empty when there is none."""
        return self.choice("gemeente") or self.default

    @property
    def narrowing(self) -> bool:
        """Whether fewer rules are asked for than there are."""
        return bool(self.choice("zoek") or self.choice("verschil"))


def page_of(form: PracticeForm, *, today: date) -> dict[str, Any]:
    """Give all that the page shows; without a municipality only the form."""
    code = form.municipality
    if not code:
        return {"form": form, "practice": None}
    found = local_practice(
        code,
        on=today,
        since=form.choice("sinds") or form.this_year,
        words=form.choice("zoek") or "",
        only_different=bool(form.choice("verschil")),
    )
    return {"form": form, "practice": found, "place": form.names[code]}
