# SPDX-License-Identifier: EUPL-1.2
"""The forms of headings: paste those of a supplier, and say which field each of them is."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from meedoen.monitor.sources.headings import LONGEST_SUPPLIER
from meedoen.monitor.sources.likeness import proposals
from meedoen.monitor.sources.profile import (
    DAY_ORDERS,
    ENCODINGS,
    LONGEST_SHEET,
    SEPARATORS,
    WrittenProfile,
    reading_of,
)
from meedoen.monitor.sources.specification import MonitorSource, level
from meedoen.web.both_texts import ChangingForm
from meedoen.web.fields import LineField, WordsField
from meedoen.web.policy.monitor.code_lines import NotACode, as_lines, read_lines
from meedoen.web.policy.monitor.field_choices import (
    LEFT_OUT,
    field_choices,
    fields_of,
    has_codes,
    said,
)

_MARKS = {";": "Puntkomma", ",": "Komma", "|": "Staande streep", "tab": "Tab"}
_WRITING = {
    "dates": ("Hoe een dag is geschreven", [(one, one) for one in DAY_ORDERS]),
    "separator": ("Wat tussen de kolommen staat", [(one, _MARKS[one]) for one in SEPARATORS]),
    "encoding": ("Hoe letters zijn bewaard", [(one, one) for one in ENCODINGS]),
}


class PasteForm(forms.Form):
    """The first line of a file that somebody has, before a whole file comes."""

    supplier = LineField(
        label="Leverancier",
        max_length=LONGEST_SUPPLIER,
        kept=True,
        help_text="De naam die je ook aan de beheerder geeft die het bestand inlaadt.",
        error_messages={"required": "Schrijf op van wie het bestand komt."},
    )
    line = WordsField(
        label="De eerste regel van het bestand",
        max_length=20_000,
        rows=3,
        help_text="Alleen de koppen. Plak geen regel met gegevens van mensen.",
        error_messages={"required": "Plak de regel met de koppen."},
    )


class HeadingsForm(ChangingForm):
    """Which field each heading of a supplier is, its words for our codes, and how it writes."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        source: MonitorSource,
        seen: Sequence[str],
        written: WrittenProfile,
        propose: bool = False,
    ) -> None:
        """Take the headings that were seen, and what is remembered of them.

        With `propose`, what a heading may be is chosen beforehand, for somebody to look at.
        """
        self.source, self.written = source, written
        self.by_field = _by_field(seen)
        self._times = Counter(map(level, seen))
        self.propose = propose
        alone = [one for one in self.by_field.values() if self._times[level(one)] == 1]
        self.proposed = proposals(alone, source)
        self._coded = [one for one in fields_of(source).values() if self._has_codes(one.name, seen)]
        stands = self._stands()
        known = {name: self._known(heading) for name, heading in self.by_field.items()}
        wanted = known | (self._proposals() if propose else {})
        first = {name: one for name, one in wanted.items() if one and not stands[name]}
        super().__init__(data, stands=stands, initial=first)
        choices = field_choices(source)
        for name, heading in self.by_field.items():
            self.fields[name] = forms.ChoiceField(
                label=heading, choices=choices, required=False, help_text=self._help(name, heading)
            )
        self._add_the_rest()

    def _has_codes(self, name: str, seen: Sequence[str]) -> bool:
        reading = reading_of(
            seen, self.source, headings=self.written.headings, ignore=self.written.ignore
        )
        found = reading.shape.by_name.get(name)
        return found is not None and has_codes(found) and name in reading.fields

    def _add_the_rest(self) -> None:
        for one in self._coded:
            self.fields[f"codes-{one.name}"] = WordsField(
                label=one.name,
                max_length=70_000,
                rows=3,
                required=False,
                help_text=f"{_sentence(one.meaning)} Per regel: hun woord = onze code.",
            )
        for name, (label, choices) in _WRITING.items():
            self.fields[name] = forms.ChoiceField(
                label=label, choices=[("", "Zoekt Meedoen zelf uit"), *choices], required=False
            )
        self.fields["sheet"] = LineField(
            label="Naam van het blad",
            max_length=LONGEST_SHEET,
            required=False,
            help_text="Alleen als een werkmap meer dan één blad heeft.",
        )

    def _stands(self) -> dict[str, object]:
        left_out = {level(one) for one in self.written.ignore}
        of_heading = {level(theirs): name for name, theirs in self.written.headings.items()}
        stands: dict[str, object] = {
            name: LEFT_OUT if level(one) in left_out else of_heading.get(level(one), "")
            for name, one in self.by_field.items()
        }
        stands |= {
            f"codes-{one.name}": as_lines(self.written.codes.get(one.name, {}))
            for one in self._coded
        }
        return stands | {name: getattr(self.written, name) for name in (*_WRITING, "sheet")}

    def _proposals(self) -> dict[str, str]:
        return {
            name: self.proposed[heading].name
            for name, heading in self.by_field.items()
            if heading in self.proposed
        }

    def _known(self, heading: str) -> str:
        shapes = (one.by_heading.get(level(heading)) for one in self.source.shapes)
        return next((one.name for one in shapes if one is not None), "")

    @property
    def may_propose(self) -> bool:
        """Whether there are proposals that nobody has chosen from, and asked for."""
        unsaid = (one for name, one in self.by_field.items() if not self.stands[name])
        return not self.propose and any(one in self.proposed for one in unsaid)

    def _help(self, name: str, heading: str) -> str:
        if self._times[level(heading)] > 1:
            return "Deze kop staat er vaker dan één keer."
        if self.stands[name]:
            return ""
        if self._known(heading):
            return "Deze kop kennen we. Kijk of het klopt."
        found = self.proposed.get(heading)
        return f"Voorstel: {said(found)}. Kijk of het klopt." if found else ""

    def heading_fields(self) -> list[forms.BoundField]:
        """Give the choices, one for each heading."""
        return [self[name] for name in self.by_field]

    def code_fields(self) -> list[tuple[forms.BoundField, Mapping[str, str]]]:
        """Give where words of the supplier are written, with the codes that we have."""
        return [(self[f"codes-{one.name}"], one.codes) for one in self._coded]

    def writing_fields(self) -> list[forms.BoundField]:
        """Give what says how the file is written."""
        return [self[name] for name in (*_WRITING, "sheet")]

    @property
    def is_written_wrong(self) -> bool:
        """Whether something is wrong in what says how the file is written."""
        return any(field.errors for field in self.writing_fields())

    def clean(self) -> dict[str, Any]:
        """A field has one column, and a column that is read can be told from all others."""
        cleaned = super().clean() or {}
        chosen: dict[str, str] = {}
        for name, heading in self.by_field.items():
            field = cleaned.get(name, "")
            if field in ("", LEFT_OUT):
                continue
            if not level(heading):
                self.add_error(name, "In deze kop staan geen letters of cijfers. Laat hem weg.")
            elif self._times[level(heading)] > 1:
                self.add_error(
                    name,
                    "Deze kop staat er twee keer, en dan weten we niet welke. Laat hem weg, of "
                    "vraag de leverancier om twee namen.",
                )
            elif field in chosen:
                self.add_error(
                    name,
                    f"“{chosen[field]}” is al {field}. Kies voor een van de twee iets anders.",
                )
            else:
                chosen[field] = heading
        for one in self._coded:
            self._read_codes(f"codes-{one.name}", one.name, cleaned)
        return cleaned

    def _read_codes(self, name: str, field: str, cleaned: dict[str, Any]) -> None:
        if name not in cleaned:
            return
        try:
            cleaned[name] = read_lines(cleaned[name], fields_of(self.source)[field])
        except NotACode as sorry:
            self.add_error(name, str(sorry))

    def profile(self) -> WrittenProfile:
        """Give what was chosen."""
        chosen = {name: self.cleaned_data[name] for name in self.by_field}
        return WrittenProfile(
            headings={
                field: self.by_field[name]
                for name, field in chosen.items()
                if field not in ("", LEFT_OUT)
            },
            ignore=tuple(self.by_field[name] for name, one in chosen.items() if one == LEFT_OUT),
            codes={
                one.name: found
                for one in self._coded
                if (found := self.cleaned_data[f"codes-{one.name}"])
            },
            **{name: self.cleaned_data[name] for name in (*_WRITING, "sheet")},
        )


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _by_field(seen: Sequence[str]) -> dict[str, str]:
    """Name the choice of each heading by the heading: it stays the same in another file."""
    found: dict[str, str] = {}
    for heading in filter(None, seen):
        mark = hashlib.sha256(level(heading).encode()).hexdigest()[:12]
        found.setdefault(f"kop-{mark}", heading)
    return found
