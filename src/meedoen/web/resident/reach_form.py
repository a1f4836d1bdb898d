# SPDX-License-Identifier: EUPL-1.2
"""How somebody wants to be reached: one way for each kind of message, paper as good as any."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from meedoen.notifications.kinds import Channel, MessageKind
from meedoen.notifications.queries import HowToReach
from meedoen.vocabulary.day import coming_days
from meedoen.vocabulary.telephone import Heard, with_shown
from meedoen.web.both_texts import ChangingForm
from meedoen.web.fields import DayField, EmailField, TelephoneField, Towards, WordsField

YEARS_OF_REST = 10
_WHERE = {
    Channel.EMAIL: ("email", "Vul je e-mailadres in. Anders kunnen we je niet mailen."),
    Channel.LETTER: ("post_address", "Vul je adres in. Anders komt de brief niet aan."),
    Channel.CALL: ("telephone", "Vul je telefoonnummer in. Anders kunnen we je niet bellen."),
}


class ReachForm(ChangingForm):
    """A way for each kind of message, and the addresses that these ways need."""

    email = EmailField(label="E-mailadres", required=False)
    post_address = WordsField(
        label="Adres voor brieven",
        help_text="Zoals het op de envelop moet: naam, straat en nummer, postcode en plaats.",
        required=False,
        max_length=300,
    )
    telephone = TelephoneField(label="Telefoonnummer", required=False)

    def __init__(self, *args: Any, how: HowToReach, **told: Any) -> None:
        """Show what she chose and gave before."""
        given = {way: one.value for way, one in how.addresses.items()}
        stands: dict[str, object] = {kind.value: how.choices.get(kind, "") for kind in MessageKind}
        stands |= {
            "email": given.get(Channel.EMAIL, ""),
            "post_address": given.get(Channel.LETTER, ""),
            "telephone": with_shown(given.get(Channel.CALL, "")),
        }
        super().__init__(*args, stands=stands, **told)
        for kind in MessageKind:
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label,
                choices=[(channel.value, channel.label) for channel in Channel],
                widget=forms.RadioSelect,
                required=False,
            )

    @property
    def by_kind(self) -> list[Any]:
        """Give the choices, one for each kind of message, to draw."""
        return [self[kind.value] for kind in MessageKind]

    def clean(self) -> dict[str, Any]:
        """Ask for the address that a chosen way needs."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        for channel, (field, words) in _WHERE.items():
            if channel.value in self.chosen_in(told) and not told.get(field):
                self.add_error(field, words)
        return told

    @staticmethod
    def chosen_in(told: Mapping[str, Any]) -> set[str]:
        """Give the ways that were chosen for some kind of message."""
        return {str(told.get(kind.value)) for kind in MessageKind}

    @property
    def addresses(self) -> dict[Channel, str]:
        """Give the addresses as they are kept; empty for none."""
        heard: Heard | None = self.cleaned_data.get("telephone")
        return {
            Channel.EMAIL: self.cleaned_data.get("email") or "",
            Channel.LETTER: self.cleaned_data.get("post_address") or "",
            Channel.CALL: heard.telephone.e164 if heard else "",
        }


class RestForm(forms.Form):
    """Until which day nothing is sent."""

    rest_until = DayField(
        label="Tot welke dag sturen we je niets?",
        help_text="Laat je dit leeg? Dan sturen we niets tot jij het zegt.",
        required=False,
        towards=Towards.COMING,
    )

    def __init__(self, *args: Any, today: date, **told: Any) -> None:
        """Offer the days after today."""
        super().__init__(*args, **told)
        rest = coming_days(today, years=YEARS_OF_REST)
        self.fields["rest_until"].between(rest)  # type: ignore[attr-defined]
