# SPDX-License-Identifier: EUPL-1.2
"""What `--supplier` does in `meedoen extracts`: the headings of a supplier, remembered."""

from collections.abc import Sequence
from pathlib import Path

from django.urls import reverse

from meedoen.areas.models import Municipality
from meedoen.commands import CouldNotBeDone
from meedoen.commands.acting import actor, known_municipality
from meedoen.commands.extracting import validate_file
from meedoen.commands.schema import at_hand
from meedoen.interop.extracts.profiles import Profile, read_profile
from meedoen.monitor.operations import note_headings
from meedoen.monitor.queries import profile_of_supplier, written_profile
from meedoen.monitor.sources.headings import NoHeadings, supplier_name
from meedoen.monitor.sources.registry import source
from meedoen.vocabulary.moment import Moment


class Supplier:
    """Who supplies files of a source to a municipality, and how they write."""

    def __init__(self, key: str, municipality: Municipality, name: str) -> None:
        """Take a supplier by name, however it is written. Raises CouldNotBeDone for no name."""
        try:
            self._name = supplier_name(name)
        except NoHeadings as sorry:
            raise CouldNotBeDone(f"--supplier: {sorry}") from sorry
        self._key, self._municipality = key, municipality

    def profile(self) -> Profile:
        """Give how they write; what says nothing when nothing is remembered yet."""
        held = profile_of_supplier(self._municipality.code, self._key, self._name)
        # Read as the file that a page gives of it, so that both mean the same.
        return read_profile(written_profile(held).as_yaml().encode()) if held else Profile()

    def note(self, headings: Sequence[str]) -> str:
        """Let headings wait, without a value, and say where somebody can tell what they are."""
        there = self._municipality
        try:
            note_headings(
                municipality=there.code, source=self._key, supplier=self._name, line=headings,
                by=actor(), on=Moment.now(),
            )  # fmt: skip
        except NoHeadings as sorry:
            return str(sorry)
        place = reverse("policy:monitor_headings", args=[self._key])
        return (
            f"De koppen van {self._name} zijn bewaard, zonder gegevens. Zeg in Meedoen wat ze "
            f"zijn: Beleid, Monitor, Bronnen, {source(self._key).name}, Koppen van leveranciers "
            f"({place}?gemeente={there.code}). Doe dit daarna nog eens"
        )


def validate(
    key: str, file: Path, year: int, municipality: str, supplier: str, report: Path | None,
    schemas: Path | None,
) -> None:  # fmt: skip
    """Check a file with what is remembered of its supplier, as `validate_file` does."""
    with at_hand():
        known = Supplier(key, known_municipality(municipality), supplier)
        validate_file(key, file, year, None, report, schemas, supplier=known)
