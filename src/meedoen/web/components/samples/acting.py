# SPDX-License-Identifier: EUPL-1.2
"""Samples of what one presses, chooses and fills in."""

from types import SimpleNamespace
from typing import Any

from django import forms

from meedoen.recognition.finds import find, marked
from meedoen.web.components.samples.shapes import Sample, SampleGroup
from meedoen.web.fields import NameField, TelephoneField, WordsField


class SampleForm(forms.Form):
    """One field of each kind; with only a telephone number, two of them hold a mistake."""

    name = NameField(
        label="Hoe mogen we je noemen?", help_text="Een voornaam is genoeg.", required=False
    )
    phone = TelephoneField(label="Je telefoonnummer")
    story = WordsField(label="Wat zou je graag doen?", required=False, rows=3)
    moments = forms.MultipleChoiceField(
        label="Wanneer mogen we bellen?",
        choices=[("morning", "Ochtend"), ("afternoon", "Middag")],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    whom = forms.ChoiceField(
        label="Voor wie is dit?",
        choices=[("me", "Voor mijzelf"), ("other", "Voor iemand anders")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies voor wie dit is."},
    )
    language = forms.ChoiceField(
        label="Taal", choices=[("nl", "Nederlands"), ("ti", "Tigrinya")], required=False
    )
    agreed = forms.BooleanField(label="Mijn buur mag meelezen", required=False)


def _form(**data: Any) -> SampleForm:
    return SampleForm(data, auto_id="voorbeeld_%s") if data else SampleForm(auto_id="leeg_%s")


def _field_samples() -> tuple[Sample, ...]:
    empty = _form()
    wrong = _form(phone="0612", moments=["morning"])
    names = {
        "name": "tekst, met uitleg",
        "story": "lange tekst",
        "moments": "meer antwoorden",
        "whom": "één antwoord",
        "language": "keuzelijst",
        "agreed": "aankruisen",
    }
    plain = tuple(Sample(state, {"field": empty[name]}) for name, state in names.items())
    return (
        *plain,
        Sample("mag je overslaan", {"field": _form(phone="06")["name"], "optional": True}),
        Sample("met een fout", {"field": wrong["phone"]}),
        Sample("keuze met een fout", {"field": wrong["whom"]}),
    )


def _found_in_a_text() -> Sample:
    text = "Sinds 3 maart komt iemand elke week helpen."
    told = SimpleNamespace(label="Wat gebeurt er?", pieces=marked(text, find(text)))
    return Sample("een dag", {"form": SimpleNamespace(marked=[told], never=(), fields={})})


ANSWERS = [
    {
        "value": "forward",
        "label": "Vooruit",
        "hint": "Ik wil een stapje meer.",
        "icon": "arrow-right",
    },
    {"value": "stay", "label": "Blijven", "hint": "Zo is het goed voor mij.", "icon": "equal"},
    {"value": "back", "label": "Terug", "hint": "Ik wil minder.", "icon": "arrow-left"},
    {"value": "not_now", "label": "Nu niet", "hint": "Vraag het later.", "icon": "player-pause"},
]
ACTING: tuple[SampleGroup, ...] = (
    SampleGroup(
        "button",
        "Knoppen",
        (
            Sample("eerste", {"label": "Verder", "variant": "primary", "type": "button"}),
            Sample("tweede", {"label": "Sla over", "type": "button"}),
            Sample("stil", {"label": "Later", "variant": "subtle", "type": "button"}),
            Sample(
                "met icoon",
                {"label": "Bel mij", "variant": "primary", "icon": "phone-call", "type": "button"},
            ),
            Sample(
                "rond",
                {"label": "Lees voor", "variant": "pill", "icon": "volume", "type": "button"},
            ),
            Sample("als link", {"label": "Naar het plan", "url": "#inhoud"}),
            Sample("uit", {"label": "Uit", "type": "button", "disabled": True}),
        ),
        "md-row",
    ),
    SampleGroup("back", "Terug", (Sample("gewoon", {"url": "#inhoud", "label": "Vorige vraag"}),)),
    SampleGroup(
        "choice",
        "Gelijke keuzes",
        (
            Sample("niets gekozen", {"name": "a", "legend": "Hoe gaat het?", "options": ANSWERS}),
            Sample(
                "gekozen",
                {
                    "name": "b",
                    "legend": "Hoe gaat het nu?",
                    "options": [{**row, "checked": row["value"] == "stay"} for row in ANSWERS[:2]],
                },
            ),
            Sample(
                "met een fout",
                {
                    "name": "c",
                    "legend": "Voor wie is dit?",
                    "options": [
                        {"value": "1", "label": "Voor mij"},
                        {"value": "2", "label": "Anders"},
                    ],
                    "error": "Kies er één. Alles is goed.",
                },
            ),
        ),
    ),
    SampleGroup("field", "Velden", _field_samples(), "md-stack"),
    SampleGroup("finds", "Gevonden in een tekst", (_found_in_a_text(),)),
    SampleGroup(
        "errors",
        "Fouten bij elkaar",
        (Sample("twee fouten", {"form": _form(phone="0612"), "still": True}),),
    ),
)
