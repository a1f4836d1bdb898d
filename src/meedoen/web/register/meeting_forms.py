# SPDX-License-Identifier: EUPL-1.2
"""The form to call a meeting: what it is called, when and where."""

from datetime import date, time
from typing import Any

from django import forms

from meedoen.network.meetings import MeetingTold
from meedoen.vocabulary.day import Towards
from meedoen.vocabulary.period import Period
from meedoen.web.both_texts import ChangingForm
from meedoen.web.fields import DayField, LineField
from meedoen.web.register.forms import AHEAD, BEHIND

_FIRST, _LAST = 8, 21
TIMES = [
    (f"{hour:02}:{minute:02}", f"{hour}.{minute:02} uur")
    for hour in range(_FIRST, _LAST)
    for minute in (0, 15, 30, 45)
]


class MeetingForm(ChangingForm):
    """A small meeting; only a name and a day are needed."""

    title = LineField(
        label="Hoe heet het overleg?",
        max_length=120,
        kept=True,
        error_messages={"required": "Geef het overleg een naam."},
    )
    day = DayField(
        label="Op welke dag?",
        towards=Towards.COMING,
        error_messages={"required": "Kies een dag."},
    )
    begins = forms.ChoiceField(
        label="Hoe laat begint het?", choices=[("", "Nog niet bekend"), *TIMES], required=False
    )
    place = LineField(label="Waar?", max_length=160, required=False, kept=True)

    def __init__(self, *args: Any, today: date, **told: Any) -> None:
        """Set what days can be typed: one that was can still be written down."""
        super().__init__(*args, **told)
        day = self.fields["day"]
        assert isinstance(day, DayField)
        day.between(Period(today - BEHIND, today + AHEAD))
        self._keep_the_hour()

    def _keep_the_hour(self) -> None:
        stands = str(self.initial.get("begins") or "")
        offered = self.fields["begins"]
        assert isinstance(offered, forms.ChoiceField)
        if stands and stands not in dict(TIMES):
            offered.choices = [("", "Nog niet bekend"), *TIMES, (stands, f"{stands} uur")]

    @property
    def told(self) -> MeetingTold:
        """Give the meeting, as the room keeps it."""
        said = self.cleaned_data
        begins = time.fromisoformat(said["begins"]) if said["begins"] else None
        return MeetingTold(said["title"], said["day"], begins, said["place"])


def filled(told: MeetingTold) -> dict[str, object]:
    """Give the form's first words from what stands."""
    begins = told.begins.strftime("%H:%M") if told.begins else ""
    return {"title": told.title, "day": told.day, "begins": begins, "place": told.place}
