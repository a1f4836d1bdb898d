# SPDX-License-Identifier: EUPL-1.2
"""The forms of the register: to propose, decide, answer, and say why."""

from datetime import date, timedelta
from typing import Any

from django import forms

from meedoen.knelpunten.consulting.operations import WhatWasSaid
from meedoen.knelpunten.recommending.operations import CollegeDecision
from meedoen.vocabulary.day import Towards
from meedoen.vocabulary.period import Period
from meedoen.web.fields import DayField, LineField, SearchField, WordsField
from meedoen.web.looked_through import LookedThroughForm, own_words
from meedoen.web.register.here import Choices

NO_PEOPLE = "Niemand mag er iemand aan herkennen."
AHEAD = timedelta(days=5 * 366)
BEHIND = timedelta(days=5 * 366)


class RegisterSearchForm(forms.Form):
    """What to look for in the register; it stands in the address and nothing of it is kept."""

    zoek = SearchField(label="Zoek in het register", max_length=80, required=False)


class ProposeForm(LookedThroughForm):
    """What to do about a knelpunt, and why that would help."""

    words = own_words(
        "Wat moet er gebeuren?",
        f"Zeg het zo dat een overleg erover kan besluiten. {NO_PEOPLE}",
        required="Schrijf op wat er moet gebeuren.",
    )
    why = own_words("Waarom helpt dat?", "Mag leeg blijven.", rows=3)


class LayBeforeForm(LookedThroughForm):
    """What everybody is asked about a recommendation, and until when."""

    words = own_words(
        "Wat leggen we voor?",
        "Iedereen leest dit. Korte zinnen, zonder vaktaal. Zeg wat er anders wordt.",
        required="Schrijf op wat jullie voorleggen.",
    )
    last_day = DayField(
        label="Tot en met welke dag?",
        help_text="Geef mensen een paar weken.",
        required=True,
        towards=Towards.COMING,
        error_messages={"required": "Kies tot wanneer mensen iets kunnen zeggen."},
    )

    def __init__(self, *args: Any, today: date, **told: Any) -> None:
        """Set what days can be typed."""
        super().__init__(*args, **told)
        day = self.fields["last_day"]
        assert isinstance(day, DayField)
        day.between(Period(today, today + AHEAD))


def _reaction() -> WordsField:
    return own_words(
        "Wat deden jullie met wat er gezegd is?",
        "Eén zin is genoeg. Iedereen leest dit. Leeg laten mag: dan staat er dat er nog niet op "
        "gereageerd is.",
        rows=2,
    )


class WhatWasSaidForm(LookedThroughForm):
    """The advice of the advisory board, and in short what people said. All of it may be left."""

    advised_by = LineField(
        label="Wie gaf advies?",
        help_text="Zoals: de adviesraad sociaal domein. Schrijf geen naam van een persoon op.",
        max_length=120,
        required=False,
        kept=True,
    )
    advised_on = DayField(
        label="Op welke dag?",
        help_text="Leeg: vandaag.",
        required=False,
        towards=Towards.PAST,
    )
    advice = own_words("Wat is het advies?", "Iedereen leest dit.", rows=4)
    summary = own_words(
        "Wat zeiden inwoners, in het kort?",
        "In je eigen woorden. Iedereen leest dit. Schrijf niemands woorden over.",
        rows=4,
    )
    reaction = _reaction()

    def __init__(self, *args: Any, today: date, speaks: bool, **told: Any) -> None:
        """Let only who speaks for the municipality say what was done with it."""
        super().__init__(*args, **told)
        if not speaks:
            del self.fields["reaction"]
        day = self.fields["advised_on"]
        assert isinstance(day, DayField)
        day.between(Period(today - BEHIND, today))

    @property
    def said(self) -> WhatWasSaid:
        """Give the advice and what people said."""
        said = self.cleaned_data
        return WhatWasSaid(said["advice"], said["advised_by"], said["advised_on"], said["summary"])


class BecauseForm(LookedThroughForm):
    """Why something is open again, or no longer public: everybody may read it."""

    because = own_words(
        "Waarom?", f"Iedereen mag dit lezen. {NO_PEOPLE}", required="Schrijf op waarom.", rows=3
    )


class AnswerPressForm(LookedThroughForm):
    """The answer to somebody who pressed, where that is all that is needed."""

    words = own_words(
        "Wat is het antwoord?",
        "Zo leest wie het meldde het. Korte zinnen, zonder vaktaal.",
        required="Schrijf op wat het antwoord is.",
        rows=3,
    )


class RealiseForm(LookedThroughForm):
    """That what was agreed is done, and what is different now."""

    words = own_words(
        "Wat is er nu anders?",
        "Zo leest wie het meldde het. Korte zinnen, zonder vaktaal.",
        required="Schrijf op wat er nu anders is.",
    )


def _by_whom() -> LineField:
    return LineField(
        label="Wie besloot het?",
        help_text="Zoals: het college, of de directeur van het werkplein.",
        max_length=120,
        required=False,
        kept=True,
    )


