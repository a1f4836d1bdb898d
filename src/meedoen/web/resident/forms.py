# SPDX-License-Identifier: EUPL-1.2
"""The forms of the resident face. Almost nothing is required; nothing is filled in beforehand."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from meedoen.areas.queries import Wijk
from meedoen.lexicon.themes import Theme
from meedoen.plans.answers import CheckInAnswer, OptionAnswer
from meedoen.privacy.keys import NUMBER_OF_WORDS
from meedoen.privacy.policy import ON_REQUEST
from meedoen.privacy.return_words import UnknownWord, UnreadableWords, read_return_words
from meedoen.vocabulary.capacity import Capacity, Condition
from meedoen.vocabulary.day import Towards, coming_days
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.forms import Form
from meedoen.web.both_texts import ChangingForm
from meedoen.web.fields import (
    DayField,
    LineField,
    NameField,
    SearchField,
    TelephoneField,
    TypedInput,
    WordsField,
)

LONGEST = 20_000
YEARS_OF_REST = 5
_DAYPARTS = [
    ("1", "Eén dagdeel in de week"),
    ("2", "Twee dagdelen"),
    ("3", "Drie dagdelen"),
    ("4", "Vier dagdelen of meer"),
    ("unknown", "Weet ik nog niet"),
]
MOST_DAYPARTS_ASKED = 4


class WordsForm(ChangingForm):
    """One question, answered in her own words; saying nothing is fine."""

    words = WordsField(label="Je woorden", required=False, max_length=LONGEST, rows=7)


class ManageForm(ChangingForm):
    """What she can manage, what helps, and what else we should know."""

    dayparts = forms.ChoiceField(
        label="Hoe vaak zou je iets willen doen?",
        help_text="Een dagdeel is een ochtend of een middag.",
        choices=_DAYPARTS,
        required=False,
        widget=forms.RadioSelect,
    )
    conditions = forms.MultipleChoiceField(
        label="Wat helpt daarbij?",
        help_text="Kies wat bij je past. Niets kiezen mag ook.",
        choices=[(condition.value, condition.label) for condition in Condition],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    story = WordsField(
        label="Is er iets dat we moeten weten?",
        help_text="Dit hoeft niet. Schrijf alleen op wat je kwijt wilt.",
        required=False,
        max_length=LONGEST,
        rows=5,
    )

    @staticmethod
    def from_told(capacity: Capacity, story: str) -> dict[str, Any]:
        """Turn what she said before into the first values; nothing said is nothing chosen."""
        parts = capacity.dayparts_per_week
        return {
            "dayparts": str(min(parts, MOST_DAYPARTS_ASKED)) if parts else "",
            "conditions": sorted(capacity.conditions),
            "story": story,
        }

    def capacity(self) -> Capacity:
        """Give what she said to manage; "weet ik nog niet" and nothing chosen are both unknown."""
        chosen = self.cleaned_data["dayparts"]
        conditions = frozenset(map(Condition, self.cleaned_data["conditions"]))
        return Capacity(int(chosen) if chosen.isdigit() else None, conditions)


class ApproveForm(ChangingForm):
    """How to call her, where she lives, and who may read along. All of it may stay empty."""

    chosen_name = NameField(
        label="Hoe mogen we je noemen?",
        help_text="Een bijnaam is goed. Niets invullen ook.",
        max_length=80,
        required=False,
    )
    buurt_code = forms.ChoiceField(
        label="In welke buurt woon je?",
        help_text="Dan zoeken we eerst dichtbij. Je hoeft dit niet te zeggen.",
        required=False,
    )
    may_read = forms.ChoiceField(
        label="Wie mag dit lezen?",
        help_text="Kies je niets? Dan lees alleen jij het. Je kunt dit altijd veranderen.",
        choices=[("team", "Het wijkteam mag meelezen"), ("me", "Alleen ik")],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, wijken: Iterable[Wijk], **kwargs: Any) -> None:
        """Offer the buurten of the municipality, by wijk."""
        super().__init__(*args, **kwargs)
        self.fields["buurt_code"].choices = buurt_choices(wijken)  # type: ignore[attr-defined]

    @property
    def team_may_read(self) -> bool:
        """Tell whether she said that the team may read; choosing nothing is "only me"."""
        return bool(self.cleaned_data["may_read"] == "team")


def buurt_choices(wijken: Iterable[Wijk], nothing: str = "Dat zeg ik liever niet") -> list[Any]:
    """List the buurten for a select, grouped by wijk, with "nothing" on top."""
    groups = [(w.name, [(buurt.code, buurt.name) for buurt in w.buurten]) for w in wijken]
    return [("", nothing), *groups]


class ReturnForm(forms.Form):
    """The words with which somebody comes back."""

    words = LineField(
        label="Jouw woorden",
        help_text="Vijf woorden. Hoofdletters, punten en cijfers ertussen maken niet uit.",
        max_length=1_000,
        error_messages={"required": "Typ de woorden die je hebt opgeschreven."},
        widget=TypedInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_words(self) -> str:
        """Read the five words as they were written down; say which word we do not know."""
        try:
            return read_return_words(self.cleaned_data["words"])
        except UnreadableWords as unreadable:
            raise forms.ValidationError(_unreadable(unreadable)) from None


def _unreadable(found: UnreadableWords) -> SafeString:
    """Say what is wrong, with each word as it is: a browser that translates leaves it alone."""
    if not found.unknown:
        return format_html("Je kreeg vijf woorden. Hier staan er {}.", found.known)
    return format_html_join(
        " ",
        'We kennen het woord ‘<span translate="no" lang="nl">{}</span>’ niet.{}',
        ((word.typed, _meant(word)) for word in found.unknown[:NUMBER_OF_WORDS]),
    )


def _meant(word: UnknownWord) -> SafeString:
    if not word.meant:
        return SafeString("")
    return format_html(' Bedoel je ‘<span translate="no" lang="nl">{}</span>’?', word.meant)


class CallbackForm(forms.Form):
    """Name, number and moment: enough to be called."""

    chosen_name = NameField(
        label="Naar wie vragen we?",
        help_text="Een voornaam of bijnaam is goed. Je mag dit leeg laten.",
        max_length=80,
        required=False,
    )
    telephone = TelephoneField(
        label="Op welk nummer bellen we je?",
        error_messages={"required": "Vul je telefoonnummer in. Anders kunnen we je niet bellen."},
    )
    moment = forms.ChoiceField(
        label="Wanneer bellen we?",
        choices=[
            ("liefst in de ochtend", "In de ochtend"),
            ("liefst in de middag", "In de middag"),
            ("het maakt niet uit wanneer", "Maakt niet uit"),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    write_along = forms.ChoiceField(
        label="Mag het wijkteam opschrijven en lezen wat je vertelt?",
        help_text="Dan vertel je het maar één keer. Kies je niets? Dan bellen we alleen.",
        choices=[("yes", "Ja, schrijf mee"), ("no", "Nee, bel me alleen")],
        required=False,
        widget=forms.RadioSelect,
    )
    about = forms.ChoiceField(
        choices=[
            ("", ""),
            ("regisseur", "wil praten over wie helpt"),
            ("anders", "wil vragen of een plek ook anders kan"),
        ],
        required=False,
        widget=forms.HiddenInput,
    )

    def moment_and_subject(self) -> str:
        """Say when to call, with her words beside the number, and what about when that is known."""
        said = self.cleaned_data
        about = dict(self.fields["about"].choices)[said["about"]]  # type: ignore[attr-defined]
        return ", ".join(filter(None, [said["moment"], said["telephone"].words, about]))


class OptionForm(forms.Form):
    """What she says to an option."""

    answer = forms.ChoiceField(choices=[(a.value, a.label) for a in OptionAnswer])


class MissingForm(forms.Form):
    """What she misses among the options."""

    words = WordsField(
        label="Wat mis je?",
        max_length=2_000,
        error_messages={"required": "Schrijf in een paar woorden wat je mist."},
    )


class CheckInForm(forms.Form):
    """How it goes: four answers that are all good."""

    answer = forms.ChoiceField(
        label="Hoe gaat het?",
        choices=[(a.value, a.label) for a in CheckInAnswer],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een van de vier antwoorden. Ze zijn alle vier goed."},
    )
    words = WordsField(label="Wil je er iets bij zeggen?", required=False, max_length=2_000, rows=3)
    quiet_until = DayField(
        label="Tot wanneer laten we je met rust?",
        help_text="Alleen als je ‘Nu niet’ koos.",
        required=False,
        towards=Towards.COMING,
    )
    next_step = LineField(
        label="Weet je al een volgende stap?",
        kept=True,
        help_text="Klein is goed. Een datum hoeft niet.",
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Offer the days after today: a day that has passed would be no rest at all."""
        super().__init__(*args, **kwargs)
        rest = coming_days(today, years=YEARS_OF_REST)
        self.fields["quiet_until"].between(rest)  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """A small step, without a date."""

    words = LineField(
        label="Welke stap wil je erbij?",
        kept=True,
        max_length=200,
        error_messages={"required": "Schrijf in een paar woorden wat de stap is."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Have ids of its own: on the page of her plan it stands beside the check-in."""
        super().__init__(*args, **kwargs)
        self.auto_id = "stap_%s"


class BrowseForm(forms.Form):
    """What somebody looks for in the catalogue; empty shows everything."""

    woorden = SearchField(label="Zoek op een woord", required=False, max_length=80)
    vorm = forms.MultipleChoiceField(
        label="Wat voor soort",
        choices=[(form.value, form.label) for form in Form],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    thema = forms.ChoiceField(label="Waarover", required=False)
    buurt = forms.ChoiceField(label="In welke buurt", required=False)
    open_deur = forms.BooleanField(label="Geen indicatie nodig, gewoon binnenlopen", required=False)

    def __init__(
        self, *args: Any, wijken: Iterable[Wijk], themes: Iterable[Theme], **kwargs: Any
    ) -> None:
        """Offer the buurten of the municipality by wijk, and the themes by alphabet."""
        super().__init__(*args, **kwargs)
        by_label = sorted((theme.label, theme.code) for theme in themes)
        self.fields["thema"].choices = [  # type: ignore[attr-defined]
            ("", "Alles"),
            *((code, label) for label, code in by_label),
        ]
        self.fields["buurt"].choices = buurt_choices(wijken, "Alle buurten")  # type: ignore[attr-defined]


class ShareMoreForm(forms.Form):
    """What the neighbourhood team may ask about too, each by her own choice."""

    also = forms.MultipleChoiceField(
        label="Mag het wijkteam ook meedenken over iets anders?",
        help_text="Dan kunnen zij kijken wat er via de regels kan. Kies alleen wat jij wilt.",
        choices=[(domain.value, domain.label.capitalize()) for domain in ON_REQUEST],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    @classmethod
    def without(cls, shared: Collection[Domain]) -> "ShareMoreForm | None":
        """Offer what is not shared yet; None when there is nothing left to share."""
        form = cls()
        left = [(d.value, d.label.capitalize()) for d in ON_REQUEST if d not in shared]
        form.fields["also"].choices = left  # type: ignore[attr-defined]
        return form if left else None

    def domains(self) -> list[Domain]:
        """Give the domains she chose."""
        return [Domain(code) for code in self.cleaned_data["also"]]
