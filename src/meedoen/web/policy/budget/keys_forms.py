# SPDX-License-Identifier: EUPL-1.2
"""What somebody fills in to propose a key: lines with a share, a law, a taakveld and a ground."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField

from meedoen.budget.keys import WHOLE, DivisionKey, KeyLine, faults_of_line
from meedoen.budget.laws import funding_laws
from meedoen.budget.taakvelden import taakvelden_in
from meedoen.vocabulary.day import Towards
from meedoen.vocabulary.period import Period
from meedoen.vocabulary.products import product_named
from meedoen.web.fields import DayField, LineField, NumberField
from meedoen.web.policy.budget.keys_words import as_percent, as_share, percent

NAME, GROUND, PROGRAMME, CATEGORY = 120, 200, 60, 8
LINES = 8
_MOST = Decimal(100)
_ONE_DECIMAL = "Schrijf een deel met hooguit één cijfer achter de komma."
# Goods and services: what help that is bought is booked on, unless somebody says otherwise.
_BOUGHT = "4.3"


class ShareField(NumberField):
    """A percentage to one decimal, read as whole thousandths."""

    def __init__(self, **told: Any) -> None:
        """Keep it between nothing and everything."""
        super().__init__(least=Decimal(0), most=_MOST, **told)

    def clean(self, value: Any) -> int | None:
        """Read the percentage."""
        read = super().clean(value)
        if read is None:
            return None
        share = as_share(read)
        if share is None:
            raise forms.ValidationError(_ONE_DECIMAL)
        return share


@dataclass(frozen=True)
class LineFields:
    """The fields of one line of a key."""

    number: int
    share: BoundField
    law: BoundField
    taakveld: BoundField
    programme: BoundField
    category: BoundField
    ground: BoundField

    @property
    def filled(self) -> bool:
        """Whether something stands in it, or is wrong with it."""
        own = (self.share, self.ground, self.law, self.taakveld)
        return any(one.value() or one.errors for one in own)


class KeyForm(forms.Form):
    """A key for one year: what it divides, and the lines over which."""

    called = LineField(
        label="Hoe heet de sleutel?",
        max_length=NAME,
        kept=True,
        error_messages={"required": "Geef de sleutel een naam."},
    )
    first_day = DayField(
        label="Eerste dag",
        towards=Towards.COMING,
        error_messages={"required": "Kies de eerste dag."},
    )
    last_day = DayField(
        label="Laatste dag",
        towards=Towards.COMING,
        error_messages={"required": "Kies de laatste dag."},
    )
    products = forms.MultipleChoiceField(
        label="Voor welke kosten?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kies je niets, dan is de sleutel voor alle kosten.",
    )
    integral = ShareField(
        label="Hoeveel procent loopt door het ene budget?",
        help_text="De rest komt uit budgetten van eerder.",
        error_messages={"required": "Vul in hoeveel procent. 0 mag ook."},
    )

    def __init__(
        self,
        *args: Any,
        year: int,
        products: Sequence[str] = (),
        like: DivisionKey | None = None,
        **told: Any,
    ) -> None:
        """Begin with a key of another year when there is one; a taakveld that ended stays open."""
        self.year, self.partners = year, like.partners if like else frozenset[str]()
        super().__init__(*args, **{"initial": _like(like, year), **told})
        days = Period(date(year, 1, 1), date(year, 12, 31))
        for name in ("first_day", "last_day"):
            day = self.fields[name]
            assert isinstance(day, DayField)
            day.between(days)
        there = sorted({*products, *(like.products if like else ())})
        self.fields["products"].choices = [(one, product_named(one)) for one in there]  # type: ignore[attr-defined]
        laws = [(one.key, one.name) for one in funding_laws().values() if not one.paid_by]
        taakvelden = [(one.code, f"{one.code} {one.name}") for one in taakvelden_in(year)]
        for number in range(1, LINES + 1):
            self.fields |= _line_fields(number, laws, taakvelden)

    @property
    def lines(self) -> list[LineFields]:
        """The fields line by line."""
        return [
            LineFields(number, *(self[f"{name}_{number}"] for name in _LINE))
            for number in range(1, LINES + 1)
        ]

    @property
    def first_lines(self) -> list[LineFields]:
        """Lines to begin with: those that say something, and one more."""
        return self.lines[: self._shown]

    @property
    def more_lines(self) -> list[LineFields]:
        """Lines for who needs more."""
        return self.lines[self._shown :]

    @property
    def _shown(self) -> int:
        return min(LINES, max((one.number for one in self.lines if one.filled), default=0) + 1)

    def clean(self) -> dict[str, Any]:
        """See that the days follow, that each line holds in the year, and that all is divided."""
        said: dict[str, Any] = super().clean() or {}
        first, last = said.get("first_day"), said.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "De laatste dag ligt voor de eerste.")
        shares = [self._line(number, said) for number in range(1, LINES + 1)]
        filled = [share for share in shares if share is not None]
        if not filled:
            self.add_error("share_1", "Vul minstens één regel in.")
        elif not any(name.startswith("share_") for name in self.errors) and sum(filled) != WHOLE:
            self.add_error(
                "share_1",
                f"De delen zijn samen {percent(sum(filled))}%. Samen zijn ze 100%.",
            )
        return said

    def _line(self, number: int, said: dict[str, Any]) -> int | None:
        """Weigh one line; gives its share, None when nobody filled it in."""
        share, law, taakveld, ground = (
            said.get(f"{name}_{number}") for name in ("share", "law", "taakveld", "ground")
        )
        if f"share_{number}" in self.errors:
            return 0
        if not any((share, law, taakveld, ground)):
            return None
        needed = {
            "share": (share, "Vul in welk deel hier landt."),
            "law": (law, "Kies een wet."),
            "taakveld": (taakveld, "Kies een taakveld."),
            "ground": (ground, "Schrijf op welk artikel of besluit de grond is."),
        }
        for name, (value, words) in needed.items():
            if not value and f"{name}_{number}" not in self.errors:
                self.add_error(f"{name}_{number}", words)
        if share and law and taakveld and ground:
            for fault in faults_of_line(_line(number, said), self.year):
                self.add_error(f"taakveld_{number}", fault)
        return share or 0

    def key(self) -> DivisionKey:
        """Give the key that a sound form says."""
        said = self.cleaned_data
        return DivisionKey(
            name=said["called"],
            first_day=said["first_day"],
            last_day=said["last_day"],
            lines=tuple(
                _line(number, said) for number in range(1, LINES + 1) if said.get(f"share_{number}")
            ),
            products=frozenset(said["products"]),
            partners=self.partners,
            integral=said["integral"],
        )


_LINE = {
    "share": "deel in procent", "law": "wet", "taakveld": "taakveld", "programme": "programma",
    "category": "categorie van Iv3", "ground": "grond: artikel of besluit",
}  # fmt: skip


def _line_fields(
    number: int, laws: list[tuple[str, str]], taakvelden: list[tuple[str, str]]
) -> dict[str, forms.Field]:
    made = {
        "share": ShareField(required=False),
        "law": forms.ChoiceField(choices=[("", "Kies een wet"), *laws], required=False),
        "taakveld": forms.ChoiceField(
            choices=[("", "Kies een taakveld"), *taakvelden], required=False
        ),
        "programme": LineField(max_length=PROGRAMME, required=False, kept=True),
        "category": LineField(max_length=CATEGORY, required=False),
        "ground": LineField(max_length=GROUND, required=False, kept=True),
    }
    # Among what is wrong with a form the line is named; in the form its fieldset says it.
    for name, field in made.items():
        field.label = f"Regel {number}, {_LINE[name]}"
    return {f"{name}_{number}": made[name] for name in _LINE}


def _line(number: int, said: dict[str, Any]) -> KeyLine:
    law, taakveld, programme, category, ground = (
        said[f"{name}_{number}"] for name in ("law", "taakveld", "programme", "category", "ground")
    )
    return KeyLine(law, taakveld, category or _BOUGHT, programme, said[f"share_{number}"], ground)


def _like(key: DivisionKey | None, year: int) -> dict[str, object]:
    """Give what a form begins with: the key of another year, as it would be in this one."""
    begun: dict[str, object] = {
        "first_day": date(year, 1, 1), "last_day": date(year, 12, 31), "integral": _MOST,
    }  # fmt: skip
    if key is None:
        return begun
    begun |= {
        "called": key.name.replace(str(key.year), str(year)),
        "first_day": _in(key.first_day, year),
        "last_day": _in(key.last_day, year),
        "products": sorted(key.products),
        "integral": as_percent(key.integral),
    }
    for number, line in enumerate(key.lines[:LINES], start=1):
        begun |= dict(_line_like(number, line, year))
    return begun


def _in(day: date, year: int) -> date:
    """Give the same day of another year; the last of February where it has no such day."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def _line_like(number: int, line: KeyLine, year: int) -> Iterator[tuple[str, object]]:
    holds = {one.code for one in taakvelden_in(year)}
    said = {
        "share": as_percent(line.share),
        "law": line.law,
        "taakveld": line.taakveld if line.taakveld in holds else "",
        "programme": line.programme,
        "category": line.category,
        "ground": line.ground,
    }
    for name, value in said.items():
        yield f"{name}_{number}", value