def _holds_from() -> DayField:
    return DayField(
        label="Vanaf wanneer geldt het?",
        help_text="Mag leeg blijven.",
        required=False,
        towards=Towards.COMING,
    )


def _around(form: forms.Form, name: str, today: date) -> None:
    day = form.fields[name]
    assert isinstance(day, DayField)
    day.between(Period(today - BEHIND, today + AHEAD))


YES_NO = [("yes", "Ja, zo doen we het"), ("no", "Nee, en dit is waarom")]


class DecideForm(LookedThroughForm):
    """What was decided, by whom, in the words that are told to who raised it."""

    agreed = forms.ChoiceField(
        label="Wat is besloten?",
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies ja of nee."},
    )
    by_whom = _by_whom()
    words = own_words(
        "Wat vertellen we?",
        "Zo leest wie het meldde het. Bij een nee: waarom het niet kan.",
        rows=4,
    )
    holds_from = _holds_from()
    reaction = _reaction()

    def __init__(self, *args: Any, today: date, asked: bool = False, **told: Any) -> None:
        """Set what days can be typed; only where people were asked, what was done with that."""
        super().__init__(*args, **told)
        _around(self, "holds_from", today)
        if not asked:
            del self.fields["reaction"]

    @property
    def decision(self) -> CollegeDecision:
        """Give what was decided; the room refuses one without a reason."""
        said = self.cleaned_data
        return CollegeDecision(
            said["agreed"] == "yes", said["by_whom"], said["words"], said["holds_from"]
        )


class ResultForm(LookedThroughForm):
    """What came of an item of an agenda."""

    found_as = {"words": "result"}
    result = own_words(
        "Wat kwam eruit?",
        f"Voor wie er niet bij was. Ook als het niets was. {NO_PEOPLE}",
        required="Schrijf op wat eruit kwam.",
        rows=3,
    )


class ResultWithDecisionForm(ResultForm):
    """What came of a recommendation, with what was decided if anything was."""

    found_as = {"words": "decision"}
    decided = forms.ChoiceField(
        label="Is er iets besloten?",
        choices=[("", "Nog niets. We praten er later verder over"), *YES_NO],
        widget=forms.RadioSelect,
        required=False,
    )
    by_whom = _by_whom()
    decision = own_words(
        "Wat vertellen we?",
        "Alleen bij een besluit. Zo leest wie het meldde het. Bij een nee: waarom het niet kan.",
        rows=3,
    )
    holds_from = _holds_from()

    def __init__(self, *args: Any, today: date, **told: Any) -> None:
        """Set what days can be typed."""
        super().__init__(*args, **told)
        _around(self, "holds_from", today)

    def clean(self) -> dict[str, Any]:
        """Ask for a yes or a no where words of a decision stand without one."""
        said = super().clean() or self.cleaned_data
        if not said.get("decided") and said.get("decision"):
            self.add_error("decided", "Je schreef een besluit. Kies ook ja of nee.")
        return said

    @property
    def decided_on(self) -> CollegeDecision | None:
        """Give what was decided; None where nothing was."""
        said = self.cleaned_data
        if not said["decided"]:
            return None
        return CollegeDecision(
            said["decided"] == "yes", said["by_whom"], said["decision"], said["holds_from"]
        )


class TeamForm(forms.Form):
    """A team of the municipality."""

    team = forms.ChoiceField(label="Welk team?", error_messages={"required": "Kies een team."})

    def __init__(self, *args: Any, teams: Choices, **told: Any) -> None:
        """Offer the teams there are."""
        super().__init__(*args, **told)
        self.fields["team"].choices = [("", "Kies een team"), *teams]  # type: ignore[attr-defined]

    @property
    def team_id(self) -> int:
        """Give the number of the team that was chosen."""
        return int(self.cleaned_data["team"])


class UntilForm(TeamForm):
    """A team, and until when it works along."""

    last_day = DayField(
        label="Tot en met welke dag?",
        help_text="Daarna ziet het team de casus niet meer. Leeg: zolang het nodig is.",
        required=False,
        towards=Towards.COMING,
    )

    def __init__(self, *args: Any, today: date, **told: Any) -> None:
        """Set what days can be typed."""
        super().__init__(*args, **told)
        day = self.fields["last_day"]
        assert isinstance(day, DayField)
        day.between(Period(today, today + AHEAD))


class OneOfForm(forms.Form):
    """One of some things, by its number."""

    which = forms.ChoiceField(
        label="Welke?", widget=forms.RadioSelect, error_messages={"required": "Kies er een."}
    )

    def __init__(self, *args: Any, offered: Choices, label: str = "", **told: Any) -> None:
        """Offer what there is to choose from."""
        super().__init__(*args, **told)
        self.fields["which"].choices = offered  # type: ignore[attr-defined]
        if label:
            self.fields["which"].label = label

    @property
    def chosen(self) -> int:
        """Give the number of what was chosen."""
        return int(self.cleaned_data["which"])
