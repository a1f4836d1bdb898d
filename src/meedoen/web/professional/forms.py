# SPDX-License-Identifier: EUPL-1.2
"""The forms at work. Each label is a sentence somebody could say aloud to the resident."""

import re
import secrets
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from meedoen.areas import queries as areas
from meedoen.bookings.queries import HostedPlace
from meedoen.plans.answers import CheckInAnswer, OptionAnswer
from meedoen.plans.queries import NOBODY, Whom
from meedoen.privacy.policy import ON_REQUEST
from meedoen.residents.kinds import FragmentKind
from meedoen.residents.operations import LONGEST_WORDS
from meedoen.vocabulary.capacity import DAYPARTS_IN_A_WEEK, Capacity, Condition
from meedoen.vocabulary.codes import AreaCode, Level
from meedoen.vocabulary.day import Towards, coming_days, years_from
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.period import Period
from meedoen.web.both_texts import ChangingForm, unnamed
from meedoen.web.fields import (
    DayField,
    LineField,
    NameField,
    SearchField,
    WholeNumberField,
    WordsField,
)

YEARS_AHEAD = 5
_NUMBER = re.compile("[0-9a-f]{32}")


def _words(label: str, help_text: str, rows: int = 3) -> WordsField:
    return WordsField(
        label=label, help_text=help_text, required=False, max_length=LONGEST_WORDS, rows=rows
    )


HERSELF = "jij"
NO_REGISSEUR = "geen"


class FindForm(forms.Form):
    """Whom a colleague looks for: letters of a name, a wijk, a regisseur, who waits for her."""

    name = SearchField(
        label="Zoek op naam", help_text="De eerste letters zijn genoeg.", required=False,
        max_length=80,
    )  # fmt: skip
    wijk = forms.ChoiceField(label="In welke wijk", required=False)
    regisseur = forms.ChoiceField(
        label="Regisseur", required=False,
        error_messages={"invalid_choice": "Deze collega is nu geen regisseur. Kies opnieuw."},
    )  # fmt: skip
    waits = forms.BooleanField(label="Alleen wie op jou wacht", required=False)

    def __init__(
        self,
        *args: Any,
        municipality_codes: Collection[str],
        regisseurs: Iterable[tuple[int, str]],
        account_id: int | None,
        **kwargs: Any,
    ) -> None:
        """Offer the wijken of where the organisation works, and who directs plans in the team.

        `regisseurs` are accounts with their names, `account_id` is who looks.
        """
        super().__init__(*args, **kwargs)
        self._account_id = account_id
        self._wijken = {wijk.code: wijk for wijk in areas.latest_wijken(municipality_codes)}
        self.fields["wijk"].choices = [  # type: ignore[attr-defined]
            ("", "Alle wijken"),
            *((code, wijk.name) for code, wijk in self._wijken.items()),
        ]
        self.fields["regisseur"].choices = [  # type: ignore[attr-defined]
            ("", "Iedereen"),
            (HERSELF, "Jij"),
            *((str(one), name) for one, name in regisseurs if one != account_id),
            (NO_REGISSEUR, "Nog geen regisseur"),
        ]

    def whom(self) -> Whom:
        """Give whom to look for."""
        return Whom(self.cleaned_data["name"], self._buurt_codes(), self._directed_by())

    def _buurt_codes(self) -> list[str]:
        """Give the buurten of the wijk that was chosen, as they are called now or were before."""
        wijk = self._wijken.get(self.cleaned_data["wijk"])
        buurten = wijk.buurten if wijk else ()
        return sorted(areas.codes_that_are_now(*(one.code for one in buurten)))

    def _directed_by(self) -> int | None:
        chosen = self.cleaned_data["regisseur"]
        if chosen == HERSELF:
            return self._account_id
        if chosen == NO_REGISSEUR:
            return NOBODY
        return int(chosen) if chosen else None

    def _directs(self) -> str:
        chosen = self.cleaned_data["regisseur"]
        return {HERSELF: "jij", NO_REGISSEUR: "nog geen"}.get(chosen) or self._chosen("regisseur")

    def _chosen(self, name: str) -> str:
        choices = dict(self.fields[name].choices)  # type: ignore[attr-defined]
        return str(choices[self.cleaned_data[name]])

    def narrowed_by(self) -> list[tuple[str, str]]:
        """Say what narrows the list: the name of each field that does, and the words for it."""
        said = self.cleaned_data
        words = {
            "name": f"naam begint met ‘{said['name']}’",
            "wijk": f"wijk {self._chosen('wijk')}",
            "regisseur": f"regisseur: {self._directs()}",
            "waits": "alleen wie op jou wacht",
        }
        return [(name, told) for name, told in words.items() if said[name]]


