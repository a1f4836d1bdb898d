# SPDX-License-Identifier: EUPL-1.2
"""The form to decide otherwise than the rules: an outcome, its ground in the law, and why."""

from collections.abc import Sequence
from typing import Any

from django import forms

from meedoen.assessment.overriding import LONGEST_GROUND, LONGEST_REASON, CannotDecideSo
from meedoen.assessment.queries import Overridden
from meedoen.rules.outcomes import OutcomeKind
from meedoen.rules.rulebook.catalogue import LegalGround
from meedoen.web.both_texts import ChangingForm
from meedoen.web.fields import LineField, WordsField

OWN_WORDS = "own"
_FIELD_OF = {"decided": "decided", "reason": "reason"}


class OverrideForm(ChangingForm):
    """Nothing is chosen beforehand, and every part is needed."""

    may_be_taken = False

    decided = forms.TypedChoiceField(
        label="Wat besluit je?",
        coerce=OutcomeKind,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een uitkomst."},
    )
    ground = forms.ChoiceField(
        label="Op welke grond?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies de grond. Zonder grond kan het niet."},
    )
    own_ground = LineField(
        label="Een andere grond, in je eigen woorden",
        kept=True,
        help_text="Noem de wet en het artikel. Alleen nodig bij 'Een andere grond'.",
        required=False,
        max_length=LONGEST_GROUND,
    )
    reason = WordsField(
        label="Waarom past dit beter bij deze inwoner?",
        help_text="De inwoner leest dit terug. Geen diagnose.",
        max_length=LONGEST_REASON,
        error_messages={"required": "Schrijf op waarom. Ook bij een nee."},
    )

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[OutcomeKind],
        grounds: Sequence[LegalGround],
        runs: Overridden | None = None,
        **kwargs: Any,
    ) -> None:
        """Offer the outcomes that can be decided, and the grounds of this law.

        `runs` is what the own team decided here already.
        """
        stands = {"decided": runs.decided if runs else "", "reason": runs.reason if runs else ""}
        super().__init__(*args, stands=stands, initial=dict.fromkeys(stands), **kwargs)
        self.labels = {ground.code: ground.label for ground in grounds}
        self.fields["decided"].choices = [(k.value, k.label) for k in kinds]  # type: ignore[attr-defined]
        self.fields["ground"].choices = [  # type: ignore[attr-defined]
            *self.labels.items(),
            (OWN_WORDS, "Een andere grond"),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for the words of another ground."""
        cleaned: dict[str, Any] = super().clean() or {}
        own = cleaned.get("ground") == OWN_WORDS
        if own and "own_ground" not in self.errors and not cleaned.get("own_ground"):
            self.add_error("own_ground", "Schrijf de wet en het artikel op.")
        return cleaned

    @property
    def legal_ground(self) -> str:
        """Give the ground as it reads."""
        chosen = self.cleaned_data["ground"]
        return str(self.labels.get(chosen) or self.cleaned_data["own_ground"])

    def refuse(self, sorry: CannotDecideSo) -> None:
        """Show at its field why it cannot be so."""
        ground = "own_ground" if self.cleaned_data.get("ground") == OWN_WORDS else "ground"
        self.add_error(_FIELD_OF.get(sorry.part, ground), str(sorry))
