# SPDX-License-Identifier: EUPL-1.2
"""What can be said after one press on "dit hindert mij". All of it may be skipped."""

from typing import Any

from django import forms

from meedoen.journeys.hindering import Answered
from meedoen.knelpunten.states import Solved
from meedoen.web.fields import WordsField
from meedoen.web.looked_through import OwnWordsForm

LONGEST = 4_000


class HinderedForm(OwnWordsForm):
    """Her words, whether they go along without her name, and whether she wants to hear of it."""

    words = WordsField(
        label="Wil je er iets bij zeggen?",
        help_text="In je eigen woorden. Leeg laten mag.",
        required=False,
        max_length=LONGEST,
        rows=4,
    )
    along = forms.ChoiceField(
        label="Mogen deze woorden mee, zonder je naam?",
        help_text="Dan lezen mensen die aan de regels werken ze. "
        "Kies je niets? Dan blijven ze bij je eigen plan.",
        choices=[("yes", "Ja, zonder mijn naam"), ("no", "Nee, ze blijven bij mij")],
        required=False,
        widget=forms.RadioSelect,
    )
    wants = forms.ChoiceField(
        label="Wil je horen wat ermee gebeurt?",
        help_text="Op deze pagina staat het altijd. "
        "Kies je ja? Dan zie je het ook op je plan zodra er antwoord is.",
        choices=[("yes", "Ja, laat het mij weten"), ("no", "Nee, dat hoeft niet")],
        required=False,
        widget=forms.RadioSelect,
    )

    @staticmethod
    def from_said(found: Answered) -> dict[str, Any]:
        """Give what she said before; nothing is filled in that she did not say."""
        became = found.became
        return {
            "words": found.said.words,
            "along": "yes" if became and became.words else "",
            "wants": "yes" if became and became.wants_answer else "",
        }


class SolvedForm(OwnWordsForm):
    """Whether it is solved: three answers that are all good."""

    heard = forms.ChoiceField(
        label="Is het opgelost?",
        choices=[(one.value, one.label) for one in Solved],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een van de drie antwoorden. Ze zijn alle drie goed."},
    )
    words = WordsField(
        label="Wil je zeggen waarom?",
        help_text="Iedereen kan deze woorden lezen, zonder je naam. Leeg laten mag.",
        required=False,
        max_length=LONGEST,
        rows=3,
    )

    def __init__(self, *args: Any, **told: Any) -> None:
        """Have ids of its own: it stands beside the form with her words."""
        super().__init__(*args, **told)
        self.auto_id = "opgelost_%s"