class HostedPlaceForm(forms.Form):
    """Of which place a host wants to see who comes."""

    plek = forms.TypedChoiceField(
        label="Welke plek", required=False, coerce=UUID, empty_value=None,
        error_messages={"invalid_choice": "Bij deze plek komt nu niemand. Kies een andere."},
    )  # fmt: skip

    def __init__(self, *args: Any, places: Iterable[HostedPlace], **kwargs: Any) -> None:
        """Offer the places where somebody comes."""
        super().__init__(*args, **kwargs)
        self.fields["plek"].choices = [  # type: ignore[attr-defined]
            ("", "Alle plekken"),
            *((str(one.offer_id), _told_apart(one)) for one in places),
        ]


def _told_apart(place: HostedPlace) -> str:
    """Say which place it is; where it is, only when its title does not say so already."""
    where = "" if place.location in place.title else place.location
    return ", ".join(filter(None, [place.title, where, place.when]))


def homes(municipality_codes: Collection[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """List where somebody can live: per gemeente its buurten, and the gemeente alone.

    Last come buurten of an earlier year that lie in no buurt of now: somebody may have said them.
    """
    found = []
    for place in areas.municipalities().filter(code__in=municipality_codes):
        year = areas.latest_year(place.code)
        buurten = [
            (one.code, one.name)
            for one in (areas.places(place.code, year=year) if year else [])
            if one.level is Level.BUURT
        ]
        buurten.sort(key=lambda one: one[1])
        buurten += [
            (one.code, one.told)
            for one in areas.earlier_places(place.code)
            if one.level is Level.BUURT
        ]
        found.append((place.name, [(place.code, f"{place.name}, buurt zeg ik niet"), *buurten]))
    return found


class StoryForm(ChangingForm):
    """A story typed along: three questions, where somebody lives, and what fits."""

    wish = _words("Wat wil je graag doen?", "Schrijf de woorden van de inwoner op.")
    talent = _words("Wat kun je goed, of doe je graag?", "Mag leeg blijven.")
    story = _words("Wat moeten we verder weten?", "Alleen wat de inwoner zelf wil vertellen.", 5)
    chosen_name = NameField(
        label="Hoe wil je genoemd worden?",
        help_text="Elke naam is goed. Leeg laten mag ook.",
        max_length=80,
        required=False,
    )
    home = forms.ChoiceField(
        label="Waar woon je?",
        help_text="Dan zoeken we dichtbij. Een adres is niet nodig.",
        error_messages={"required": "Kies een buurt, of alleen de gemeente."},
    )
    dayparts = WholeNumberField(
        label="Hoeveel dagdelen in de week lukt het?",
        help_text="Een dagdeel is een ochtend of een middag. Weet je het niet? Laat leeg.",
        required=False,
        most=DAYPARTS_IN_A_WEEK,
    )
    conditions = forms.MultipleChoiceField(
        label="Wat helpt je?",
        help_text="Kies er zoveel als je wilt, of geen.",
        required=False,
        choices=[(condition.value, condition.label) for condition in Condition],
        widget=forms.CheckboxSelectMultiple,
    )
    read_along = forms.BooleanField(
        label="De inwoner las mee en vindt het goed",
        help_text="Dit is het enige dat moet. Het verhaal is van de inwoner: "
        "zonder diens ja bewaren we niets. Alleen jouw team leest mee.",
        error_messages={
            "required": "Lees het samen na. Zet het vinkje als de inwoner het goed vindt."
        },
    )

    def __init__(self, *args: Any, municipalities: Collection[str], **kwargs: Any) -> None:
        """Offer only places where this professional works."""
        super().__init__(*args, **kwargs)
        choices = homes(municipalities)
        said = str(self.initial.get("home", ""))
        if choices and said not in {"", *(code for _, buurten in choices for code, _ in buurten)}:
            choices.append(("Eerder gekozen", [(said, "De buurt die eerder gekozen is")]))
        self.fields["home"].choices = choices  # type: ignore[attr-defined]
        if choices and "home" not in self.initial:
            self.initial["home"] = choices[0][1][0][0]

    def clean(self) -> dict[str, Any]:
        """Ask for at least a few words: there is nothing to keep otherwise."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(name) for name in ("wish", "talent", "story")):
            self.add_error("wish", "Schrijf bij één van de vragen iets op. Weinig is goed.")
        return cleaned

    def told(self) -> dict[str, Any]:
        """Give what was told, as the intake wants it."""
        given = self.cleaned_data
        home = AreaCode(given["home"])
        return {
            "municipality_code": home.municipality,
            "buurt_code": home.value if home.level is Level.BUURT else "",
            "chosen_name": given["chosen_name"],
            "said": {
                FragmentKind.WISH: given["wish"],
                FragmentKind.TALENT: given["talent"],
                FragmentKind.STORY: given["story"],
            },
            "capacity": Capacity(
                given["dayparts"], frozenset(Condition(code) for code in given["conditions"])
            ),
        }


class TellForm(StoryForm):
    """A story of somebody who is new here, with what else she agrees to talk about."""

    also = forms.MultipleChoiceField(
        label="Waar mogen we ook over praten?",
        help_text="Alleen wat de inwoner goed vindt. Dan kunnen we daarover vragen stellen.",
        choices=[(domain.value, domain.label.capitalize()) for domain in ON_REQUEST],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    one_story = forms.Field(required=False, widget=unnamed())

    def __init__(self, *args: Any, **told: Any) -> None:
        """Give the form a number of its own: sent twice, it keeps one story."""
        super().__init__(*args, **told)
        self.initial["one_story"] = secrets.token_hex(16)

    @property
    def number(self) -> str:
        """Give the number of this very form; empty for what was not made by a page of ours."""
        sent = str(self.cleaned_data["one_story"])
        return sent if _NUMBER.fullmatch(sent) else ""

    def told(self) -> dict[str, Any]:
        """Give what was told, and about which domains more may be asked."""
        return {**super().told(), "also": [Domain(code) for code in self.cleaned_data["also"]]}


class WriteAlongForm(StoryForm):
    """What somebody tells whose dossier is there already, such as during a call she asked for."""

    def told(self) -> dict[str, Any]:
        """Give what was told; which municipality the dossier belongs to is settled."""
        told = super().told()
        del told["municipality_code"]
        return told


class OptionForm(forms.Form):
    """What a resident says to one place."""

    offer = forms.UUIDField()
    answer = forms.TypedChoiceField(
        choices=[(answer.value, answer.label) for answer in OptionAnswer], coerce=OptionAnswer
    )


class StepForm(forms.Form):
    """A small step; a day is only a wish."""

    words = LineField(
        label="Wat is de stap?",
        kept=True,
        help_text="In de woorden van de inwoner. Klein is goed.",
        max_length=200,
        error_messages={"required": "Schrijf in een paar woorden wat de stap is."},
    )
    wished_day = DayField(
        label="Wanneer, als de inwoner een dag noemde",
        help_text="Mag leeg blijven. Een stap kan niet te laat zijn.",
        required=False,
        towards=Towards.COMING,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Offer the days from today on; ids of its own, beside the check-in on one page."""
        super().__init__(*args, **kwargs)
        self.auto_id = "stap_%s"
        days = Period(today, years_from(today, YEARS_AHEAD))
        self.fields["wished_day"].between(days)  # type: ignore[attr-defined]


class HindersForm(forms.Form):
    """What hinders her, in the words of the resident who sits beside; nobody chooses for her."""

    words = WordsField(
        label="Wat hindert je?",
        help_text="In de eigen woorden van de inwoner.",
        max_length=4_000,
        rows=3,
        error_messages={"required": "Schrijf op wat de inwoner zegt."},
    )
    wants = forms.ChoiceField(
        label="Wil je horen wat ermee gebeurt?",
        choices=[("yes", "Ja"), ("no", "Nee, dat hoeft niet")],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **told: Any) -> None:
        """Have ids of its own: on the page of the plan it stands beside other forms."""
        super().__init__(*args, **told)
        self.auto_id = "hindert_%s"


class CheckInForm(forms.Form):
    """How it goes, as the resident said it. Nothing is chosen beforehand."""

    answer = forms.TypedChoiceField(
        label="Hoe gaat het? Ben je toe aan een volgende stap?",
        choices=[(answer.value, answer.label) for answer in CheckInAnswer],
        coerce=CheckInAnswer,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies één van de vier antwoorden. Ze zijn alle vier goed."},
    )
    words = _words("Wat zei de inwoner erbij?", "Mag leeg blijven.", 2)
    quiet_until = DayField(
        label="Tot wanneer wil de inwoner rust?",
        help_text="Alleen bij 'Nu niet'. Zonder dag duurt de rust tot de inwoner iets anders zegt.",
        required=False,
        towards=Towards.COMING,
    )
    next_step = LineField(
        label="Noemde de inwoner een volgende stap?",
        kept=True,
        help_text="Mag leeg blijven.",
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Offer the days after today: a silence that is over before it starts is none."""
        super().__init__(*args, **kwargs)
        rest = coming_days(today, years=YEARS_AHEAD)
        self.fields["quiet_until"].between(rest)  # type: ignore[attr-defined]


class DisagreementAnswerForm(ChangingForm):
    """What a colleague answers to somebody who does not agree; she reads it as it stands."""

    words = WordsField(
        label="Je antwoord",
        help_text="De inwoner leest dit met jouw naam. Zeg wat je deed, en wat er nu gebeurt.",
        max_length=8_000,
        rows=6,
        error_messages={"required": "Schrijf in een paar woorden wat het antwoord is."},
    )
