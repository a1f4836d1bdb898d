# SPDX-License-Identifier: EUPL-1.2
"""The forms of a programme. Only what something is called is needed; all else may stay open."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms

from meedoen.programmes.states import ActionState, must_say
from meedoen.vocabulary.day import Towards
from meedoen.vocabulary.period import Period
from meedoen.web.both_texts import ChangingForm
from meedoen.web.fields import DayField, LineField, WholeNumberField, WordsField

Choices = list[tuple[str, Any]]
FIRST_DAY, FIRST_YEAR = date(2000, 1, 1), 2000
_AHEAD = timedelta(days=30 * 365)
LINE, GOAL, WORDS = 160, 400, 4000
NO_PEOPLE = "Schrijf geen namen of verhalen van inwoners op."


class VisionForm(ChangingForm):
    """What the programme is called and what it wants."""

    called = LineField(
        label="Hoe heet het programma?",
        max_length=LINE,
        kept=True,
        error_messages={"required": "Geef het programma een naam."},
    )
    words = WordsField(
        label="Wat is de visie?", max_length=WORDS, rows=6, required=False, help_text=NO_PEOPLE
    )


class SubprogrammeForm(ChangingForm):
    """A part of the programme: what it is for, and who leads it."""

    called = LineField(
        label="Hoe heet het deelprogramma?",
        max_length=LINE,
        kept=True,
        error_messages={"required": "Geef het deelprogramma een naam."},
    )
    aim = WordsField(label="Waar is het voor?", max_length=WORDS, rows=3, required=False)
    leader_function = LineField(
        label="Functie van wie het leidt", max_length=LINE, required=False, kept=True
    )
    leader_name = LineField(
        label="Naam van de collega die het leidt", max_length=LINE, required=False, kept=True
    )


class GoalForm(ChangingForm):
    """What a subprogramme wants to reach."""

    words = LineField(
        label="Wat wil je bereiken?",
        max_length=GOAL,
        kept=True,
        error_messages={"required": "Schrijf op wat je wilt bereiken."},
    )


class FollowForm(ChangingForm):
    """A figure by which a goal is followed, and where it should go."""

    indicator = forms.ChoiceField(
        label="Welk cijfer?", error_messages={"required": "Kies een cijfer."}
    )
    area = forms.ChoiceField(label="Waar?", required=False)
    from_year = WholeNumberField(
        label="Vanaf welk jaar vergelijk je?", least=FIRST_YEAR, most=2100, required=False
    )
    wanted = LineField(label="Waar moet het heen?", max_length=LINE, required=False, kept=True)
    wanted_by = DayField(label="Wanneer?", required=False, towards=Towards.COMING)

    def __init__(
        self,
        *args: Any,
        today: date,
        indicators: Choices,
        areas: Choices,
        stands: Mapping[str, object] | None = None,
        **told: Any,
    ) -> None:
        """Offer the indicators and areas there are."""
        super().__init__(*args, stands=stands, **told)
        self.fields["indicator"].choices = [("", "Kies een cijfer"), *indicators]  # type: ignore[attr-defined]
        self.fields["area"].choices = areas  # type: ignore[attr-defined]
        _between(self, "wanted_by", today, _AHEAD)


class ActionForm(ChangingForm):
    """What somebody does, and for which part or goal."""

    place = forms.ChoiceField(
        label="Waar hoort het bij?",
        error_messages={"required": "Kies een deelprogramma of een doel."},
    )
    what = LineField(
        label="Wat gaan jullie doen?",
        max_length=LINE,
        kept=True,
        error_messages={"required": "Schrijf op wat jullie gaan doen."},
    )
    more = WordsField(
        label="Meer erover", max_length=WORDS, rows=3, required=False, help_text=NO_PEOPLE
    )
    who = LineField(label="Wie doet het?", max_length=LINE, required=False, kept=True)
    by_when = DayField(label="Wanneer is het klaar?", required=False, towards=Towards.COMING)
    area = forms.ChoiceField(label="Voor welk gebied?", required=False)

    def __init__(
        self,
        *args: Any,
        today: date,
        places: Choices,
        areas: Choices,
        about: str = "",
        stands: Mapping[str, object] | None = None,
        **told: Any,
    ) -> None:
        """Offer the parts and areas there are; `about` says from which figure it comes."""
        super().__init__(*args, stands=stands, **told)
        self.kept_about = about
        self.fields["place"].choices = [("", "Kies"), *places]  # type: ignore[attr-defined]
        self.fields["area"].choices = areas  # type: ignore[attr-defined]
        _between(self, "by_when", today, _AHEAD)

    @property
    def lies_at(self) -> tuple[int, int | None]:
        """Give the numbers of the subprogramme and the goal that were chosen."""
        part, _, goal = self.cleaned_data["place"].partition(".")
        return int(part), int(goal) if goal else None


class SeenActionForm(ActionForm):
    """An action that comes from a figure: what was seen in it goes first."""

    sentence = WordsField(
        label="Wat zag je?",
        max_length=WORDS,
        rows=3,
        help_text=NO_PEOPLE,
        error_messages={"required": "Schrijf op wat je in het cijfer zag."},
    )
    field_order = ("sentence",)


class MoveForm(forms.Form):
    """How an action goes on: on which day, and what must be said with it."""

    day = DayField(label="Op welke dag?", required=False)
    reason = WordsField(
        label="Waarom stoppen jullie?",
        max_length=WORDS,
        rows=3,
        error_messages={"required": "Schrijf op waarom jullie stoppen."},
    )
    came_of_it = WordsField(
        label="Wat kwam ervan?",
        max_length=WORDS,
        rows=4,
        help_text=f"Ook als het anders liep. {NO_PEOPLE}",
        error_messages={"required": "Schrijf op wat ervan kwam."},
    )

    def __init__(
        self, *args: Any, today: date, to: ActionState, began: date | None, **told: Any
    ) -> None:
        """Ask only what belongs to where it goes."""
        super().__init__(*args, **told)
        asked: Collection[str] = must_say(to, began=began is not None)
        if to is not ActionState.PLANNED and not (to is ActionState.GOING and began):
            asked = ("day", *asked)
        for name in set(self.fields) - set(asked):
            del self.fields[name]
        if "day" in self.fields:
            _between(self, "day", today, timedelta(0))


def _between(form: forms.Form, name: str, today: date, ahead: timedelta) -> None:
    day = form.fields[name]
    assert isinstance(day, DayField)
    day.between(Period(FIRST_DAY, today + ahead))
