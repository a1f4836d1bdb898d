# SPDX-License-Identifier: EUPL-1.2
"""The forms of sources: on what terms rows of people come in, and what a municipality chooses."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django import forms

from meedoen.monitor.gate import LONGEST, Terms
from meedoen.vocabulary.period import Period
from meedoen.web.both_texts import ChangingForm
from meedoen.web.fields import DayField, LineField

FIRST_DAY = date(2015, 1, 1)


class TermsForm(ChangingForm):
    """The five things that stand beside a source before rows of people come in (A16)."""

    ground = LineField(label="Grondslag", max_length=LONGEST["ground"], kept=True)
    article = LineField(label="Artikel", max_length=LONGEST["article"], kept=True)
    purpose = LineField(label="Doel", max_length=LONGEST["purpose"], kept=True)
    controller = LineField(
        label="Wie verantwoordelijk is", max_length=LONGEST["controller"], kept=True
    )
    dpia = LineField(
        label="DPIA",
        max_length=LONGEST["dpia"],
        kept=True,
        help_text="Waar hij te vinden is: een nummer of een adres.",
    )
    advised_on = DayField(label="Dag van het advies van de FG")

    def __init__(
        self, *args: Any, today: date, stands: Mapping[str, object] | None = None, **told: Any
    ) -> None:
        """An advice is given before today."""
        super().__init__(*args, stands=stands, **told)
        day = self.fields["advised_on"]
        assert isinstance(day, DayField)
        day.between(Period(FIRST_DAY, today))
        for name, sentence in (
            ("ground", "Schrijf de grondslag op."),
            ("article", "Schrijf het artikel op."),
            ("purpose", "Schrijf op waarvoor je de gegevens gebruikt."),
            ("controller", "Schrijf op wie verantwoordelijk is."),
            ("dpia", "Schrijf op waar de DPIA te vinden is."),
            ("advised_on", "Kies de dag van het advies. Zonder advies komen er geen mensen in."),
        ):
            self.fields[name].error_messages["required"] = sentence

    def terms(self) -> Terms:
        """Give what was written down."""
        names = ("ground", "article", "purpose", "controller", "dpia", "advised_on")
        return Terms(**{name: self.cleaned_data[name] for name in names})


class ChoicesForm(ChangingForm):
    """What a municipality chooses: sources that stay inside, and the council on streets."""

    inside = forms.MultipleChoiceField(
        label="Bronnen waarvan niets openbaar wordt",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    streets_decided_on = DayField(label="Dag van het besluit van de raad", required=False)
    streets_decision = LineField(
        label="Waar het besluit te vinden is", max_length=160, required=False, kept=True
    )

    def __init__(
        self,
        *args: Any,
        today: date,
        sources: Collection[tuple[str, str]],
        stands: Mapping[str, object] | None = None,
        **told: Any,
    ) -> None:
        """Offer the sources there are."""
        super().__init__(*args, stands=stands, **told)
        self.fields["inside"].choices = list(sources)  # type: ignore[attr-defined]
        day = self.fields["streets_decided_on"]
        assert isinstance(day, DayField)
        day.between(Period(FIRST_DAY, today))

    def clean(self) -> dict[str, Any]:
        """A decision has a day and a place where it is found."""
        cleaned = super().clean() or {}
        day, found = cleaned.get("streets_decided_on"), cleaned.get("streets_decision")
        if found and not day and "streets_decided_on" not in self.errors:
            self.add_error("streets_decided_on", "Kies de dag van het besluit.")
        if day and not found and "streets_decision" not in self.errors:
            self.add_error("streets_decision", "Schrijf op waar het besluit te vinden is.")
        return cleaned
