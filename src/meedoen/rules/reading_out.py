# SPDX-License-Identifier: EUPL-1.2
"""A rule read out in plain Dutch: each expression as a clause, with its parts as clauses below it.

Nothing is left out or summed up: a jurist reads it beside the text to see whether they agree. An
operation without words of its own is read out by its name and its parts. Pure Python.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from meedoen.law.model import NOTHING, Action, Article
from meedoen.rules.local.in_words import in_words
from meedoen.rules.rulebook.catalogue import Fact
from meedoen.vocabulary.words import name_in_words

TODAY = "de dag waarop je kijkt"
_BESIDE = {
    "EQUALS": "is", "NOT_EQUALS": "is niet", "GREATER_THAN": "is meer of later dan",
    "GREATER_THAN_OR_EQUAL": "is ten minste", "LESS_THAN": "is minder of eerder dan",
    "LESS_THAN_OR_EQUAL": "is ten hoogste", "IN": "is een van", "NOT_IN": "is geen van",
}  # fmt: skip
_ABOVE = {
    "AND": "Dit geldt allemaal", "OR": "Ten minste een van deze geldt", "NOT": "Dit geldt niet",
    "ADD": "De som van", "SUBTRACT": "Het eerste min de volgende", "MULTIPLY": "Het product van",
    "DIVIDE": "Het eerste gedeeld door de volgende", "MIN": "Het laagste van",
    "MAX": "Het hoogste van", "ROUND": "Afgerond", "CEIL": "Naar boven afgerond",
    "FLOOR": "Naar beneden afgerond", "LIST": "De lijst van", "DATE_DIFF": "De tijd ertussen",
    "DATE": "De datum", "DATE_ADD": "De datum, zoveel later", "AGE": "De leeftijd in hele jaren",
    "CONCAT": "De tekst van", "DAY_OF_WEEK": "De dag van de week",
    "IS_NULL": "Niet ingevuld is", "NOT_NULL": "Ingevuld is",
}  # fmt: skip
_PARTS = {
    "precision": "cijfers achter de komma", "date_of_birth": "geboren op", "reference_date": "op",
    "from": "van", "to": "tot", "in": "in", "date": "vanaf", "years": "jaren", "months": "maanden",
    "weeks": "weken", "days": "dagen", "year": "jaar", "month": "maand", "day": "dag",
    "value": "met", "subject": "van", "unit": "in",
}  # fmt: skip
_ALIKE = ("conditions", "values", "items")
"""The keys under which parts of one kind stand, that need no name."""


@dataclass(frozen=True, slots=True)
class Clause:
    """What one expression says: its words, why the law has it, and its parts in order."""

    words: str
    note: str = ""
    below: tuple[Clause, ...] = ()

    def walk(self) -> Iterator[Clause]:
        """This clause and every one below it, in reading order."""
        yield self
        for clause in self.below:
            yield from clause.walk()


def read_out(action: Action, article: Article, facts: Mapping[str, Fact]) -> Clause:
    """Read out how an article makes one output."""
    if action.expression is NOTHING:
        return Clause("Komt uit een andere regel of uit een register")
    return _Reader(article, facts).clause(action.expression)


@dataclass(frozen=True, slots=True)
class _Reader:
    article: Article
    facts: Mapping[str, Fact]

    def clause(self, expression: Any) -> Clause:
        if isinstance(expression, list):
            return Clause("De lijst van:", below=tuple(map(self.clause, expression)))
        if not isinstance(expression, dict) or "operation" not in expression:
            return Clause(self.plain(expression))
        note, operation = self.note(expression), str(expression["operation"])
        if operation in {"IF", "SWITCH"}:
            return Clause("Per geval:", note, tuple(self.cases(expression)))
        if operation in _BESIDE:
            return self.beside(operation, expression, note)
        if operation == "NOT" and isinstance(expression.get("value"), str):
            return Clause(f"{self.plain(expression['value'])}: nee", note)
        told = f"{_ABOVE.get(operation, operation)}:"
        return Clause(told, note, tuple(self.parts(expression)))

    def beside(self, operation: str, raw: Mapping[str, Any], note: str) -> Clause:
        subject, other = raw.get("subject"), raw.get("value", raw.get("values"))
        fact = self.facts.get(str(subject).removeprefix("$"))
        right = self.several(other, fact) if isinstance(other, list) else self.plain(other, fact)
        deep = isinstance(other, dict)
        if isinstance(subject, dict) or deep:
            left, last = self.clause(subject), self.clause(other) if deep else Clause(right)
            return Clause("Dit klopt:", note, (left, Clause(f"{_BESIDE[operation]}:"), last))
        return Clause(f"{self.plain(subject)} {_BESIDE[operation]} {right}", note)

    def cases(self, raw: Mapping[str, Any]) -> Iterator[Clause]:
        for case in raw.get("cases") or ():
            yield Clause("Als:", below=(self.clause(case.get("when")),))
            yield Clause("dan:", below=(self.clause(case.get("then")),))
        if "default" in raw:
            yield Clause("Anders:", below=(self.clause(raw["default"]),))

    def parts(self, raw: Mapping[str, Any]) -> Iterator[Clause]:
        only = len(set(raw) - {"operation", "legal_basis"}) == 1
        for key, part in raw.items():
            if key in {"operation", "legal_basis"}:
                continue
            if key in _ALIKE and isinstance(part, list):
                yield from map(self.clause, part)
            elif only:
                yield self.clause(part)
            elif isinstance(part, dict):
                yield Clause(f"{_PARTS.get(key, name_in_words(key))}:", below=(self.clause(part),))
            else:
                yield Clause(f"{_PARTS.get(key, name_in_words(key))}: {self.plain(part)}")

    def several(self, values: Iterable[Any], fact: Fact | None) -> str:
        *most, last = [self.plain(value, fact) for value in values] or [""]
        return f"{', '.join(most)} of {last}" if most else last

    def plain(self, value: Any, fact: Fact | None = None) -> str:
        """A name or a value as words; a choice of a fact by its label."""
        if value is None:
            return "niets"
        if not isinstance(value, str):
            return in_words(value)
        if value.startswith("$referencedate"):
            return TODAY
        if value.startswith("$"):
            return self.name(value[1:])
        labels = {option.code: option.label for option in fact.options} if fact else {}
        return f"‘{labels.get(value, name_in_words(value))}’"

    def name(self, name: str) -> str:
        """A name, with its amount where this article gives it."""
        held = self.article.definitions.get(name)
        worth = definition_in_words(held) if held is not None else ""
        return f"{name_in_words(name)} ({worth})" if worth else name_in_words(name)

    @staticmethod
    def note(raw: Mapping[str, Any]) -> str:
        basis = raw.get("legal_basis")
        if not isinstance(basis, dict):
            return ""
        where = f"lid {basis['paragraph']}" if basis.get("paragraph") else ""
        return ": ".join(filter(None, (where, str(basis.get("explanation") or ""))))


def definition_in_words(raw: Any) -> str:
    """An amount or term of an article in written Dutch; empty when it is worked out."""
    held = raw if isinstance(raw, dict) else {"value": raw}
    value = held.get("value")
    if value is None or isinstance(value, dict):
        return ""
    unit = (held.get("type_spec") or {}).get("unit")
    values = value if isinstance(value, list) else [value]
    return ", ".join(in_words(one, unit) for one in values)
