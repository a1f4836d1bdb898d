# SPDX-License-Identifier: EUPL-1.2
"""The living gallery: every component in every state, on one page."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose


class ExampleForm(forms.Form):
    """One field of each shape, to look at."""

    words = forms.CharField(
        label="Een lang antwoord", widget=forms.Textarea, help_text="Met uitleg eronder."
    )
    name = forms.CharField(label="Een kort antwoord")
    buurt = forms.ChoiceField(label="Een keuzelijst", choices=[("a", "Buurt A"), ("b", "Buurt B")])
    day = forms.DateField(label="Een dag", widget=forms.DateInput(attrs={"type": "date"}))
    helps = forms.MultipleChoiceField(
        label="Meer dan één antwoord",
        choices=[("quiet", "Rustig"), ("near", "Dichtbij")],
        widget=forms.CheckboxSelectMultiple,
    )
    answer = forms.ChoiceField(
        label="Gelijke keuzes",
        choices=[
            ("forward", "Vooruit|Ik wil een stapje meer.|arrow-right"),
            ("stay", "Blijven|Zo is het goed voor mij.|equal"),
            ("back", "Terug|Het is te veel.|arrow-left"),
            ("not_now", "Nu niet|Ik wil nu rust.|player-pause"),
        ],
        widget=forms.RadioSelect,
    )
    agree = forms.BooleanField(label="Een vinkje")


@endpoint(purpose=Purpose.PUBLIC_INFORMATION, object="gallery")
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component once, with how to use it."""
    kinds = ["ja", "nee_op_deze_grond", "onbekend", "vraagt_oordeel"]
    context = {"form": ExampleForm(prefix="a"), "wrong": ExampleForm({}, prefix="b"), "kinds": kinds}
    return render(request, "components/gallery.html", context)
