# SPDX-License-Identifier: EUPL-1.2
"""What somebody fills in on the pages of the budget."""

from django import forms

from meedoen.web.fields import LineField

WHY = 240


class TakeBackForm(forms.Form):
    """Why a booking is taken back; it stays beside it."""

    why = LineField(
        label="Waarom draai je dit terug?",
        max_length=WHY,
        kept=True,
        help_text="Dit blijft bij de boeking staan. Schrijf geen namen van inwoners op.",
        error_messages={"required": "Schrijf op waarom je dit terugdraait."},
    )
