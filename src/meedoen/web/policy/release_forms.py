# SPDX-License-Identifier: EUPL-1.2
"""The forms of releases: a new one with its files, the second pair of eyes, and an end."""

from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from meedoen.disclosure.presets import PRESETS
from meedoen.publication import queries
from meedoen.publication.handed_in import CountFiles
from meedoen.publication.operations import ReleaseTold
from meedoen.publication.reading import MOST_CELLS, NotReadable
from meedoen.vocabulary.period import Period
from meedoen.web.fields import DayField, LineField, WordsField

FIRST_DAY = date(1995, 1, 1)
MOST_BYTES = 2_000_000
MOST_TREES = 6
NEW = ""
PRESET_NEEDED = "Kies welke aantallen te klein zijn."


class ManyFilesInput(forms.ClearableFileInput):
    """A field in which somebody chooses several files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files; none is an empty list."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Read each file by itself."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(ManyFilesField, self).clean(one, initial) for one in given if one]


class ReleaseForm(forms.Form):
    """A new release: what it is, and a file with true counts that is kept nowhere."""

    errors_heading = "Er is nog niets gemaakt. Je woorden staan er nog; kies de bestanden opnieuw."

    title = LineField(
        label="Hoe heet deze uitgave?",
        max_length=120,
        kept=True,
        help_text="Heet hij net als de vorige, dan leggen we ze naast elkaar.",
    )
    reference_day = DayField(label="Van welke dag zijn de aantallen?")
    same_as = forms.ChoiceField(
        label="Zijn deze mensen al eens geteld?",
        required=False,
        help_text="Dan wegen we mee wat er al over hen naar buiten ging.",
    )
    counted = LineField(
        label="Wie tel je?",
        max_length=160,
        kept=True,
        help_text="Bijvoorbeeld: mensen met een plek, 31 december 2025.",
    )
    counts = forms.FileField(
        label="Het bestand met aantallen",
        help_text="CSV, met een kolom “aantal” en een kolom per indeling, zoals buurt en vorm.",
    )
    trees = ManyFilesField(
        label="Wat onder wat valt",
        required=False,
        help_text=(
            "Een CSV per indeling, met de kolommen code, parent en name. Het bestand heet naar de "
            "kolom: leeftijd.csv. Voor buurten en wijken hoeft het niet."
        ),
    )
    preset = forms.ChoiceField(
        label="Welke aantallen zijn te klein?",
        widget=forms.RadioSelect,
        choices=[(one.key, f"{one.label}. {one.words}") for one in PRESETS.values()],
    )
    sources = WordsField(label="Waar komen de aantallen vandaan?", max_length=2000, rows=2)
    quality = WordsField(
        label="Hoe goed zijn ze? Wat ontbreekt?", max_length=2000, rows=2, required=False
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        municipality: str,
        today: date,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        """Offer who was counted before in this municipality."""
        super().__init__(data, files, initial=dict(initial or {}))
        self.municipality = municipality
        day = self.fields["reference_day"]
        assert isinstance(day, DayField)
        day.between(Period(FIRST_DAY, today))
        known = [(one.counts, one.counted) for one in queries.same_people(municipality)]
        self.fields["same_as"].choices = [  # type: ignore[attr-defined]
            (NEW, "Nee, nog niet"),
            *((counts, f"Ja: {counted}") for counts, counted in known),
        ]
        self.known = dict(known)
        self.fields["counted"].required = not (data or {}).get("same_as")
        for name, sentence in (
            ("title", "Geef de uitgave een naam."),
            ("counted", "Zeg wie je telt, met de dag erbij."),
            ("counts", "Kies een bestand."),
            ("preset", PRESET_NEEDED),
            ("sources", "Schrijf op waar de aantallen vandaan komen."),
            ("reference_day", "Kies de dag."),
        ):
            self.fields[name].error_messages["required"] = sentence
        self.fields["preset"].error_messages["invalid_choice"] = PRESET_NEEDED
        self.fields["same_as"].error_messages["invalid_choice"] = (
            "Die mensen zijn hier nog niet geteld. Kies een andere regel."
        )

    def clean(self) -> dict[str, Any]:
        """Read the table; each row that is wrong is said at the file."""
        cleaned = super().clean() or {}
        given = cleaned.get("counts")
        trees = cleaned.get("trees") or []
        if given is None or "counts" in self.errors:
            return cleaned
        if any(one.size and one.size > MOST_BYTES for one in (given, *trees)):
            self.add_error("counts", "Een bestand is groter dan 2 MB.")
        elif len(trees) > MOST_TREES:
            self.add_error("trees", f"Dit zijn meer dan {MOST_TREES} bestanden.")
        else:
            self._read(cleaned, given, trees)
        return cleaned

    def _read(
        self, cleaned: dict[str, Any], given: UploadedFile, trees: list[UploadedFile]
    ) -> None:
        files = CountFiles(
            given.read(),
            {PurePosixPath(one.name or "").stem.casefold(): one.read() for one in trees},
        )
        try:
            table, _ = queries.table_from(
                files, municipality=self.municipality, most_cells=MOST_CELLS
            )
        except NotReadable as sorry:
            told = [str(problem) for problem in sorry.problems]
            if sorry.more:
                told.append(f"En nog {sorry.more} regels.")
            self.add_error("counts", told)
        else:
            cleaned["files"], cleaned["cells"] = files, table.counts.size

    def told(self, replaces: int | None) -> ReleaseTold:
        """Give what was told of the release; who was counted before keeps their words."""
        given = self.cleaned_data
        return ReleaseTold(
            municipality=self.municipality,
            title=given["title"],
            counted=self.known.get(given["same_as"]) or given["counted"],
            reference_day=given["reference_day"],
            sources=given["sources"],
            quality=given["quality"],
            same_as=given["same_as"],
            replaces=replaces,
        )


class ApproveForm(forms.Form):
    """What the second pair of eyes says: what she looked at, and maybe something about it."""

    report = forms.BooleanField(label="Ik las het aanvalsverslag")
    table = forms.BooleanField(label="Ik bekeek de tabel")
    remark = WordsField(label="Wil je er iets bij zeggen?", max_length=1000, rows=2, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        """Say in words what is missing."""
        super().__init__(data)
        for name in ("report", "table"):
            self.fields[name].error_messages["required"] = "Kijk daar eerst naar."


class EndForm(forms.Form):
    """Why a release does not go out, or is withdrawn."""

    reason = WordsField(label="Waarom?", max_length=1000, rows=2)

    def __init__(self, data: Mapping[str, Any] | None = None, *, help_text: str = "") -> None:
        """Say who reads the reason."""
        super().__init__(data)
        self.fields["reason"].help_text = help_text
        self.fields["reason"].error_messages["required"] = "Schrijf op waarom."
