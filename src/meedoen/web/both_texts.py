# SPDX-License-Identifier: EUPL-1.2
"""Two can change the same thing: the second sees what stands there now, and chooses (ADR 0031).

A form that changes what stands carries, for each of its fields, a mark of what stood there when it
was shown. What only the other changed stays as the other left it. What both changed is shown beside
what she typed, and nothing is written until she has chosen.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

STOOD = "stood"
TAKE = "take_over"
_MEANWHILE = "Dit is intussen veranderd. Wil je jouw antwoord? Druk dan nog eens op dezelfde knop."


@dataclass(frozen=True)
class ChangedMeanwhile:
    """A field that somebody else changed too: what it is called, and what stands there now.

    What `may_be_taken` can be left as it stands instead of what she typed.
    """

    name: str
    label: str
    words: str
    may_be_taken: bool = True


def mark_of_value(value: object) -> str:
    """Give the mark of what stands in a field; the same for what reads the same. Pure."""
    return hashlib.sha256(_as_sent(value).encode(errors="surrogatepass")).hexdigest()[:12]


def _as_sent(value: object) -> str:
    """Give a value as a form would send it, however it is kept: a list has no order."""
    if value is None:
        return ""
    if isinstance(value, Collection) and not isinstance(value, str):
        return "\n".join(sorted(map(str, value)))
    return str(value).replace("\r\n", "\n").strip()


def marks_of(stands: Mapping[str, object]) -> str:
    """Write the marks of all fields, to be sent along with the form."""
    return " ".join(f"{name}={mark_of_value(value)}" for name, value in stands.items())


def marks_in(sent: str) -> dict[str, str]:
    """Read what `marks_of` wrote; nothing for what is no mark."""
    pairs = (pair.partition("=") for pair in sent.split())
    return {name: mark for name, _, mark in pairs if mark}


def unnamed() -> forms.HiddenInput:
    """Make a field that nobody sees and nothing points at; several forms of a page may have it."""
    return forms.HiddenInput(attrs={"id": False})


class ChangingForm(forms.Form):
    """A form that changes what stands; nothing stands where `stands` is left out."""

    # Whether what stands can be left so instead of what she typed, field by field.
    may_be_taken = True

    def __init__(self, *args: Any, stands: Mapping[str, object] | None = None, **told: Any) -> None:
        """Take what stands now, by the name of the field; also the first values, unless told."""
        self.stands = dict(stands or {})
        told["initial"] = {**self.stands, **(told.get("initial") or {})}
        super().__init__(*args, **told)
        self.meanwhile: list[ChangedMeanwhile] = []
        if self.stands:
            self.fields[STOOD] = forms.Field(
                required=False, widget=unnamed(), initial=marks_of(self.stands)
            )

    def full_clean(self) -> None:
        """Lay what was sent beside what stands, before anything of it is read."""
        if self.is_bound and self.stands:
            self._lay_beside_what_stands()
        super().full_clean()
        sound = [one for one in self.meanwhile if one.name not in self.errors]
        self.meanwhile = [one for one in sound if not self.says_the_same(one.name)]
        for one in self.meanwhile:
            self.add_error(one.name, _MEANWHILE)

    def says_the_same(self, name: str) -> bool:
        """Tell whether what was sent is what stands, in another way than by its mark."""
        return False

    def _lay_beside_what_stands(self) -> None:
        stood = marks_in(str(self.data.get(self.add_prefix(STOOD), "")))
        sent, self.meanwhile = _copied(self.data), []
        taken = sent.getlist(TAKE) if self.may_be_taken else []
        for name, value in self.stands.items():
            now, then = mark_of_value(value), stood.get(name)
            mine = mark_of_value(self._sent(name))
            if name in taken or (then != now and mine == then):
                sent.setlist(self.add_prefix(name), _as_list(value))
            elif then is not None and mine != now != then:
                self.meanwhile.append(self._changed(name, value))
        sent[self.add_prefix(STOOD)] = marks_of(self.stands)
        self.data = sent

    def _sent(self, name: str) -> object:
        return self.fields[name].widget.value_from_datadict(
            self.data, self.files, self.add_prefix(name)
        )

    def _changed(self, name: str, value: object) -> ChangedMeanwhile:
        labels = dict(_flat(getattr(self.fields[name], "choices", ())))
        words = ", ".join(str(labels.get(one, one)) for one in _as_list(value) if one)
        return ChangedMeanwhile(name, str(self[name].label), words, self.may_be_taken)


def _copied(data: Any) -> QueryDict:
    if isinstance(data, QueryDict):
        return data.copy()
    copy = QueryDict(mutable=True)
    for name, value in data.items():
        copy.setlist(name, _as_list(value))
    return copy


def _as_list(value: object) -> list[str]:
    if isinstance(value, Collection) and not isinstance(value, str):
        return sorted(map(str, value))
    return [] if value is None else [str(value)]


def _flat(choices: Any) -> list[tuple[str, Any]]:
    """List the choices of a field, out of their groups."""
    found = []
    for value, label in choices:
        if isinstance(label, list | tuple):
            found += _flat(label)
        else:
            found.append((str(value), label))
    return found
